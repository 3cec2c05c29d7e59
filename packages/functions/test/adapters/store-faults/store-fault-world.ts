import { BatchWriteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type AnalysisQueue, type Clock, LiveAssistError, type Ports } from '@live-assist/core';
import { keyedHash } from '../../../src/adapters/customer-hash.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { RoutePath } from '../../../src/http/routes.ts';
import { type AppOver, appOver, hurriedClock, scriptedAnalyst, token } from '../../support/app.ts';
import type { TestTables } from '../../support/with-engine.ts';

/** The answer to the caller. */
export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

/** One customer with its own calls and its own service; many worlds share the tables. */
export interface World {
  name: string;
  email: string;
  ports: Ports;
  app: AppOver;
  /** Number of requests to the analyst. */
  asked(): number;
  /** The messages queued for a worker. */
  jobs: Parameters<AnalysisQueue['send']>[0][];
  /** The types of the events that a receiver got. */
  told: Set<string>;
  clock: Clock & { advance(ms: number): Promise<void> };
  /** A call id of this customer. */
  call(number?: number): string;
  /** The id that the host has for this customer. */
  customerId: string;
  /** Leaves a row in `call-analytics` as another writer would. */
  leave(row: Record<string, unknown>): Promise<void>;
  close(): void;
}

interface WorldOptions {
  /** True if time passes (faster than real time) and the analyst takes some; otherwise neither takes any time. */
  lifelike?: boolean | undefined;
}

const customerIdOf = (name: string) => `${name}-crm`;

/** The initial time of every world; close to real time, which the tables use. */
const START = Math.floor(Date.now() / 1000) * 1000;

/** A service over these tables. Names of worlds have the same length, so that their rows have the same size. */
export function worldOver(tables: TestTables, name: string, { lifelike = false }: WorldOptions = {}): World {
  const analyst = scriptedAnalyst();
  const clock = lifelike ? quickClock() : hurriedClock(START);
  const jobs: Parameters<AnalysisQueue['send']>[0][] = [];
  const told = new Set<string>();
  const { records, analytics, claims, promises, erasures, aliases } = tables;
  const ports: Ports = {
    records,
    analytics,
    claims,
    promises,
    erasures,
    aliases,
    clock,
    analyst: lifelike ? slowly(analyst) : analyst,
    redaction: { hash: keyedHash('a key of the tests'), inPlace: true },
    events: {
      hash: keyedHash('a key of the tests'),
      marks: tables.counters,
      async publish(events) {
        for (const { type } of events) told.add(type);
        return { taken: new Set(events.map(({ id }) => id)) };
      },
    },
    // Every recorded call queues a redaction, and every analysis its events; those have separate scenarios.
    queue: {
      send: async (job) =>
        void (
          ('job' in job && ['redact', 'settle', 'events', 'removed'].includes(job.job)) ||
          jobs.push(job)
        ),
    },
    newToken: () => crypto.randomUUID(),
  };
  return {
    name,
    email: `${name}@example.com`,
    ports,
    app: appOver(ports),
    asked: () => analyst.asked,
    jobs,
    told,
    clock,
    call: (number = 1) => `${name}-call-${number}`,
    customerId: customerIdOf(name),
    async leave(Item) {
      await tables.client.send(new PutCommand({ TableName: tables.names.callAnalytics, Item }));
    },
    close: () => tables.client.destroy(),
  };
}

/** Sends a request to a route of a world. */
export async function ask(
  { app }: World,
  path: RoutePath,
  body: Record<string, unknown>,
  by?: Record<string, unknown>,
): Promise<Reply> {
  const claims = { iat: START / 1000, exp: START / 1000 + 3600, ...by };
  const bearer = tokens.get(JSON.stringify(claims)) ?? token(claims);
  tokens.set(JSON.stringify(claims), bearer);
  const answer = await app.post(path, body, await bearer);
  return { status: answer.status, body: (await answer.json()) as Reply['body'] };
}

const tokens = new Map<string, Promise<string>>();

/** Runs work outside the app, and returns its outcome in the form of an answer of the app. */
export async function told(work: () => Promise<Record<string, unknown>>): Promise<Reply> {
  try {
    return { status: 200, body: await work() };
  } catch (error) {
    if (!(error instanceof LiveAssistError)) throw error;
    return {
      status: error.code === 'store_unavailable' ? 503 : 500,
      body: { error: error.message, code: error.code },
    };
  }
}

