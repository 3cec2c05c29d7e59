import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Resource, resourceOf, resourcesOf, type Stack } from './stack.ts';

interface Statement {
  actions: string[];
  resources: string[];
  conditions?: { test: string; variable: string; values: string[] }[];
}

/** The roles of this app's functions, without those of SST. */
export function roleNames(stack: Stack): string[] {
  return resourcesOf(stack, 'iam/role:Role').map(({ name }) => name);
}

/** The grants of a role as `action resource`, without account and region. */
export function grantsOf(stack: Stack, role: string): string[] {
  return statementsOf(resourceOf(stack, 'iam/role:Role', role)).flatMap(({ actions, resources }) =>
    actions.flatMap((action) => resources.map((arn) => `${action} ${logicalName(stack, arn)}`)),
  );
}

/** `table/live-assist-test-ApiTable-abc/index/i` as `table/ApiTable/index/i`: names as the configuration has them. */
function logicalName({ app }: Stack, arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource.replace(new RegExp(`${app.name}-\\w+-(\\w+?)-[a-z]{8}\\b`), '$1');
}

function statementsOf({ inputs }: Resource): Statement[] {
  const policies: { policy: string }[] = inputs.inlinePolicies ?? [];
  return policies.flatMap(({ policy }) => JSON.parse(policy).Statement);
}

/** Permissions wider than single calls on single resources, and roles that principals other than Lambda can assume. */
export function wideRights(stack: Stack): string[] {
  return resourcesOf(stack, 'iam/role:Role').flatMap((role) => [
    ...statementsOf(role)
      .flatMap((statement) => [...statement.actions, ...statement.resources.filter(isWide(statement))])
      // A contact has no name before it exists, so the right to describe one names its instance.
      .filter(
        (word) =>
          word.includes('*') &&
          !/^arn:aws:connect:[^*]+:instance\/[\w-]+\/contact\/\*$/.test(word) &&
          // A file has no name before it lands, so the right to it names the part of the bucket.
          !/^arn:aws:s3:::[\w.-]+\/(?:inbox|settings|refused)\/\*$/.test(word),
      )
      .map((word) => `${role.name}: ${word}`),
    ...principalsOf(role)
      .filter((principal) => principal !== 'lambda.amazonaws.com')
      .map((principal) => `${role.name} is trusted to ${principal}`),
  ]);
}

/** What an inference profile answers with may lie in any region, if the profile itself is named. */
function isWide({ conditions = [] }: Statement): (arn: string) => boolean {
  const isNamed = conditions.some(
    ({ test, variable, values }) =>
      test === 'StringEquals' &&
      variable === 'bedrock:InferenceProfileArn' &&
      values.every((value) => !value.includes('*')),
  );
  return (arn) => !(isNamed && arn.startsWith('arn:aws:bedrock:*::foundation-model/'));
}

