import { LiveAssistError } from '@live-assist/core';
import type { Context } from 'hono';

/** Largest request body, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

const JSON_TYPE = /^application\/([\w.-]+\+)?json$/i;

/**
 * Reads a JSON body, with or without a declared length, and keeps it in the request for the validator.
 *
 * @param most - Largest body, in bytes.
 * @throws {LiveAssistError} `body_too_large`, or `invalid_request` for another content type, for bytes that are not
 *   UTF-8, and for an incomplete body.
 */
export async function readJsonBody(c: Context, most: number = MAX_BODY_BYTES): Promise<void> {
  try {
    // This check comes before the body is read: Node then discards the body and keeps the connection.
    if (Number(c.req.header('content-length')) > most) throw tooLarge(most);
    const isMeasured = c.req.header('content-length') && !c.req.header('transfer-encoding');
    if (!isMeasured) await readChunks(c, most);
    const bytes = await c.req.arrayBuffer();
    // The sender declares the length; a gateway in front may not have checked it.
    if (bytes.byteLength > most) throw tooLarge(most);
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof LiveAssistError) throw error;
    throw new LiveAssistError('invalid_request', 'The body must be complete and encoded in UTF-8.', {
      cause: error,
    });
  }
  const contentType = c.req.header('content-type')?.split(';')[0]?.trim() ?? '';
  if (!JSON_TYPE.test(contentType)) {
    throw new LiveAssistError(
      'invalid_request',
      'Send the body as JSON, with the header Content-Type: application/json.',
    );
  }
}

// Without a declared length, only reading the body shows its size.
async function readChunks(c: Context, most: number): Promise<void> {
  const reader = c.req.raw.body?.getReader();
  if (reader === undefined) return;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > most) throw tooLarge(most);
    chunks.push(next.value);
  }
  c.req.raw = new Request(c.req.raw, { body: new Blob(chunks) });
}

function tooLarge(most: number): LiveAssistError {
  const advice =
    most === MAX_BODY_BYTES
      ? 'Send the turns of the call in several windows.'
      : 'Send no recordings here; pnpm import-calls takes long calls.';
  return new LiveAssistError(
    'body_too_large',
    `The body is over ${Math.floor(most / 1_048_576)} MB. ${advice}`,
  );
}
