import { LEFT_OUT } from '../packages/functions/bundle-externals.ts';
import type { Queues } from './queue.ts';
import { DEV_SITE, type StageSettings } from './settings.ts';
import { type linkTables, mayRecord, mayRedact, type Tables } from './tables.ts';

/** What a function needs beside the longest analysis: time to read, to write, and to tell of a failure. */
const MARGIN_SECONDS = 15;

/** What the functions are linked to: the tables as the stores use them, and the secrets of the stage. */
export type Links = (ReturnType<typeof linkTables>[number] | sst.Secret)[];

/** How long a function may take, in seconds. */
export function functionTimeoutSeconds({ analysisTimeoutMs }: StageSettings): number {
  return Math.ceil(analysisTimeoutMs / 1000) + MARGIN_SECONDS;
}

/** Where CloudWatch puts the metrics that it makes of the log. */
export function metricsNamespace(): string {
  return `LiveAssist/${$app.stage}`;
}

/** What every function of this app has. */
function functionDefaults(settings: StageSettings, link: Links, { analyses, redactions }: Queues) {
  const { production, environment } = settings;
  return {
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    memory: '1024 MB',
    timeout: `${functionTimeoutSeconds(settings)} seconds`,
    environment: {
      ...environment,
      ANALYSIS_QUEUE_URL: analyses.url,
      REDACTION_QUEUE_URL: redactions.url,
      ...(!$dev && { METRICS_NAMESPACE: metricsNamespace() }),
    },
    link,
    // What is imported late, the client of the model, is a file of its own and does not slow a start.
    nodejs: {
      minify: true,
      splitting: true,
      esbuild: { external: LEFT_OUT },
      plugins: 'packages/functions/bundle-plugins.mjs',
    },
    // What Lambda itself logs is then JSON too, like the lines of the functions.
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
export function createApi(
  settings: StageSettings,
  links: Links,
  queues: Queues,
  tables: Tables,
): sst.aws.Function {
  const { streaming, allowedOrigins, apiDomain, edgeTimeoutSeconds: edge } = settings;
  const defaults = functionDefaults(settings, links, queues);
  return new sst.aws.Function('Api', {
    ...defaults,
    handler: 'packages/functions/src/doors/api-lambda.handler',
    description: 'Live Assist: the HTTP API',
    environment: {
      ...defaults.environment,
      ...(streaming && { INVOKE_MODE: 'RESPONSE_STREAM' }),
      ...(edge !== undefined && { EDGE_TIMEOUT_SECONDS: String(edge) }),
    },
    permissions: [
      mayRecord(tables),
      { actions: ['sqs:SendMessage'], resources: [queues.analyses.arn, queues.redactions.arn] },
    ],
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
      ...(apiDomain && {
        router: {
          instance: new sst.aws.Router('ApiRouter', { domain: apiDomain }),
          // CloudFront waits for 20 seconds otherwise, and an analysis takes longer.
          ...(edge !== undefined && { readTimeout: `${edge} seconds` }),
        },
      }),
    },
  });
}

/**
 * The worker of the analysis queue. `ANALYSIS_CONCURRENCY` limits how many of them run at a time: the brake on what
 * analyses cost, and the reason why a full queue takes no memory box its place.
 */
export function createAnalysis(
  settings: StageSettings,
  links: Links,
  queues: Queues,
  tables: Tables,
): sst.aws.Function {
  const { analyses, redactions, deadLetters } = queues;
  const defaults = functionDefaults(settings, links, queues);
  const analysis = new sst.aws.Function('Analysis', {
    ...defaults,
    handler: 'packages/functions/src/doors/worker-lambda.handler',
    description: 'Live Assist: analyses the calls of the queue',
    environment: { ...defaults.environment, ANALYSIS_DEAD_LETTER_QUEUE_URL: deadLetters.url },
    // Left to itself `subscribe` makes the function, under a name that nobody can tell, with a right more than these.
    permissions: [
      mayRedact(tables),
      { actions: RECEIVING, resources: [analyses.arn, redactions.arn] },
      { actions: ['sqs:SendMessage'], resources: [redactions.arn, deadLetters.arn] },
    ],
  });
  const readers: [sst.aws.Queue, number][] = [
    [analyses, settings.analysisConcurrency],
    [redactions, REDACTION_CONCURRENCY],
  ];
  for (const [queue, maximumConcurrency] of readers) {
    queue.subscribe(analysis.arn, {
      // Of two calls in a batch the second would have only what the first has left of the time.
      batch: { size: 1, partialResponses: true },
      transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency } } },
    });
  }
  return analysis;
}

/**
 * The worker of both queues on this machine while `sst dev` runs. There is no function for it then: its stub would
 * answer SQS that a job is done when the machine is off.
 */
export function workHere(
  settings: StageSettings,
  link: Links,
  { analyses, redactions, deadLetters }: Queues,
): void {
  new sst.x.DevCommand('AnalysisHere', {
    dev: { command: 'node infra/work-here.ts', title: 'Analysis' },
    environment: {
      ...settings.environment,
      ANALYSIS_QUEUE_URL: analyses.url,
      REDACTION_QUEUE_URL: redactions.url,
      ANALYSIS_DEAD_LETTER_QUEUE_URL: deadLetters.url,
    },
    link,
  });
}

/** How many redactions run at a time: the least that SQS allows, because none of them is in a hurry. */
const REDACTION_CONCURRENCY = 2;

/** What Lambda asks of a function that reads from a queue, and what the worker does to have a message wait. */
const RECEIVING = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
];