function principalsOf({ inputs }: Resource): string[] {
  const trust =
    typeof inputs.assumeRolePolicy === 'string'
      ? JSON.parse(inputs.assumeRolePolicy)
      : inputs.assumeRolePolicy;
  return JSON.stringify(trust).match(/[\w.-]+\.amazonaws\.com|arn:aws:iam::[^"]+|"\*"/g) ?? [];
}

/** Wildcards in the origins, methods and headers of function URLs. */
export function openCors(stack: Stack): string[] {
  return resourcesOf(stack, 'lambda/functionUrl:FunctionUrl').flatMap(({ name, inputs }) => {
    const { allowOrigins = ['*'], allowMethods = ['*'], allowHeaders = ['*'] } = inputs.cors ?? {};
    return [...allowOrigins, ...allowMethods, ...allowHeaders]
      .filter((value: string) => value.includes('*'))
      .map((value: string) => `${name}: ${value}`);
  });
}

/** Queues whose visibility timeout is shorter than AWS recommends. */
export function hastyQueues(stack: Stack): string[] {
  const functions = resourcesOf(stack, 'lambda/function:Function');
  return mappingsOf(stack, 'sqs').flatMap(({ inputs }) => {
    const queue = queueNamed(stack, inputs.eventSourceArn);
    const reader = functions.find(({ name }) => inputs.functionName.includes(`-${name}-`));
    const least = 6 * (reader?.inputs.timeout ?? Number.POSITIVE_INFINITY);
    return queue !== undefined && queue.inputs.visibilityTimeoutSeconds >= least ? [] : [String(queue?.name)];
  });
}

/** Queues with a consumer but without a dead-letter queue of the same kind. */
export function queuesWithoutDeadLetters(stack: Stack): string[] {
  return mappingsOf(stack, 'sqs').flatMap(({ inputs }) => {
    const queue = queueNamed(stack, inputs.eventSourceArn);
    const { deadLetterTargetArn } = JSON.parse(queue?.inputs.redrivePolicy ?? '{}');
    const letters = queueNamed(stack, deadLetterTargetArn);
    return letters !== undefined && letters.inputs.fifoQueue === queue?.inputs.fifoQueue
      ? []
      : [String(queue?.name)];
  });
}

/** The mappings of a kind of source (`sqs`, `dynamodb`) to functions. */
export function mappingsOf(stack: Stack, service: string): Resource[] {
  return resourcesOf(stack, 'lambda/eventSourceMapping:EventSourceMapping').filter(({ inputs }) =>
    String(inputs.eventSourceArn).startsWith(`arn:aws:${service}:`),
  );
}

/** Streams of tables that carry more than keys, and mappings of streams that lose records or see more than new items. */
export function looseStreams(stack: Stack): string[] {
  return [
    ...ownTables(stack)
      .filter(({ inputs }) => inputs.streamEnabled === true && inputs.streamViewType !== 'KEYS_ONLY')
      .map(({ name, inputs }) => `${name} streams ${inputs.streamViewType}`),
    ...mappingsOf(stack, 'dynamodb').flatMap(({ name, inputs }) => [
      ...(inputs.destinationConfig?.onFailure?.destinationArn ? [] : [`${name} loses records that fail`]),
      ...(inputs.functionResponseTypes?.includes('ReportBatchItemFailures')
        ? []
        : [`${name} tells no failures`]),
      ...(inputs.maximumRecordAgeInSeconds > 0 && inputs.maximumRecordAgeInSeconds < 86_400
        ? []
        : [`${name} tries records until they are lost`]),
      ...(JSON.stringify(inputs.filterCriteria ?? {}).includes('INSERT') ? [] : [`${name} sees changes`]),
    ]),
  ];
}

/** Notifications of buckets that name no part of it, and parts with files of customers that are kept for ever. */
export function looseInboxes(stack: Stack): string[] {
  return [
    ...resourcesOf(stack, 's3/bucketNotification:BucketNotification').flatMap(({ name, inputs }) =>
      (inputs.queues ?? [])
        .filter(({ filterPrefix }: { filterPrefix?: string }) => filterPrefix !== 'inbox/')
        .map(() => `${name} is told of all objects`),
    ),
    ...resourcesOf(stack, 's3/bucketLifecycleConfiguration:BucketLifecycleConfiguration').flatMap(
      ({ inputs }) => {
        const kept = new Set(['inbox/', 'refused/']);
        for (const { filter, expiration, status } of inputs.rules ?? []) {
          if (status === 'Enabled' && expiration?.days <= 30) kept.delete(filter?.prefix);
        }
        return [...kept].map((prefix) => `InboxBucket keeps ${prefix}`);
      },
    ),
  ];
}

/** The names of the secrets that are linked to a function. */
export function secretsOf(stack: Stack, functionID: string): string[] {
  const { links = {} } = stack.builds.find((build) => build.functionID === functionID) ?? {};
  return Object.keys(links).filter((name) => /^[A-Z_]+$/.test(name));
}

/** Targets of rules without a dead-letter queue. */
export function rulesWithoutDeadLetters(stack: Stack): string[] {
  return resourcesOf(stack, 'cloudwatch/eventTarget:EventTarget')
    .filter(({ inputs }) => inputs.deadLetterConfig?.arn === undefined)
    .map(({ name }) => name);
}

function queueNamed(stack: Stack, arn: string | undefined): Resource | undefined {
  return resourcesOf(stack, 'sqs/queue:Queue').find(({ inputs }) => inputs.name === arn?.split(':').at(-1));
}

/** Tables without a TTL on `expires_at`. */
export function tablesWithoutExpiry(stack: Stack): string[] {
  return ownTables(stack)
    .filter(({ inputs }) => inputs.ttl?.attributeName !== 'expires_at' || inputs.ttl.enabled !== true)
    .map(({ name }) => name);
}

/** The tables that this app creates, without existing ones. */
export function ownTables(stack: Stack): Resource[] {
  return resourcesOf(stack, 'dynamodb/table:Table').filter(({ id }) => id === undefined);
}

/** The alarms that fire when the metrics of one period have these sums; other metrics have no data. */
export function ringing(stack: Stack, sums: Record<string, number>): string[] {
  return resourcesOf(stack, 'cloudwatch/metricAlarm:MetricAlarm')
    .filter(({ inputs }) => measured(inputs, sums) >= inputs.threshold)
    .map(({ name }) => name);
}

// biome-ignore lint/suspicious/noExplicitAny: the inputs of an alarm
function measured(alarm: Record<string, any>, sums: Record<string, number>): number {
  if (alarm.metricQueries === undefined) return sums[keyOf(alarm)] ?? Number.NEGATIVE_INFINITY;
  const ids = new Map<string, number | undefined>();
  for (const { id, metric } of alarm.metricQueries) if (metric) ids.set(id, sums[keyOf(metric)]);
  const { expression } = alarm.metricQueries.find((query: { returnData?: boolean }) => query.returnData);
  // Metric math has the operators of JavaScript; the two functions in use are passed in.
  const run = new Function('IF', 'FILL', ...ids.keys(), `return ${expression};`);
  return run(
    (condition: boolean, yes: number, no: number) => (condition ? yes : no),
    (value: number | undefined, fallback: number) => value ?? fallback,
    ...ids.values(),
  );
}

// biome-ignore lint/suspicious/noExplicitAny: a metric of AWS
function keyOf({ metricName, dimensions }: Record<string, any>): string {
  const { FunctionName: _, QueueName: __, LogGroupName: ___, ...own } = dimensions ?? {};
  return [metricName, ...Object.values(own)].join(' ');
}

// biome-ignore lint/suspicious/noExplicitAny: the inputs of resources that SST creates itself
function dynamicInputs(stack: Stack, ending: string): { name: string; inputs: Record<string, any> }[] {
  return stack.resources.filter(({ name }) => name.endsWith(ending));
}

/** SST's default for CloudFront's read timeout, in seconds. */
const USUAL_READ_TIMEOUT = 20;

/** CloudFront routes whose timeout is shorter than the function may take. */
export function impatientEdges(stack: Stack): string[] {
  return dynamicInputs(stack, 'RouteKey.sst.aws.KvKeys').flatMap(({ name, inputs }) => {
    const { readTimeout = USUAL_READ_TIMEOUT } = JSON.parse(inputs.entries.metadata).origin?.timeouts ?? {};
    const functionName = name.replace(/RouteKey\..*/, 'Function');
    const told = resourceOf(stack, 'lambda/function:Function', functionName).inputs.environment.variables
      .EDGE_TIMEOUT_SECONDS;
    return told !== undefined && Number(told) <= readTimeout
      ? []
      : [`${functionName} answers within ${told ?? 'any'} seconds, and its edge waits for ${readTimeout}`];
  });
}

/** Site files that a page cannot pin, or that browsers cache although they change. */
export function unpinnableFiles(stack: Stack): string[] {
  return dynamicInputs(stack, 'AssetFiles.sst.aws.BucketFiles').flatMap(({ name, inputs }) => [
    ...(inputs.purge === false ? [] : [`${name.split('.')[0]} removes the files of earlier releases`]),
    ...inputs.files.flatMap(({ key, source, cacheControl }: Record<string, string>) => {
      const hash = createHash('sha384')
        .update(readFileSync(String(source)))
        .digest('hex');
      const isPinned = String(key).includes(hash.slice(0, 12));
      const isForEver = /immutable/.test(String(cacheControl));
      if (isPinned) return isForEver ? [] : [`${key} is not kept for ever`];
      const [, seconds] = /(?:^|,)max-age=(\d+)/.exec(String(cacheControl)) ?? [];
      return !isForEver && seconds !== undefined && Number(seconds) <= 60
        ? []
        : [`${key} is kept for too long`];
    }),
  ]);
}

/** Missing protections of a protected stage. */
export function unprotectedParts(stack: Stack): string[] {
  const functions = resourcesOf(stack, 'lambda/function:Function').filter(
    ({ inputs }) => inputs.environment?.variables?.ANALYSIS_QUEUE_URL !== undefined,
  );
  return [
    ...(stack.app.protect === true ? [] : ['sst remove is not refused']),
    ...(stack.app.removal === 'retain' ? [] : ['what leaves the configuration is removed']),
    ...ownTables(stack)
      .filter(({ inputs, retained }) => inputs.deletionProtectionEnabled !== true || !retained)
      .map(({ name }) => `${name} can be deleted`),
    ...functions
      .filter(
        ({ name, inputs }) =>
          inputs.environment.variables.ANALYST !== 'openai' &&
          !['IngestFunction', 'EventSenderFunction'].includes(name),
      )
      .map(({ name }) => `${name} judges by rules`),
    ...resourcesOf(stack, 'lambda/functionUrl:FunctionUrl')
      .filter(({ inputs }) => inputs.cors.allowOrigins.some((origin: string) => /localhost/.test(origin)))
      .map(({ name }) => `${name} answers pages on any machine of a developer`),
  ];
}

/** Queues that a stub of `sst dev` consumes: messages are lost while the developer's machine is off. */
export function queuesReadByStubs(stack: Stack): string[] {
  const stubs = resourcesOf(stack, 'lambda/function:Function').filter(
    ({ inputs }) => inputs.handler === 'bootstrap',
  );
  return resourcesOf(stack, 'lambda/eventSourceMapping:EventSourceMapping')
    .filter(({ inputs }) => stubs.some(({ name }) => inputs.functionName.includes(`-${name}-`)))
    .map(({ inputs }) => String(queueNamed(stack, inputs.eventSourceArn)?.name));
}
