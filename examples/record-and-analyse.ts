// Records and analyses a short call, and prints what the next agent will see.
const service = process.env.LIVE_ASSIST ?? 'http://localhost:8787';
const customer = 'sam.okoro@example.com';
const call = `example-${Date.now()}`;

const { token } = await (
  await fetch(`${service}/dev/token?scope=records:write+analytics:write+memory:read+customers:any`)
).json();

async function post(path: string, body: object) {
  const answer = await fetch(service + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const result = await answer.json();
  // Every error has a code for programs and a sentence for people.
  if (!answer.ok) throw new Error(`${path}: ${result.code}: ${result.error}`);
  return result;
}

await post('/recordCallWindow', {
  call_id: call,
  window_num: 0,
  client_email: customer,
  agent_id: 'agent-7',
  turns: [
    { speaker: 'agent', transcript: 'Good morning, how can I help?', timestamp: '00:03' },
    {
      speaker: 'customer',
      transcript: 'My router keeps losing the connection since Monday.',
      timestamp: '00:09',
    },
    {
      speaker: 'agent',
      transcript: "I'm sorry about that. I'll send you a new router by Friday.",
      timestamp: '00:16',
    },
    { speaker: 'customer', transcript: 'Great, thank you, that is all I needed.', timestamp: '00:21' },
  ],
});

const analytics = await post('/getCallAnalytics', { call_id: call, client_email: customer });
console.log('Summary:', analytics.summary);

const box = await post('/getMemoryBox', { client_email: customer });
for (const { owner, text, dueAt } of box.commitments) {
  console.log(owner === 'agent' ? 'We owe:' : 'They owe:', text, dueAt ?? '');
}