/** A value as text without the name of its world and without fields that differ between runs. */
export function comparable(value: unknown, name: string): string {
  const text = JSON.stringify(value ?? null, (key, inner) => (VOLATILE.has(key) ? undefined : inner));
  return text.replaceAll(name, 'world');
}

const VOLATILE = new Set([
  // The hash of an id that holds the name of the world.
  'alias',
  'alias_hash',
  'analyzedAt',
  'at',
  'attempt',
  'attempts',
  'cause',
  'deleted',
  'erasedAt',
  'leaseUntil',
  'linkedAt',
  'secondSweepAt',
  'token',
  'updatedAt',
  'version',
  // After a failure a call may go on waiting, and its claim tells which windows a failed attempt read: the next look at
  // it takes it out.
  'examined',
  // A mark for events that an attempt has not had: the job of events takes it out.
  'eventsRev',
  'eventsToken',
  'eventsUntil',
  'waitingRev',
  'waitingShard',
]);

/** The rows, by table. */
export type Rows = Record<
  'records' | 'analytics' | 'claims' | 'promises' | 'aliases',
  Record<string, unknown>[]
>;

/** The rows of each world, by its name. */
export async function rowsByWorld({ client, names }: TestTables): Promise<Map<string, Rows>> {
  const worlds = new Map<string, Rows>();
  const tables = [
    ['records', names.callRecords, 'window_number'],
    ['analytics', names.callAnalytics, 'created_at'],
    ['claims', names.analysisClaims, 'call_id'],
    ['promises', names.promises, 'commitment_id'],
    ['aliases', names.customerAliases, 'alias'],
  ] as const;
  for (const [kind, TableName, order] of tables) {
    for (let start: Record<string, unknown> | undefined; ; ) {
      const page = await client.send(
        new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey: start }),
      );
      for (const row of page.Items ?? []) {
        const [name = ''] = String(row.call_id ?? row.commitment_id ?? row.client_email).split(/-call-|@/);
        const rows = worlds.get(name) ?? {
          records: [],
          analytics: [],
          claims: [],
          promises: [],
          aliases: [],
        };
        rows[kind].push(row);
        worlds.set(name, rows);
      }
      start = page.LastEvaluatedKey;
      if (start === undefined) break;
    }
    for (const rows of worlds.values()) {
      rows[kind].sort((a, b) => (`${a.call_id} ${a[order]}` < `${b.call_id} ${b[order]}` ? -1 : 1));
    }
  }
  return worlds;
}

/** Copies the rows of one world to another. */
export async function copyRows(
  { client, names, aliases }: TestTables,
  rows: Rows,
  from: string,
  to: string,
): Promise<void> {
  const [aliasFrom, aliasTo] = await Promise.all(
    [from, to].map((name) => aliases.hash(`id:${customerIdOf(name)}`)),
  );
  const copyOf = (row: Record<string, unknown>) =>
    JSON.parse(
      JSON.stringify(row)
        .replaceAll(from, to)
        .replaceAll(aliasFrom ?? '', aliasTo ?? ''),
    );
  const of = (table: string, list: Rows['records']) =>
    list.map((row) => ({ table, put: { PutRequest: { Item: copyOf(row) } } }));
  const puts = [
    ...of(names.callRecords, rows.records),
    ...of(names.callAnalytics, rows.analytics),
    ...of(names.analysisClaims, rows.claims),
    ...of(names.promises, rows.promises),
    ...of(names.customerAliases, rows.aliases),
  ];
  if (puts.length === 0) return;
  const RequestItems = Object.fromEntries(
    [...Map.groupBy(puts, ({ table }) => table)].map(([table, list]) => [table, list.map(({ put }) => put)]),
  );
  const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems }));
  if (Object.keys(UnprocessedItems).length > 0) throw new Error('The engine did not take all rows.');
}

const TIMES_FASTER = 2;

function quickClock(): World['clock'] {
  const start = performance.now();
  let ahead = 0;
  return {
    now: () => Math.round(START + (performance.now() - start) * TIMES_FASTER + ahead),
    after: (ms, run) => systemClock.after(ms / TIMES_FASTER, run),
    async advance(ms) {
      ahead += ms;
    },
  };
}

function slowly(analyst: Ports['analyst']): Ports['analyst'] {
  return {
    engine: analyst.engine,
    async analyze(request) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return analyst.analyze(request);
    },
  };
}
