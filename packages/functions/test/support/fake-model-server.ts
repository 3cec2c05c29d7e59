import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import { onTestFinished } from 'vitest';

/** The parts of a request for a chat completion that tests use. */
export interface ChatRequest {
  path: string;
  headers: IncomingMessage['headers'];
  /** The body as it was sent, which signatures cover. */
  raw: string;
  body: {
    model: string;
    messages: { role: string; content: string | { text: string }[] }[];
    response_format: { json_schema: { schema: Record<string, unknown> } };
    [field: string]: unknown;
  };
}

/** How the server answers one request: with content, with a scripted fault, or by custom code. */
export type Scripted =
  | { content: string; more?: Partial<Completion> }
  | { status: number; body?: string; headers?: Record<string, string> }
  | { hang: 'before the head' | 'in the body' }
  | { reset: 'before the head' | 'in the body' }
  | { by: (response: ServerResponse) => void };

/** The parts of a chat completion that a script may change. */
export interface Completion {
  finish_reason: 'stop' | 'length' | 'content_filter';
  refusal: string | null;
  usage: object | null;
}

export interface FakeModelServer {
  /** Base address, as in OPENAI_BASE_URL. */
  url: string;
  requests: ChatRequest[];
  stop(): Promise<void>;
}

export type Script = (request: ChatRequest, count: number) => Scripted | Promise<Scripted>;

/**
 * A model provider on a loopback socket that implements Chat Completions. `script` is called for every request; `count`
 * is 1 for the first.
 *
 * @example
 * const server = await startFakeModel(() => ({ content: JSON.stringify(plainAnswer()) }));
 */
export async function startFakeModel(script: Script): Promise<FakeModelServer> {
  const requests: ChatRequest[] = [];
  const http = createServer(async (incoming, response) => {
    const raw = await text(incoming);
    const request = { path: incoming.url ?? '', headers: incoming.headers, raw, body: JSON.parse(raw) };
    requests.push(request);
    answer(response, request, await script(request, requests.length));
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    requests,
    stop: async () => {
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
}

/** Like {@link startFakeModel}, but stops when the test ends. */
export async function fakeModel(script: Script): Promise<FakeModelServer> {
  const server = await startFakeModel(script);
  onTestFinished(server.stop);
  return server;
}

/** A chat completion as OpenAI sends it. */
export function completion(model: string, content: string, more: Partial<Completion> = {}): object {
  const { finish_reason = 'stop', refusal = null, usage } = more;
  return {
    id: 'chatcmpl-fake',
    object: 'chat.completion',
    created: 1_795_000_000,
    model,
    choices: [
      {
        index: 0,
        finish_reason,
        logprobs: null,
        message: { role: 'assistant', content: refusal === null ? content : null, refusal },
      },
    ],
    ...(usage !== null && {
      usage: usage ?? {
        prompt_tokens: 1_000,
        completion_tokens: 100,
        total_tokens: 1_100,
        prompt_tokens_details: { cached_tokens: 600, audio_tokens: 0 },
      },
    }),
  };
}

/** What a promise has in an answer beside its words when it waits for nothing and comes once. */
export const FIRM = { conditional: false, waitsFor: null, recurring: false } as const;

/** What a closing has in an answer beside its status when it tells no more. */
export const TOLD = { by: null, now: false, when: null } as const;

/** The words for a day, without a form of it. */
export const dueWords = (words: string) => ({ words, form: 'unclear' as const, n: 0, month: 0 });

/** An answer without a single claim, to be widened by a test. */
export function plainAnswer(more: Partial<ModelAnswer> = {}): ModelAnswer {
  return {
    category: 'refund',
    about: [],
    resolved: true,
    resolvedAtLine: null,
    sentimentScore: 60,
    satisfactionScore: 70,
    escalationRisk: 10,
    professionalismScore: 70,
    empathyScore: 65,
    knowledgeScore: 70,
    emotions: [],
    keyInsights: [],
    actionItems: [],
    deliverables: [],
    commitments: [],
    closings: [],
    settles: [],
    summary: [],
    improvementAreas: [],
    ...more,
  };
}

/** All text of a request, in order. */
export function textOf({ body }: ChatRequest): string {
  return body.messages
    .map(({ content }) => (typeof content === 'string' ? content : content.map((part) => part.text).join('')))
    .join('\n');
}

/** One turn as a model reads it. */
export interface ReadTurn {
  line: number;
  speaker: 'agent' | 'customer' | 'other';
  words: string;
}

/** The transcript of a request, turn by turn; the examples in the system message are none of it. */
export function turnsIn({ body }: ChatRequest): ReadTurn[] {
  const messages = body.messages.filter(({ role }) => role !== 'system');
  let line = 0;
  return textOf({ body: { ...body, messages } } as ChatRequest)
    .split('\n')
    .filter((line) => /^\[(?:\d+,|")/.test(line))
    .flatMap((text) => {
      const read: (number | string)[] = JSON.parse(text);
      const said = read.filter((entry) => typeof entry === 'string');
      // Not every line shows its number.
      const number = read.find((entry) => typeof entry === 'number') ?? line + 1;
      line = number;
      return (['agent', 'customer', 'other'] as const).flatMap((speaker, i) =>
        said[i] ? [{ line: number, speaker, words: said[i] }] : [],
      );
    });
}

/** The numbers of the open promises in a request. */
export function promisesIn(request: ChatRequest): number[] {
  return [...textOf(request).matchAll(/^\{"promise":(\d+),/gm)].map(([, number]) => Number(number));
}

function answer(response: ServerResponse, request: ChatRequest, scripted: Scripted): void {
  const json = { 'content-type': 'application/json' };
  if ('content' in scripted) {
    const { content, more } = scripted;
    response.writeHead(200, json).end(JSON.stringify(completion(request.body.model, content, more)));
  } else if ('status' in scripted) {
    response.writeHead(scripted.status, { ...json, ...scripted.headers }).end(scripted.body ?? '');
  } else if ('hang' in scripted) {
    if (scripted.hang === 'in the body') response.writeHead(200, json).write('{"id":');
  } else if ('reset' in scripted) {
    if (scripted.reset === 'before the head') response.destroy();
    else {
      response
        .writeHead(200, { ...json, 'content-length': '1000' })
        .write('{"id":', () => response.destroy());
    }
  } else {
    scripted.by(response);
  }
}
