import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** What a contact centre serves its agents: the files of a folder, and tokens. */
export interface DeskServer {
  /** By the name that the service allows: `http://localhost:…`. */
  address: string;
  /** Puts other files in place of those before. */
  show(folders: string[], headers: Record<string, string>): void;
  close(): Promise<void>;
}

/** @param mint - Mints a token for an address. */
export async function startDesk(mint: (clientEmail: string) => string): Promise<DeskServer> {
  let folders: string[] = [];
  let headers: Record<string, string> = {};
  const server: Server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST' && pathname === '/memory-token') {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.end(mint(body));
      return;
    }
    const file = folders.map((folder) => join(folder, pathname)).find((path) => existsSync(path));
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', ...headers });
    response.end(readFileSync(file));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    show(nextFolders, nextHeaders) {
      folders = nextFolders;
      headers = nextHeaders;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
