import { APIError, NotFoundError, type OpenAI, toFile } from 'openai';
import type { Batch } from 'openai/resources/batches';
import * as z from 'zod/mini';

/** How far a batch has come. */
export interface BatchState {
  /** False while the provider is at work on it. */
  isOver: boolean;
  status: Batch['status'];
  /** Answers so far, and all questions. */
  answered: number;
  total: number;
  /** Codes of the faults for which the whole batch was refused. */
  refusedFor: string[];
  outputFile: string | null;
  errorFile: string | null;
}

/** A line of a file of answers. */
export interface BatchLine {
  customId: string;
  /** The body of a completion; null for a question that was not answered. */
  body: unknown;
  /** Why it was not answered, without words of the provider. */
  code: string | null;
}

/** The Batch API of OpenAI, as far as an import needs it. */
export interface BatchApi {
  /** The batch of this name, if one was made since; null if there is none. */
  find(name: string, sinceMs: number): Promise<string | null>;
  /** Uploads the lines of a file of requests. */
  upload(name: string, lines: readonly string[]): Promise<string>;
  /**
   * Makes a batch. The request is never repeated: a caller without an answer looks for the batch by its name.
   *
   * @returns null if it is not known whether the batch was made.
   */
  create(name: string, fileId: string): Promise<string | null>;
  /** Asks how far a batch has come. */
  look(batchId: string): Promise<BatchState>;
  /** Reads a file of answers line by line; nothing where the file has been removed. */
  lines(fileId: string): AsyncIterable<BatchLine>;
  /** Removes files; those that are gone count as removed. */
  remove(fileIds: readonly string[]): Promise<void>;
  /** Removes uploads of a name. */
  removeUploads(name: string): Promise<void>;
}

const OVER: ReadonlySet<Batch['status']> = new Set(['completed', 'failed', 'expired', 'cancelled']);
/** The clock of the provider may be behind that of this machine. */
const SKEW_MS = 3_600_000;
/** The label of a batch of this service. */
const LABEL = 'live_assist_import';
const PER_PAGE = 100;

/** Opens the Batch API by a client of the `openai` package. */
export function batchApi(client: OpenAI): BatchApi {
  const { batches, files } = client.withOptions({ fetch: withoutRedirects });
  const remove = async (id: string) => {
    await files.delete(id).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
    });
  };
  return {
    async find(name, sinceMs) {
      for await (const { id, metadata, created_at } of batches.list({ limit: PER_PAGE })) {
        if (metadata?.[LABEL] === name) return id;
        if (created_at * 1000 < sinceMs - SKEW_MS) return null;
      }
      return null;
    },
    async upload(name, lines) {
      const blob = new Blob(lines.map((line) => `${line}\n`));
      const file = await toFile(blob, fileNameOf(name), { type: 'application/jsonl' });
      return (await files.create({ file, purpose: 'batch' })).id;
    },
    async create(name, input_file_id) {
      const endpoint = '/v1/chat/completions';
      try {
        const made = await batches.create(
          { input_file_id, endpoint, completion_window: '24h', metadata: { [LABEL]: name } },
          { maxRetries: 0 },
        );
        return made.id;
      } catch (error) {
        if (error instanceof APIError && error.status !== undefined && error.status < 500) throw error;
        return null;
      }
    },
    async look(id) {
      const { status, request_counts, errors, output_file_id, error_file_id } = await batches.retrieve(id);
      return {
        isOver: OVER.has(status),
        status,
        answered: (request_counts?.completed ?? 0) + (request_counts?.failed ?? 0),
        total: request_counts?.total ?? 0,
        refusedFor: (errors?.data ?? []).map(({ code }) => plainCode(code)),
        outputFile: output_file_id ?? null,
        errorFile: error_file_id ?? null,
      };
    },
    async *lines(fileId) {
      const { body } = await files.content(fileId);
      if (body === null) return;
      let rest = '';
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
        const [first = '', ...more] = chunk.split('\n');
        rest += first;
        for (const next of more) {
          yield* lineOf(rest);
          rest = next;
        }
      }
      yield* lineOf(rest);
    },
    async remove(ids) {
      for (const id of ids) await remove(id);
    },
    async removeUploads(name) {
      for await (const { id, filename } of files.list({ purpose: 'batch', limit: PER_PAGE }))
        if (filename === fileNameOf(name)) await remove(id);
    },
  };
}

/** Words of a call go to the configured address alone. */
const withoutRedirects: typeof fetch = (input, init) => fetch(input, { ...init, redirect: 'manual' });

function fileNameOf(name: string): string {
  return `live-assist-${name}.jsonl`;
}

const Line = z.object({
  custom_id: z.string(),
  response: z.nullish(z.object({ status_code: z.number(), body: z.unknown() })),
  error: z.nullish(z.object({ code: z.nullish(z.string()) })),
});

/** A line of a file of answers; none where the text names no question. */
function lineOf(text: string): BatchLine[] {
  if (text.trim() === '') return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const { data } = Line.safeParse(value);
  if (data === undefined) return [];
  const { custom_id: customId, response, error } = data;
  if (response?.status_code === 200 && error == null) return [{ customId, body: response.body, code: null }];
  const code = error?.code ?? (response == null ? undefined : `status_${response.status_code}`);
  return [{ customId, body: null, code: plainCode(code) }];
}

function plainCode(code: string | null | undefined): string {
  return code != null && /^[\w.-]{1,60}$/.test(code) ? code : 'unknown_error';
}
