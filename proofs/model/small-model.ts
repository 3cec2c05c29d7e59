import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { completion } from '../../packages/functions/test/support/fake-model-server.ts';

/** Tokens that the model reads and writes at most, together. */
export const CONTEXT_TOKENS = 4_096;
/** Threads wait for each other, so that on a busy machine two take ten times as long as one. */
const THREADS = 1;
/**
 * What the server allows of an answer within its schema: entries of a list, characters of a text. A model of this size says
 * the same again until it may not go on, and each token takes a tenth of a second.
 */
const MOST = { entries: 1, characters: 48 } as const;

/**
 * How the server keeps to the schema of a request: as it stands; with an entry in every list, so that the model must
 * state something; or not at all, as some servers silently do.
 */
export type Mode = 'lists free' | 'lists forced' | 'schema ignored';

/** The part of the package that is used here. */
interface Llama {
  loadModel(options: { modelPath: string }): Promise<Model>;
  createGrammarForJsonSchema(schema: object): Promise<unknown>;
}
interface Model {
  tokenize(text: string): readonly number[];
  createContext(options: { contextSize: number; threads: number }): Promise<{ getSequence(): object }>;
  dispose(): Promise<void>;
}
interface Session {
  setChatHistory(history: object[]): void;
  promptWithMeta(text: string, options: object): Promise<{ responseText: string; stopReason: string }>;
}
export interface LlamaPackage {
  getLlama(options: object): Promise<Llama & { dispose(): Promise<void> }>;
  LlamaChatSession: new (options: { contextSequence: object }) => Session;
}

/** What the model was asked for so far. */
export interface Usage {
  requests: number;
  /** Requests that did not fit into the context. */
  refused: number;
  inputTokens: number;
  outputTokens: number;
}

/** A small model behind Chat Completions on a loopback socket. It answers one request at a time. */
export interface SmallModel {
  /** Base address, as in OPENAI_BASE_URL. */
  url: string;
  usage: Usage;
  mode: Mode;
  /** Reads these instructions once, as a server with a cache of beginnings has; requests that begin so read only the rest. */
  warmUp(system: string): Promise<void>;
  stop(): Promise<void>;
}

interface Body {
  messages: { role: string; content: string }[];
  max_tokens: number;
  response_format?: { json_schema?: { schema: object } };
}

/** Loads the weights, and serves them. */
export async function startSmallModel(
  { getLlama, LlamaChatSession }: LlamaPackage,
  modelPath: string,
): Promise<SmallModel> {
  const llama = await getLlama({ gpu: false, build: 'never', maxThreads: THREADS, logLevel: 'error' });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize: CONTEXT_TOKENS, threads: THREADS });
  const session = new LlamaChatSession({ contextSequence: context.getSequence() });
  const usage: Usage = { requests: 0, refused: 0, inputTokens: 0, outputTokens: 0 };
  const grammars = new Map<string, Promise<unknown>>();

  const grammarFor = (body: Body): Promise<unknown> => {
    const schema = body.response_format?.json_schema?.schema;
    if (schema === undefined || served.mode === 'schema ignored') return Promise.resolve(undefined);
    const shaped = JSON.stringify(bounded(schema, served.mode === 'lists forced' ? 1 : 0));
    // The package knows alternatives by this name alone.
    const known = shaped.replaceAll('"anyOf"', '"oneOf"');
    const grammar = grammars.get(known) ?? llama.createGrammarForJsonSchema(JSON.parse(known));
    grammars.set(known, grammar);
    return grammar;
  };

  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body: Body = JSON.parse(await text(incoming));
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    usage.requests += 1;
    const prompt = model.tokenize(body.messages.map(({ content }) => content).join('\n')).length;
    if (prompt + body.max_tokens > CONTEXT_TOKENS) {
      usage.refused += 1;
      const message = `This model's maximum context length is ${CONTEXT_TOKENS} tokens. However, you requested ${prompt + body.max_tokens} tokens (${prompt} in the messages, ${body.max_tokens} in the completion).`;
      return send(response, 400, { error: { message, type: 'BadRequestError', param: null, code: 400 } });
    }
    const history = body.messages.slice(0, -1);
    session.setChatHistory(
      history.map(({ role, content }) =>
        role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
      ),
    );
    const { responseText, stopReason } = await session.promptWithMeta(body.messages.at(-1)?.content ?? '', {
      grammar: await grammarFor(body),
      maxTokens: body.max_tokens,
      temperature: 0,
      signal: gone.signal,
      stopOnAbortSignal: true,
    });
    const output = model.tokenize(responseText).length;
    usage.inputTokens += prompt;
    usage.outputTokens += output;
    return send(
      response,
      200,
      completion('SmolLM2-135M-Instruct', responseText, {
        finish_reason: stopReason === 'maxTokens' ? 'length' : 'stop',
        usage: { prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output },
      }),
    );
  };

  let turn: Promise<unknown> = Promise.resolve();
  const http = createServer((incoming, response) => {
    turn = turn
      .then(() => answer(incoming, response))
      .catch((error: unknown) => {
        send(response, 500, { error: { message: String(error), type: 'server_error', code: null } });
      });
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const served: SmallModel = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    usage,
    mode: 'lists free',
    async warmUp(system) {
      session.setChatHistory([{ type: 'system', text: system }]);
      await session.promptWithMeta('', { maxTokens: 1, temperature: 0 });
    },
    async stop() {
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
      await turn;
      await llama.dispose();
    },
  };
  return served;
}

function send(response: ServerResponse, status: number, body: object): void {
  if (!response.headersSent && !response.destroyed) {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}

/** A schema whose lists have at least so many entries, and {@link MOST} at most. */
function bounded(schema: unknown, fewest: number): unknown {
  if (Array.isArray(schema)) return schema.map((part) => bounded(part, fewest));
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).map(([name, part]) => [name, bounded(part, fewest)]);
  const own: Record<string, unknown> = Object.fromEntries(parts);
  if (own.type === 'array') return { ...own, minItems: fewest, maxItems: MOST.entries };
  const isText = own.type === 'string' && own.enum === undefined;
  return isText ? { ...own, maxLength: MOST.characters } : own;
}
