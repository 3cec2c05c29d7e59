/** A window as it is posted, in which the text stands wherever somebody can put one: turns, a tip and a tool call. */
export function callWindow(callId: string, number: number, text: string) {
  return {
    call_id: callId,
    window_num: number,
    turns: [
      { speaker: 'agent', transcript: 'Good morning, how can I help? What is your account number?' },
      { speaker: 'customer', transcript: text },
      { speaker: 'agent', transcript: "I'll email you the form by Friday." },
    ],
    aiTips: [{ tag: 'Info', content: 'Offer the form.' }],
    activityFeed: [
      {
        name: 'send_form',
        input: '{"form":"refund"}',
        output: '{"status":"sent"}',
        status: 'success' as const,
      },
    ],
  };
}
