import {
  type Analyst,
  type CostBrake,
  type CostLimits,
  type CustomerAlias,
  type EventsPort,
  isShared,
  type Ports,
} from '@live-assist/core';
import { allowanceOf } from '../adapters/allowance.ts';
import { counterHash, customerHash, keyedHash, senderHash, subjectHash } from '../adapters/customer-hash.ts';
import { dynamoAnalysisClaims } from '../adapters/dynamodb/analysis-claims.ts';
import { dynamoAnalyticsStore } from '../adapters/dynamodb/analytics-store.ts';
import { dynamoCallRecords } from '../adapters/dynamodb/call-records.ts';
import { dynamoCounters } from '../adapters/dynamodb/counters.ts';
import { type DynamoClientOptions, dynamoClient } from '../adapters/dynamodb/dynamodb-client.ts';
import { dynamoPromiseStore } from '../adapters/dynamodb/promise-store.ts';
import { storeParts } from '../adapters/dynamodb/store-parts.ts';
import { latePort } from '../adapters/late-port.ts';
import { lazyAnalyst } from '../adapters/lazy-analyst.ts';
import { aliasesOfTwoKeys, erasuresByKey } from '../adapters/names-by-key.ts';
import { sqsAnalysisQueue } from '../adapters/sqs/analysis-queue.ts';
import { systemClock } from '../adapters/system-clock.ts';
import type { Config } from '../config/config.ts';
import { VERSION } from '../config/version.ts';
import type { AppOptions } from '../http/app-options.ts';
import type { JobOptions } from '../jobs/handle-message.ts';

/**
 * Creates the ports of a deployment: DynamoDB tables, queue, analyst, system clock.
 *
 * @param access - Region and credentials, for runtimes in which the SDK does not find them.
 * @param publish - Sends events; without it this process only writes them down.
 */
export function portsOf(
  {
    tables,
    dynamodbEndpoint,
    dynamodbCredentials,
    analyst,
    limits = {},
    retentionDays,
    redactsWindows = true,
    queue,
    events,
    erasureKey,
    formerErasureKey,
    speakers,
    phones = {},
    settings,
  }: Pick<Config, 'tables' | 'dynamodbEndpoint' | 'analyst'> &
    Partial<
      Pick<
        Config,
        | 'dynamodbCredentials'
        | 'limits'
        | 'retentionDays'
        | 'redactsWindows'
        | 'queue'
        | 'events'
        | 'erasureKey'
        | 'formerErasureKey'
        | 'speakers'
        | 'phones'
        | 'settings'
      >
    >,
  access: Pick<DynamoClientOptions, 'region' | 'credentials'> = {},
  publish: EventsPort['publish'] = async () => ({ taken: new Set() }),
): Ports {
  const credentials = dynamodbCredentials ?? access.credentials;
  const client = dynamoClient({ endpoint: dynamodbEndpoint, ...access, credentials });
  const newToken = () => crypto.randomUUID();
  const counters = dynamoCounters({ client, table: tables.serviceState });
  const shared = settings?.sharedAddresses ?? [];
  const brake = {
    limits,
    counters,
    clock: systemClock,
    newToken,
    hash: counterHash(erasureKey),
    isShared: (clientEmail: string) => isShared([clientEmail], shared),
  };
  const claims = dynamoAnalysisClaims({ client, table: tables.analysisClaims, retentionDays });
  const state = { client, table: tables.serviceState };
  const formerHash = formerErasureKey ? keyedHash(formerErasureKey) : undefined;
  return {
    records: dynamoCallRecords({ client, table: tables.callRecords, retentionDays }),
    analytics: dynamoAnalyticsStore({ client, table: tables.callAnalytics, retentionDays }),
    claims,
    promises: dynamoPromiseStore({ client, table: tables.promises }),
    aliases: erasureKey
      ? latePort(async () => {
          const { customerAliases } = await import('../adapters/customer-aliases.ts');
          const hash = keyedHash(erasureKey);
          const parts = storeParts<CustomerAlias>({ client, table: tables.customerAliases, retentionDays });
          const aliases = customerAliases({ ...parts, hash, phones });
          if (formerHash === undefined) return aliases;
          const former = customerAliases({ ...parts, hash: formerHash, phones });
          const isKnown = async (alias: string) =>
            (await aliases.get(alias)) !== null || (await claims.callsOfAlias(alias)).length > 0;
          return aliasesOfTwoKeys(aliases, former, isKnown);
        })
      : undefined,
    analyst: analystOf(analyst, brake),
    allowance: analyst.engine === 'local' ? undefined : allowanceOf(limits, brake),
    queue:
      queue && erasureKey
        ? sqsAnalysisQueue({
            ...queue,
            eventsQueueUrl: events?.queueUrl,
            groupOf: customerHash(erasureKey),
            ...access,
          })
        : undefined,
    events: events && erasureKey ? { hash: keyedHash(erasureKey), marks: counters, publish } : undefined,
    erasures: erasureKey ? erasuresByKey({ ...state, hash: keyedHash(erasureKey), formerHash }) : undefined,
    redaction: erasureKey ? { hash: keyedHash(erasureKey), formerHash, inPlace: redactsWindows } : undefined,
    speakers,
    clock: systemClock,
    newToken,
  };
}

