import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request for a chat completion, as a line of a file of requests holds it. */
export interface BatchedRequest {
  custom_id: string;
  body: { model: string; messages: { role: string; content: unknown }[]; [field: string]: unknown };
}

/** How one line is answered: with a completion, with a status, or not before the batch expires. */
export type LineAnswer = { body: object } | { status: number; code: string } | 'expires';

/** A request to the API. */
export type BatchStep = 'upload' | 'files' | 'create' | 'list' | 'look' | 'content' | 'delete' | 'chat';

/** What a test may do to a request: nothing, cut its connection before it has an effect, after it or inside of the answer, or refuse it. */
export type Meddling =
  | undefined
  | 'cut before'
  | 'cut after'
  | 'cut inside'
  | { status: number; code: string; location?: string };

export interface FakeBatchServer {
  /** Base address, as in OPENAI_BASE_URL. */
  url: string;
  batches: { id: string; status: string; metadata: Record<string, string>; lines: BatchedRequest[] }[];
  /** Files that are there, by id. */
  files: Map<string, { filename: string; purpose: string; text: string }>;
  /** Every request in turn. */
  steps: BatchStep[];
  /** Lines that were answered, all of which are paid for. */
  answered: number;
  stop(): Promise<void>;
}

/** What a test says of the server. */
export interface BatchScript {
  answer(request: BatchedRequest, number: number): LineAnswer;
  /** Completions outside of batches. */
  chat?(body: BatchedRequest['body']): object;
  meddle?(step: BatchStep, count: number): Meddling | Promise<Meddling>;
  /** How a batch ends that is valid. @default 'completed' */
  end?: 'completed' | 'expired' | 'cancelled';
  /** A code for which every batch is refused once it is looked at. */
  refuse?: string;
}

const MOST_LINES = 50_000;
const MOST_BYTES = 200_000_000;
const ENDPOINT = '/v1/chat/completions';

/**
 * The Batch API of OpenAI on a loopback socket, as its reference describes it: files of requests with the purpose `batch`,
 * batches that go through `validating`, `in_progress` and `finalizing` each time they are looked at, and files of answers in
 * another order than that of the requests.
 */
