import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MemoryBox, RememberedCommitment } from '@live-assist/core';
import { bundleWidget } from '../../build.ts';

/** A request as it came in. */
export interface Seen {
  path: string;
  authorization: string | undefined;
  body: {
    client_email?: string;
    call_id?: string;
    commitment_id?: string;
    status?: string;
    on?: string;
    due_at?: string | null;
  };
}

/** A body that is a text is sent as a page; status 302 leads to another one. */
type Answer = { status: number; body: unknown };

/**
 * The two routes of the service as their contract has them, over a loopback socket, with boxes in memory: a
 * fake. It also serves the page that embeds the bundle, under a strict Content Security Policy.
 */
export class Service {
  readonly boxes = new Map<string, MemoryBox>();
  readonly seen: Seen[] = [];
  /** Tokens that are accepted; empty accepts any. */
  readonly tokens = new Set<string>();
  /** Takes the place of an answer; null lets the answer be. */
  answer: (seen: Seen) => Answer | null | Promise<Answer | null> = () => null;
  /** Every request for anything but the page and its scripts and routes. */
  readonly strays: string[] = [];
  readonly url: string;
  readonly #files: ReadonlyMap<string, { type: string; text: string }>;
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  private constructor(url: string, files: ReadonlyMap<string, { type: string; text: string }>) {
    this.url = url;
    this.#files = files;
  }

  static async start(): Promise<Service> {
    const [esm, iife] = await Promise.all([bundleWidget('esm'), bundleWidget('iife')]);
    const script = { type: 'text/javascript' };
    const files = new Map([
      ['/memory-box.js', { ...script, text: esm.text }],
      ['/memory-box-again.js', { ...script, text: esm.text }],
      ['/memory-box.iife.js', { ...script, text: iife.text }],
      ['/page.css', { type: 'text/css', text: PAGE_STYLE }],
      ['/', { type: 'text/html', text: page('<script type="module" src="/memory-box.js"></script>') }],
      ['/classic', { type: 'text/html', text: page('<script src="/memory-box.iife.js"></script>') }],
      ['/bare', { type: 'text/html', text: page('') }],
    ]);
    const starting = createServer();
    await new Promise<void>((resolve) => starting.listen(0, '127.0.0.1', resolve));
    const { port } = starting.address() as AddressInfo;
    await new Promise((resolve) => starting.close(resolve));
    const service = new Service(`http://127.0.0.1:${port}`, files);
    await new Promise<void>((resolve) => service.#server.listen(port, '127.0.0.1', resolve));
    return service;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Back to an empty service that answers at once. */
  reset(): void {
    this.boxes.clear();
    this.seen.length = 0;
    this.strays.length = 0;
    this.tokens.clear();
    this.answer = () => null;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const file = this.#files.get(path.replace(/\?.*/, ''));
    if (request.method === 'GET' && file !== undefined) {
      response.writeHead(200, {
        'content-type': `${file.type}; charset=utf-8`,
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
      });
      response.end(file.text);
      return;
    }
    if (request.method !== 'POST' || !['/getMemoryBox', '/updateCommitment'].includes(path)) {
      if (path !== '/favicon.ico') this.strays.push(`${request.method} ${path}`);
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: 'There is no such route.', code: 'not_found' }));
      return;
    }
    let text = '';
    for await (const chunk of request) text += chunk;
    const seen = { path, authorization: request.headers.authorization, body: JSON.parse(text) };
    this.seen.push(seen);
    const { status, body } = (await this.answer(seen)) ?? this.#serve(seen);
    if (response.destroyed) return;
    const page = typeof body === 'string';
    response.writeHead(status, {
      'content-type': page ? 'text/html' : 'application/json',
      ...(status === 302 && { location: '/' }),
    });
    response.end(page ? body : JSON.stringify(body));
  }

  #serve({ path, authorization, body }: Seen): Answer {
    const token = authorization?.replace('Bearer ', '');
    if (this.tokens.size > 0 && !this.tokens.has(token ?? '')) {
      return {
        status: 401,
        body: { error: 'The token has expired. Ask for a new one.', code: 'unauthenticated' },
      };
    }
    const box = this.boxes.get(body.client_email?.trim().toLowerCase() ?? '');
    if (path === '/getMemoryBox') {
      return box === undefined
        ? { status: 500, body: { error: 'Something went wrong.', code: 'internal' } }
        : { status: 200, body: box };
    }
    const commitment = box?.commitments.find(({ id }) => id === body.commitment_id);
    if (box === undefined || commitment === undefined) {
      return { status: 404, body: { error: 'There is no such promise.', code: 'commitment_not_found' } };
    }
    const status = (body.status ?? commitment.status) as RememberedCommitment['status'];
    const dueAt = body.due_at === undefined ? commitment.dueAt : body.due_at;
    const changed = {
      ...commitment,
      status,
      dueAt,
      overdue: status === 'open' && dueAt !== null && dueAt < '2026-11-22',
      closing:
        status === 'open'
          ? null
          : {
              status,
              by: 'person' as const,
              at: `${body.on ?? '2026-11-22'}T10:00:00.000Z`,
              call_id: null,
              evidence: [],
            },
    };
    this.boxes.set(box.client_email, {
      ...box,
      commitments: box.commitments.map((each) => (each === commitment ? changed : each)),
    });
    return { status: 200, body: changed };
  }
}

const PAGE_STYLE = `:root { color-scheme: light dark } body { margin: 0; padding: 12px; background: Canvas }
h1.aside { position: absolute; inset: auto auto 0 0; margin: 0; font: 12px sans-serif }
.narrow { width: 320px } .wide { width: 600px }`;

function page(script: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Desk</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css">${script}</head>
<body><main><h1 class="aside">Desk</h1><div id="place" class="narrow"></div></main></body></html>`;
}