/** The app's options from the configuration, the same for every door. */
export function appOptionsOf(
  config: Pick<Config, 'auth' | 'settings' | 'erasureKey' | 'unknownFields'> &
    Partial<Pick<Config, 'edgeTimeoutSeconds' | 'senders'>>,
): Omit<AppOptions, 'log'> {
  const { auth, unknownFields, erasureKey, edgeTimeoutSeconds: edge, senders = {} } = config;
  return {
    auth,
    deliveries: deliveriesOf(senders),
    unknownFields,
    version: VERSION,
    ...jobOptionsOf(config),
    hashSubject: erasureKey ? subjectHash(erasureKey) : undefined,
    hashSender: senderHash(erasureKey),
    ...(edge !== undefined && { edgeTimeoutMs: edge * 1000 }),
  };
}

/** The deliveries of other systems; the importers are loaded with the first one. */
function deliveriesOf(secrets: Config['senders']): AppOptions['deliveries'] {
  return {
    secrets,
    async take(ports, sender, body) {
      const { takeDelivery } = await import('../import/take-delivery.ts');
      return takeDelivery(ports, sender, body);
    },
  };
}

/** The worker's options from the configuration. */
export function jobOptionsOf({
  settings,
  erasureKey,
  ending,
}: Pick<Config, 'settings' | 'erasureKey'> & Partial<Pick<Config, 'ending'>>): Omit<JobOptions, 'ports'> & {
  settings: Config['settings'];
} {
  return { settings, hashCustomer: erasureKey ? customerHash(erasureKey) : undefined, ending };
}

/**
 * Creates the configured analyst; the judgement of a model is compared with the rules.
 *
 * @param brake - Limits on the cost of a model, and their counters; omitted for no limits.
 */
export function analystOf(settings: Config['analyst'], brake?: CostBrake & { limits: CostLimits }): Analyst {
  const rules = lazyAnalyst(
    'local',
    async () => {
      const { localAnalyst } = await import('../adapters/local-analyst/local-analyst.ts');
      return localAnalyst();
    },
    async (request) => {
      const { agentScoreBounds } = await import('../adapters/local-analyst/agent-scores.ts');
      return agentScoreBounds(request);
    },
  );
  if (settings.engine === 'local') return rules;
  return lazyAnalyst('openai', async () => {
    const { openaiAnalyst } = await import('../adapters/openai-analyst/openai-analyst.ts');
    const analyst = openaiAnalyst({ ...settings, rules, clock: systemClock });
    if (brake === undefined) return analyst;
    const { braked } = await import('@live-assist/core/analysis/cost-brake');
    return braked(analyst, brake.limits, brake);
  });
}
