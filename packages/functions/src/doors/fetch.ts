/**
 * The door for runtimes that ask a module for `fetch`: workerd (Cloudflare Workers), Bun and Deno. Settings are the
 * bindings of the worker, or the environment of the process where there is one.
 *
 * @module
 */
import type { Hono } from 'hono';
import { getRuntimeKey } from 'hono/adapter';
import { readConfig } from '../config/config.ts';
import { createApp } from '../http/app.ts';
import type { AppEnv } from '../http/app-options.ts';
import { appOptionsOf, portsOf } from './wiring.ts';

// A worker is told its settings with the first request, and serves many with what it has built then.
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

/** Region and credentials by their usual names: where there is no process, the SDK does not look for them. */
function accessOf(env: Record<string, string | undefined>) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  const sessionToken = AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {};
  return {
    region: env.AWS_REGION,
    credentials:
      accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, ...sessionToken } : undefined,
  };
}

/** Bindings that are texts; the others are services of the platform. */
function textsOf(bindings: object): Record<string, string> {
  return Object.fromEntries(Object.entries(bindings).filter(([, value]) => typeof value === 'string'));
}
