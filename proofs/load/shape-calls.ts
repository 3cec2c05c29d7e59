/** A posted window with the text in turns, a tip and a tool call. */
export function callWindow(callId: string, number: number, text: string) {
  return {
    call_id: callId,
    window_num: number,
    turns: [
      { speaker: 'agent', transcript: 'Good morning, how can I help? What is your account number?' },
      { speaker: 'customer', transcript: 'My line has been down since Monday.' },
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

const HOURS = 2;
const CHARACTERS = 200_000;
const SECONDS_A_TURN = 5;
const WINDOW_TURNS = 60;
const BEGIN = Date.UTC(2026, 10, 2, 8);
const SENTENCES = [
  'I am calling about the parcel that was due on Tuesday, it still has not arrived at my house.',
  'Thank you for waiting. I can see the order here, and it left our warehouse on Monday at four in the afternoon.',
  'My number is 07700 900123, and the reference on the letter is AB-4821-77, if that helps you at all.',
  "I'll email you the refund form by Friday, and an engineer will call you tomorrow to check the line.",
  'Well, I have heard that twice now, and nobody called me back; to be honest I am quite disappointed.',
  'I understand, that is not the service that we want to give. Let me read the notes of your last call.',
];

/** A two-hour conversation with all parts of a typical call. */
export function honestCall(callId: string) {
  const count = (HOURS * 3_600) / SECONDS_A_TURN;
  const turns = Array.from({ length: count }, (_, n) => {
    const words = `${SENTENCES[n % SENTENCES.length]} That was point ${n}.`;
    return {
      speaker: n % 2 === 0 ? 'customer' : 'agent',
      transcript: words.padEnd(Math.ceil(CHARACTERS / count), ' And so on.'),
      timestamp: new Date(BEGIN + n * SECONDS_A_TURN * 1_000).toISOString(),
    };
  });
  const windows = Array.from({ length: Math.ceil(count / WINDOW_TURNS) }, (_, n) => ({
    call_id: callId,
    window_num: n + 1,
    turns: turns.slice(n * WINDOW_TURNS, (n + 1) * WINDOW_TURNS),
    aiTips: [{ tag: 'Suggestion', content: 'Offer the refund form.' }],
    activityFeed: [
      {
        name: 'lookup_order',
        input: '{"order":"AB-4821-77"}',
        output: '{"state":"sent"}',
        status: 'success' as const,
      },
    ],
  }));
  const characters = turns.reduce((sum, { transcript }) => sum + transcript.length, 0);
  return { windows, characters };
}
