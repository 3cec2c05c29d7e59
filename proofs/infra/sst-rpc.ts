import { createCipheriv } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { sstPlugins } from './sst-plugins.ts';

/** A request to build one function with its links. */
export interface BuildRequest {
  functionID: string;
  handler: string;
  encryptionKey: string;
  links: Record<string, unknown>;
  properties?: {
    minify?: boolean;
    splitting?: boolean;
    banner?: string;
    esbuild?: { external?: string[]; target?: string };
    plugins?: string;
  };
}

/** A built function, and the folder with its bundle and links. */
export type BuiltFunction = BuildRequest & { out: string };

/** SST's banner that lets CommonJS packages run inside a bundle of ES modules. */
export const COMMONJS_BANNER = `import { createRequire as topLevelCreateRequire } from 'module';
const require = topLevelCreateRequire(import.meta.url);
import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url";
const __filename = topLevelFileUrlToPath(import.meta.url);
const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url));
`;

/**
 * Replaces the RPC server of SST's command line, which is written in Go: it builds functions with the esbuild settings
 * of SST (`pkg/runtime/node/build.go`) and encrypts their links into `resource.enc`.
 *
 * @param folder - Where the built functions go.
 * @param bundled - True to bundle the functions, which takes most of the time; false leaves them empty.
 * @returns its address, for `SST_SERVER`, and the built functions.
 */
export async function startRpc(
  root: string,
  folder: string,
  bundled: boolean,
): Promise<{ address: string; builds: BuiltFunction[] }> {
  const builds: BuiltFunction[] = [];
  const methods: Record<string, (input: never) => unknown> = {
    'Provider.Aws.Bootstrap': () => ({
      asset: 'sst-asset',
      state: 'sst-state',
      appsyncHttp: 'h',
      appsyncRealtime: 'r',
    }),
    'Provider.Aws.Appsync': () => ({ http: 'h', realtime: 'r' }),
    'Runtime.AddTarget': () => true,
    'Runtime.Build': async (request: BuildRequest) => {
      const out = join(folder, request.functionID);
      mkdirSync(out, { recursive: true });
      const entry = entryOf(root, request.handler);
      if (bundled) await bundle(root, entry, out, request);
      else writeFileSync(join(out, 'bundle.mjs'), '');
      writeFileSync(join(out, 'resource.enc'), encrypt(request));
      builds.push({ ...request, out });
      return { out, handler: `bundle${extname(request.handler)}`, errors: [], sourcemaps: [] };
    },
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, params } = JSON.parse(body);
    try {
      const run = methods[method];
      if (run === undefined) throw new Error(`rpc: can't find ${method}`);
      response.end(JSON.stringify({ result: await run(params[0] as never) }));
    } catch (error) {
      response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, builds };
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

function entryOf(root: string, handler: string): string {
  const base = handler.slice(0, handler.lastIndexOf('.'));
  const entry = EXTENSIONS.map((extension) => join(root, base + extension)).find(existsSync);
  if (entry === undefined) throw new Error(`Handler not found: ${handler}`);
  return entry;
}

async function bundle(
  root: string,
  entry: string,
  out: string,
  { properties = {} }: BuildRequest,
): Promise<void> {
  const { esbuild = {} } = properties;
  await build({
    entryPoints: [entry],
    ...(properties.splitting
      ? { outdir: out, entryNames: 'bundle', outExtension: { '.js': '.mjs' }, splitting: true }
      : { outfile: join(out, 'bundle.mjs') }),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: esbuild.target ?? 'es2024',
    mainFields: ['module', 'main'],
    keepNames: true,
    minify: properties.minify ?? false,
    sourcemap: 'linked',
    external: ['sharp', 'pg-native', ...(esbuild.external ?? [])],
    banner: { js: COMMONJS_BANNER + (properties.banner ?? '') },
    plugins: properties.plugins ? [sstPlugins(root, properties.plugins)] : [],
    logLevel: 'error',
  });
}

// The nonce is all zeros, as in SST, because a key is only used for one stage.
function encrypt({ encryptionKey, links }: BuildRequest): Buffer {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(encryptionKey, 'base64'), Buffer.alloc(12));
  return Buffer.concat([cipher.update(JSON.stringify(links)), cipher.final(), cipher.getAuthTag()]);
}
