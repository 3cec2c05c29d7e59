import { LiveAssistError } from '@live-assist/core';
import type { Context } from 'hono';

/** Largest request body, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

const JSON_TYPE = /^application\/([\w.-]+\+)?json$/i;

/**
 * Reads a JSON body, with or without a declared length, and keeps it in the request for the validator.
 *
 * @throws {LiveAssistError} `body_too_large`, or `invalid_request` for another content type, for bytes that are not
 *   UTF-8, and for an incomplete body.
 */
export async function readJsonBody(c: Context): Promise<void> {
  try {
    // This check comes before the body is read: Node then discards the body and keeps the connection.
    if (Number(c.req.header('content-length')) > MAX_BODY_BYTES) throw tooLarge();
    const isMeasured = c.req.header('content-length') && !c.req.header('transfer-encoding');
    if (!isMeasured) await readChunks(c);
    const bytes = await c.req.arrayBuffer();
    // The sender declares the length; a gateway in front may not have checked it.
    if (bytes.byteLength > MAX_BODY_BYTES) throw tooLarge();
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
async function readChunks(c: Context): Promise<void> {
  const reader = c.req.raw.body?.getReader();
  if (reader === undefined) return;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(next.value);
  }
  c.req.raw = new Request(c.req.raw, { body: new Blob(chunks) });
}

function tooLarge(): LiveAssistError {
  return new LiveAssistError(
    'body_too_large',
    'The body is over 1 MB. Send the turns of the call in several windows.',
  );
}
