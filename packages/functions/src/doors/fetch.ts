/**
 * The door for runtimes that ask a module for `fetch`: workerd (Cloudflare Workers), Bun and Deno. Settings come from
 * the bindings that the runtime passes, or from the environment of the process.
 *
 * @module
 */
import type { Hono } from 'hono';
import { getRuntimeKey } from 'hono/adapter';
import { readConfig } from '../config/config.ts';
import { createApp } from '../http/app.ts';
import type { AppEnv } from '../http/app-options.ts';
import { appOptionsOf, portsOf } from './wiring.ts';

// These runtimes pass settings with each request; the app is built at the first one and reused.
let app: Hono<AppEnv> | undefined;

export default {
  fetch(request: Request, bindings: object): Response | Promise<Response> {
    app ??= open(getRuntimeKey() === 'workerd' ? textsOf(bindings) : process.env);
    return app.fetch(request);
  },
};

function open(env: Record<string, string | undefined>): Hono<AppEnv> {
  const config = readConfig(env, { production: true });
  return createApp(portsOf(config, accessOf(env)), {
    ...appOptionsOf(config),
    log: (line) => console.log(JSON.stringify(line)),
    cors: config.allowedOrigins,
  });
}

/** Region and credentials from the usual variables: without `process`, the SDK does not read them. */
function accessOf(env: Record<string, string | undefined>) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  const sessionToken = AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {};
  return {
    region: env.AWS_REGION,
    credentials:
      accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, ...sessionToken } : undefined,
  };
}

/** The bindings that are text; other bindings are services of the platform. */
function textsOf(bindings: object): Record<string, string> {
  return Object.fromEntries(Object.entries(bindings).filter(([, value]) => typeof value === 'string'));
}