export async function startFakeBatches(script: BatchScript): Promise<FakeBatchServer> {
  type Kept = FakeBatchServer['batches'][number] & {
    input: string;
    output?: string;
    errors?: string;
    refusedFor?: string;
    at: number;
  };
  const batches: Kept[] = [];
  const files: FakeBatchServer['files'] = new Map();
  const steps: BatchStep[] = [];
  const counts = new Map<BatchStep, number>();
  let made = 0;
  let answered = 0;
  const newId = (kind: string) => `${kind}-${++made}`;
  const keep = (filename: string, purpose: string, text: string) => {
    const id = newId('file');
    files.set(id, { filename, purpose, text });
    return id;
  };
  const fileObject = (id: string) => {
    const { filename, purpose, text } = files.get(id) ?? { filename: '', purpose: '', text: '' };
    return { id, object: 'file', bytes: text.length, created_at: 1, filename, purpose, status: 'processed' };
  };
  const batchObject = (batch: Kept) => ({
    id: batch.id,
    object: 'batch',
    endpoint: ENDPOINT,
    errors:
      batch.refusedFor === undefined
        ? null
        : {
            object: 'list',
            data: [{ code: batch.refusedFor, message: 'Refused.', param: null, line: null }],
          },
    input_file_id: batch.input,
    completion_window: '24h',
    status: batch.status,
    output_file_id: batch.output ?? null,
    error_file_id: batch.errors ?? null,
    created_at: batch.at,
    request_counts: { total: batch.lines.length, completed: 0, failed: 0 },
    metadata: batch.metadata,
  });

  const work = (batch: Kept): void => {
    const outcomes = batch.lines.map((line, index) => [line, script.answer(line, index)] as const).reverse();
    const good: string[] = [];
    const bad: string[] = [];
    for (const [{ custom_id }, answer] of outcomes) {
      const id = newId('batch_req');
      if (answer === 'expires') {
        const error = {
          code: 'batch_expired',
          message: 'This request could not be executed before the completion window expired.',
        };
        bad.push(JSON.stringify({ id, custom_id, response: null, error }));
      } else if ('status' in answer) {
        const response = {
          status_code: answer.status,
          request_id: newId('req'),
          body: { error: { code: answer.code, message: 'No.' } },
        };
        bad.push(JSON.stringify({ id, custom_id, response, error: null }));
      } else {
        answered += 1;
        const response = { status_code: 200, request_id: newId('req'), body: answer.body };
        good.push(JSON.stringify({ id, custom_id, response, error: null }));
      }
    }
    if (good.length > 0) batch.output = keep('output.jsonl', 'batch_output', `${good.join('\n')}\n`);
    if (bad.length > 0) batch.errors = keep('errors.jsonl', 'batch_output', `${bad.join('\n')}\n`);
  };
  const goOn = (batch: Kept): void => {
    switch (batch.status) {
      case 'validating': {
        const refusedFor = script.refuse ?? faultOfLines(batch.lines, files.get(batch.input)?.text ?? '');
        if (refusedFor !== undefined) batch.refusedFor = refusedFor;
        batch.status = refusedFor === undefined ? 'in_progress' : 'failed';
        break;
      }
      case 'in_progress':
        batch.status = 'finalizing';
        break;
      case 'finalizing':
        work(batch);
        batch.status = script.end ?? 'completed';
    }
  };

  const handle = async (
    step: BatchStep,
    request: IncomingMessage,
    url: URL,
    bytes: Buffer,
  ): Promise<[number, object | string]> => {
    const id = url.pathname.split('/')[3] ?? '';
    switch (step) {
      case 'upload': {
        const form = await new Response(new Uint8Array(bytes), {
          headers: { 'content-type': request.headers['content-type'] ?? '' },
        }).formData();
        const file = form.get('file');
        const purpose = String(form.get('purpose'));
        if (!(file instanceof File) || purpose !== 'batch') return [400, fault('invalid_request_error')];
        if (file.size > MOST_BYTES) return [400, fault('file_too_large')];
        return [200, fileObject(keep(file.name, purpose, await file.text()))];
      }
      case 'files': {
        const data = [...files.keys()]
          .map(fileObject)
          .filter(({ purpose }) => purpose === url.searchParams.get('purpose'));
        return [200, { object: 'list', data, has_more: false }];
      }
      case 'create': {
        const body = JSON.parse(bytes.toString());
        const file = files.get(body.input_file_id);
        if (body.endpoint !== ENDPOINT || body.completion_window !== '24h' || file?.purpose !== 'batch')
          return [400, fault('invalid_request_error')];
        const lines = file.text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line));
        const at = Math.floor(Date.now() / 1000);
        const batch: Kept = {
          id: newId('batch'),
          status: 'validating',
          metadata: body.metadata ?? {},
          lines,
          input: body.input_file_id,
          at,
        };
        batches.push(batch);
        return [200, batchObject(batch)];
      }
      case 'list':
        return [200, { object: 'list', data: batches.toReversed().map(batchObject), has_more: false }];
      case 'look': {
        const batch = batches.find((one) => one.id === id);
        if (batch === undefined) return [404, fault('not_found')];
        goOn(batch);
        return [200, batchObject(batch)];
      }
      case 'content': {
        const file = files.get(id);
        return file === undefined ? [404, fault('not_found')] : [200, file.text];
      }
      case 'delete':
        return files.delete(id) ? [200, { id, object: 'file', deleted: true }] : [404, fault('not_found')];
      case 'chat':
        return script.chat === undefined
          ? [500, fault('server_error')]
          : [200, script.chat(JSON.parse(bytes.toString()))];
    }
  };

  const http = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const bytes = await buffer(request);
    const url = new URL(request.url ?? '', 'http://localhost');
    const step = stepOf(request.method ?? '', url.pathname);
    if (step === null) return void response.writeHead(404).end('{}');
    steps.push(step);
    const count = (counts.get(step) ?? 0) + 1;
    counts.set(step, count);
    const meddling = await script.meddle?.(step, count);
    if (meddling === 'cut before') return void response.destroy();
    if (typeof meddling === 'object') {
      const { status, code, location } = meddling;
      const headers = { ...JSON_TYPE, ...(location !== undefined && { location }) };
      return void response.writeHead(status, headers).end(JSON.stringify(fault(code)));
    }
    const [status, body] = await handle(step, request, url, bytes);
    if (meddling === 'cut after') return void response.destroy();
    if (meddling === 'cut inside') {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const half = Buffer.from(text).subarray(0, text.length / 2);
      response.writeHead(status, { ...JSON_TYPE, 'content-length': String(Buffer.byteLength(text)) });
      return void response.write(half, () => response.destroy());
    }
    response.writeHead(status, JSON_TYPE).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    batches,
    files,
    steps,
    get answered() {
      return answered;
    },
    stop: async () => {
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };

function fault(code: string): object {
  return { error: { message: 'No.', type: 'invalid_request_error', param: null, code } };
}

function stepOf(method: string, path: string): BatchStep | null {
  if (path === ENDPOINT) return 'chat';
  if (path === '/v1/files') return method === 'POST' ? 'upload' : 'files';
  if (path.startsWith('/v1/files/')) return method === 'DELETE' ? 'delete' : 'content';
  if (path === '/v1/batches') return method === 'POST' ? 'create' : 'list';
  return path.startsWith('/v1/batches/') ? 'look' : null;
}

/** What the provider finds wrong with a file of requests, as a code; undefined where it is right. */
function faultOfLines(
  lines: readonly (BatchedRequest & { method?: string; url?: string })[],
  text: string,
): string | undefined {
  if (lines.length === 0) return 'empty_file';
  if (lines.length > MOST_LINES) return 'too_many_tasks';
  if (Buffer.byteLength(text) > MOST_BYTES) return 'file_too_large';
  if (new Set(lines.map(({ custom_id }) => custom_id)).size < lines.length) return 'duplicate_custom_id';
  if (lines.some(({ method, url }) => method !== 'POST' || url !== ENDPOINT)) return 'invalid_url';
  return new Set(lines.map(({ body }) => body.model)).size > 1 ? 'mismatched_model' : undefined;
}
