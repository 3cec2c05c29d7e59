import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { BuiltFunction } from './sst-rpc.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A resource of a deployment; tests read its inputs. */
export interface Resource {
  type: string;
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the inputs of every resource of AWS
  inputs: Record<string, any>;
  /** Set for an existing resource that is only read. */
  id?: string;
  /** True if it stays in AWS when it is removed from the configuration. */
  retained: boolean;
}

/** The resources that `sst deploy` would create for a stage. */
export interface Stack {
  app: { name: string; removal: string; protect?: boolean };
  resources: Resource[];
  builds: BuiltFunction[];
  outputs: Record<string, unknown>;
  /** The error of the deployment, if any. */
  failure?: string;
}

export interface SynthOptions {
  env?: Record<string, string | undefined>;
  dev?: boolean;
  /** True to bundle the functions, for tests that run them. */
  bundled?: boolean;
  /** True if the deployment is expected to stop with a `failure`. */
  stops?: boolean;
  /** A mistake to insert: replaces text in a file. */
  mistake?: { file: string; from: string; to: string };
}

/** The minimum settings of production. */
export const PRODUCTION = {
  ANALYST: 'openai',
  ALLOWED_ORIGINS: 'https://desktop.example.com',
  AUTH_JWKS_URL: 'https://auth.example.com/jwks.json',
  AUTH_ISSUER: 'https://auth.example.com',
  AUTH_AUDIENCE: 'live-assist',
  ALARM_EMAIL: 'oncall@example.com',
};

/** A stage with long analyses and another concurrency. */
export const SLOW = { env: { ANALYSIS_TIMEOUT_MS: '120000', ANALYSIS_CONCURRENCY: '7' } };

/**
 * Runs the configuration of one stage with SST's components under Pulumi's mocks; takes some seconds. The result is
 * shared by all tests with the same stage and settings.
 */
export async function synth(stage: string, options: SynthOptions = {}): Promise<Stack> {
  const key = createHash('sha256')
    .update(JSON.stringify([stage, { env: {}, ...options }], (_, value) => value ?? null))
    .digest('hex');
  const outfile = join(inject('stacks'), `${key}.json`);
  while (!existsSync(outfile)) {
    if (claims(outfile)) await run(stage, outfile, options).finally(() => rmdirSync(`${outfile}.running`));
    else await setTimeout(200);
  }
  const stack: Stack = JSON.parse(readFileSync(outfile, 'utf8'));
  if (options.stops !== true && stack.failure !== undefined) throw new Error(stack.failure);
  return stack;
}

/** True if no other test file is running this stack; test files run in parallel. */
function claims(outfile: string): boolean {
  try {
    mkdirSync(`${outfile}.running`);
    return true;
  } catch {
    return false;
  }
}

async function run(stage: string, outfile: string, options: SynthOptions) {
  const { env = {}, dev = false, bundled = false, mistake } = options;
  const program = fileURLToPath(new URL('synth.ts', import.meta.url));
  const flags = [...(dev ? ['--dev'] : []), ...(bundled ? ['--bundled'] : [])];
  const child = spawn(process.execPath, [program, stage, outfile, ...flags], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      SST_SECRET_AUTH_SECRET: 'a secret of the tests that is long enough',
      SST_SECRET_ERASURE_KEY: 'a key of the tests that is long enough too',
      SST_SECRET_EVENTS_WEBHOOK_SECRET: `whsec_${'x'.repeat(43)}=`,
      SST_SECRET_INGEST_VAPI_SECRET: 'a secret of a sender that is long enough',
      SST_SECRET_OPENAI_API_KEY: 'sk-of-the-tests',
      SST_SECRET_OPENAI_FALLBACK_API_KEY: 'sk-of-the-other-provider',
      AWS_REGION: 'eu-central-1',
      SST_AWS_REGION: 'eu-central-1',
      NODE_COMPILE_CACHE: join(inject('stacks'), 'compiled'),
      ...(mistake && { SYNTH_MISTAKE: JSON.stringify(mistake) }),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  await once(child, 'close');
  // Some tests expect a stack that stops, for which Pulumi exits with 1; only the output file matters.
  if (!existsSync(outfile)) throw new Error(`The stage "${stage}" could not be run: ${complaints}`);
}

/** All resources of a type such as `dynamodb/table:Table`. */
export function resourcesOf(stack: Stack, type: string): Resource[] {
  return stack.resources.filter((resource) => resource.type === `aws:${type}`);
}

/** The only resource of a type with this name. */
export function resourceOf(stack: Stack, type: string, name: string): Resource {
  const found = resourcesOf(stack, type).filter((resource) => resource.name === name);
  const [resource] = found;
  if (resource === undefined || found.length > 1) throw new Error(`${found.length} ${type} named ${name}`);
  return resource;
}
