import { DEV_SITE, type StageSettings } from './settings.ts';
import type { linkTables } from './tables.ts';

/** What a function needs beside the longest analysis: time to read, to write, and to tell of a failure. */
const MARGIN_SECONDS = 15;

/** What the functions are linked to: the tables as the stores use them, and the secrets of the stage. */
export type Links = (ReturnType<typeof linkTables>[number] | sst.Secret)[];

/** What every function of this app has. */
export function functionDefaults({ production, environment, analysisTimeoutMs }: StageSettings, link: Links) {
  return {
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    memory: '1024 MB',
    timeout: `${Math.ceil(analysisTimeoutMs / 1000) + MARGIN_SECONDS} seconds`,
    environment,
    link,
    // What is imported late, the client of the model, is a file of its own and does not slow a start.
    nodejs: { minify: true, splitting: true },
    // In this format a logged object stays one, and the metric filters of alarms.ts can read its fields.
    logging: { retention: production ? '1 month' : '1 week', format: 'json' },
    transform: {
      role(role) {
        // SST lets the whole account take on the role, which only `sst dev` needs.
        if ($dev) return;
        role.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: 'lambda.amazonaws.com' });
      },
    },
  } satisfies Partial<sst.aws.FunctionArgs>;
}

/** The function behind the API, and its URL. */
export function createApi(settings: StageSettings, links: Links): sst.aws.Function {
  const { streaming, allowedOrigins, apiDomain } = settings;
  const defaults = functionDefaults(settings, links);
  return new sst.aws.Function('Api', {
    ...defaults,
    handler: 'packages/functions/src/lambda.handler',
    description: 'Live Assist: the HTTP API',
    environment: { ...defaults.environment, ...(streaming && { INVOKE_MODE: 'RESPONSE_STREAM' }) },
    streaming,
    url: {
      // The app checks tokens itself; they are not those of IAM.
      authorization: 'none',
      cors: {
        // Never taken from the site, which is built with the address of this function.
        allowOrigins: $dev ? [...new Set([...allowedOrigins, DEV_SITE])] : allowedOrigins,
        allowMethods: ['GET', 'POST'],
        allowHeaders: ['authorization', 'content-type'],
        exposeHeaders: ['x-request-id', 'x-analysis-source', 'retry-after', 'server-timing'],
        maxAge: '10 minutes',
      },
      ...(apiDomain && { router: { instance: new sst.aws.Router('ApiRouter', { domain: apiDomain }) } }),
    },
  });
}
