import { once } from 'node:events';
import { connect } from 'node:net';

/** An answer as received over the socket. */
export interface RawAnswer {
  status: number;
  /** Names in lower case. */
  headers: Map<string, string>;
  body: string;
}

/** A connection that can send any bytes, including invalid HTTP. */
export interface RawConnection {
  write(bytes: string | Uint8Array): void;
  /** Closes the sending side, and still reads. */
  end(): void;
  destroy(): void;
  /**
   * The next answer; null if the server has closed the connection without a complete one.
   *
   * @param bodiless - True for a HEAD request, whose answer has a length but no body.
   */
  answer(bodiless?: boolean): Promise<RawAnswer | null>;
  /** Resolves when either side has closed the connection. */
  readonly closed: Promise<void>;
  readonly isOpen: boolean;
}

/**
 * Opens a connection to a port of 127.0.0.1.
 *
 * @param isDeaf - True to never read from the connection.
 * @example
 * const connection = await rawConnection(port);
 * connection.write('GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n');
 * const answer = await connection.answer();
 */
export async function rawConnection(port: number, { isDeaf = false } = {}): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = Buffer.alloc(0);
  let isOpen = true;
  let wake = () => {};
  // A server may end a connection with a reset.
  socket.on('error', () => {});
  if (!isDeaf) {
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      wake();
    });
  }
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      isOpen = false;
      wake();
      resolve();
    });
  });
  await Promise.race([once(socket, 'connect'), closed]);
  if (!isOpen) throw new Error(`Nothing listens on port ${port} of 127.0.0.1.`);
  return {
    write: (bytes) => void (isOpen && socket.write(bytes)),
    end: () => void (isOpen && socket.end()),
    destroy: () => void socket.destroy(),
    closed,
    get isOpen() {
      return isOpen;
    },
    async answer(bodiless = false) {
      for (;;) {
        const found = answerIn(received, bodiless);
        if (found !== null) {
          received = received.subarray(found.bytes);
          if (found.answer.status >= 200) return found.answer;
        } else {
          if (!isOpen) return null;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}

/** The first complete answer in the received bytes, and its length in bytes. */
function answerIn(received: Buffer, bodiless: boolean): { answer: RawAnswer; bytes: number } | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const [statusLine = '', ...lines] = received.toString('latin1', 0, headEnd).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) throw new Error(`This is no status line: ${statusLine}`);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const start = headEnd + 4;
  if (bodiless || status < 200 || status === 204 || status === 304) {
    return { answer: { status, headers, body: '' }, bytes: start };
  }
  const body =
    headers.get('transfer-encoding') === 'chunked'
      ? chunksIn(received, start)
      : lengthIn(received, start, Number(headers.get('content-length') ?? 0));
  return body && { answer: { status, headers, body: body.text }, bytes: body.end };
}

function lengthIn(received: Buffer, start: number, length: number): { text: string; end: number } | null {
  const end = start + length;
  return received.length < end ? null : { text: received.toString('utf8', start, end), end };
}

function chunksIn(received: Buffer, start: number): { text: string; end: number } | null {
  const chunks: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = received.indexOf('\r\n', at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(received.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (received.length < end) return null;
    if (size === 0) return { text: Buffer.concat(chunks).toString('utf8'), end };
    chunks.push(received.subarray(lineEnd + 2, end - 2));
    at = end;
  }
}
