import { LEFT_OUT } from '../packages/functions/bundle-externals.ts';
import { mayAskModels } from './model-rights.ts';
import type { Queues } from './queue.ts';
import { DEV_SITE, type StageSettings } from './settings.ts';
import { type linkTables, mayListWaiting, mayRecord, mayRedact, type Tables } from './tables.ts';

/** Time that a function needs besides the longest analysis: to read, to write, and to report a failure. */
const MARGIN_SECONDS = 15;

/** The links of the functions: the tables with the permissions of the stores, and the secrets of the stage. */
export type Links = (ReturnType<typeof linkTables>[number] | sst.Secret)[];

/** Timeout of a function, in seconds. */
export function functionTimeoutSeconds({ analysisTimeoutMs }: StageSettings): number {
  return Math.ceil(analysisTimeoutMs / 1000) + MARGIN_SECONDS;
}

/** The CloudWatch namespace of the metrics in the log. */
export function metricsNamespace(): string {
  return `LiveAssist/${$app.stage}`;
}

/** Settings of every function of this app. */
export function functionDefaults(
  settings: StageSettings,
  link: Links,
  { analyses, redactions, settles, events }: Queues,
) {
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
      SETTLE_QUEUE_URL: settles.url,
      ...(sendsEvents(settings) && { EVENTS_QUEUE_URL: events.url }),
      ...(!$dev && { METRICS_NAMESPACE: metricsNamespace() }),
    },
    link,
    // Late imports, such as the client of the model, are separate files and do not slow down a cold start.
    nodejs: {
      minify: true,
      splitting: true,
      esbuild: { external: LEFT_OUT },
      plugins: 'packages/functions/bundle-plugins.mjs',
    },
    // Makes Lambda's own log lines JSON, like those of the functions.
    logging: { retention: production ? '1 month' : '1 week', format: 'json' },
    transform: {
      role(role) {
        // SST lets the whole account assume the role, which only `sst dev` needs.
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
      mayListWaiting(tables),
      ...mayAskModels(settings.bedrock),
      {
        actions: ['sqs:SendMessage'],
        resources: [
          queues.analyses.arn,
          queues.redactions.arn,
          queues.settles.arn,
          ...eventQueue(settings, queues),
        ],
      },
    ],
    streaming,
    url: {
      // The app verifies tokens itself, without IAM.
      authorization: 'none',
      cors: {
        // Cannot come from the site, which is built with the address of this function.
        allowOrigins: $dev ? [...new Set([...allowedOrigins, DEV_SITE])] : allowedOrigins,
        allowMethods: ['GET', 'POST'],
        allowHeaders: ['authorization', 'content-type'],
        exposeHeaders: ['x-request-id', 'x-analysis-source', 'retry-after', 'server-timing'],
        maxAge: '10 minutes',
      },
      ...(apiDomain && {
        router: {
          instance: new sst.aws.Router('ApiRouter', { domain: apiDomain }),
          // CloudFront's default is 20 seconds, and an analysis takes longer.
          ...(edge !== undefined && { readTimeout: `${edge} seconds` }),
        },
      }),
    },
  });
}

/**
 * The worker of the analysis queue. `ANALYSIS_CONCURRENCY` limits how many run in parallel: it limits the cost of
 * analyses, and a full queue cannot use up the concurrency that memory boxes need.
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
    // By default `subscribe` creates the function itself, with an unpredictable name and one more permission.
    permissions: [
      mayRedact(tables),
      ...mayAskModels(settings.bedrock),
      { actions: RECEIVING, resources: [analyses.arn, redactions.arn] },
      // Later calls that an analysis concerns are analysed once more.
      {
        actions: ['sqs:SendMessage'],
        resources: [analyses.arn, redactions.arn, deadLetters.arn, ...eventQueue(settings, queues)],
      },
    ],
  });
  const readers: [sst.aws.Queue, number][] = [
    [analyses, settings.analysisConcurrency],
    [redactions, REDACTION_CONCURRENCY],
  ];
  for (const [queue, maximumConcurrency] of readers) {
    queue.subscribe(analysis.arn, {
      // In a batch of two, the second call would only have the time that the first leaves.
      batch: { size: 1, partialResponses: true },
      transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency } } },
    });
  }
  return analysis;
}

/**
 * Runs the worker of both queues on this machine during `sst dev`. No function is deployed then: its stub would report
 * a job as done when the machine is off.
 */
export function workHere(
  settings: StageSettings,
  link: Links,
  { analyses, redactions, deadLetters, settles }: Queues,
): void {
  new sst.x.DevCommand('AnalysisHere', {
    dev: { command: 'node infra/work-here.ts', title: 'Analysis' },
    environment: {
      ...settings.environment,
      ANALYSIS_QUEUE_URL: analyses.url,
      REDACTION_QUEUE_URL: redactions.url,
      SETTLE_QUEUE_URL: settles.url,
      ANALYSIS_DEAD_LETTER_QUEUE_URL: deadLetters.url,
    },
    link,
  });
}

/** True if this stage sends events. `sst dev` does not: no function would work their queue off. */
export function sendsEvents({ events }: StageSettings): boolean {
  return events !== null && !$dev;
}

/** The queue of events, where events are sent. */
export function eventQueue(settings: StageSettings, { events }: Queues) {
  return sendsEvents(settings) ? [events.arn] : [];
}

/** Redactions in parallel: the minimum of SQS, because they are not urgent. */
const REDACTION_CONCURRENCY = 2;

/** Permissions that Lambda requires of a function with a queue, and the one for hiding a message. */
export const RECEIVING = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
];
