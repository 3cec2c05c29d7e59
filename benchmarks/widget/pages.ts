import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MemoryBox } from '@live-assist/core';

/** A page for each element, and an API that answers at once. */
export interface Pages {
  url: string;
  close(): Promise<void>;
}

/** Serves `/memory-box` and `/bare-box` with their scripts, and `POST /getMemoryBox`. */
export async function servePages(widget: string, box: MemoryBox): Promise<Pages> {
  const answer = JSON.stringify(box);
  const asText = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const files: Record<string, [type: string, text: string]> = {
    '/memory-box': ['text/html', page('memory-box')],
    '/bare-box': ['text/html', page('bare-box')],
    '/memory-box.js': ['text/javascript', widget],
    '/bare-box.js': ['text/javascript', asText('./bare-box.js')],
    '/paint.js': ['text/javascript', asText('./paint.js')],
  };
  const server = createServer((request, response) => {
    request.resume();
    const [type, text] =
      request.method === 'POST' ? ['application/json', answer] : (files[request.url ?? ''] ?? []);
    response
      .writeHead(text === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` })
      .end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function page(tag: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Desk</title>
<script type="module" src="/${tag}.js"></script><script src="/paint.js"></script></head><body></body></html>`;
}
