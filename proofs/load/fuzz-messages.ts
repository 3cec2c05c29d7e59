/** A request before it is written as bytes. */
export interface Message {
  method: string;
  path: string;
  headers: [name: string, value: string | Buffer][];
  body: Buffer;
}

export const CRLF = Buffer.from('\r\n');

/** The head of a message, with the headers that frame its body. */
export function headOf({ method, path, headers }: Message, framing: [name: string, value: string][]): Buffer {
  const line = Buffer.from(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n`);
  const fields = [...headers, ...framing].flatMap(([name, value]) => [
    Buffer.from(`${name}: `, 'latin1'),
    typeof value === 'string' ? Buffer.from(value, 'latin1') : value,
    CRLF,
  ]);
  return Buffer.concat([line, ...fields, CRLF]);
}

/** The whole message, with the correct length. */
export function bytesOf(message: Message): Buffer {
  return Buffer.concat([headOf(message, [['content-length', String(message.body.length)]]), message.body]);
}

/** The whole message, with its body in chunks of this size. */
export function inChunks(message: Message, size: number): Buffer {
  const chunks = [headOf(message, [['transfer-encoding', 'chunked']])];
  for (let at = 0; at < message.body.length; at += size) {
    const chunk = message.body.subarray(at, at + size);
    chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, CRLF);
  }
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
}
