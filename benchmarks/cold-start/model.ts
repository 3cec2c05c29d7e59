import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';

/** A model on a loopback socket that answers every chat completion at once. */
export interface Model {
  url: string;
  /** The body of the last request. */
  lastRequest(): unknown;
  stop(): Promise<void>;
}

export async function startModel(): Promise<Model> {
  let last: unknown = null;
  const server = createServer(async (request, response) => {
    last = await json(request);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(COMPLETION));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    lastRequest: () => last,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const claim = (line: number, text: string) => ({
  quotes: [{ line, quote: text }],
  text,
  tool: null,
});

// A plausible judgement of the first sample call.
const ANSWER: ModelAnswer = {
  category: 'outage',
  about: [],
  resolved: false,
  resolvedAtLine: null,
  sentimentScore: 45,
  satisfactionScore: 50,
  escalationRisk: 30,
  professionalismScore: 80,
  empathyScore: 70,
  knowledgeScore: 75,
  emotions: [{ emotion: 'frustration', intensity: 60 }],
  keyInsights: [claim(1, 'The internet was down')],
  actionItems: [],
  deliverables: [],
  commitments: [
    {
      ...claim(8, "I'll email you the refund form by Friday"),
      owner: 'agent',
      due: { words: 'by Friday', form: 'weekday', n: 5, month: 0 },
      conditional: false,
      waitsFor: null,
      recurring: false,
    },
  ],
  closings: [],
  settles: [],
  summary: [],
  improvementAreas: [],
};

const COMPLETION = {
  id: 'completion-1',
  object: 'chat.completion',
  created: 1_795_000_000,
  model: 'instant',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      logprobs: null,
      message: { role: 'assistant', content: JSON.stringify(ANSWER), refusal: null },
    },
  ],
  usage: { prompt_tokens: 1_000, completion_tokens: 300, total_tokens: 1_300 },
};
