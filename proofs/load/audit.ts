import { setTimeout as sleep } from 'node:timers/promises';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { MemoryBox, PromiseItem, StoredAnalytics } from '@live-assist/core';
import { planPromises } from '../../packages/core/src/promises/plan-promises.ts';
import { mapLimit } from '../../packages/core/src/shared/map-limit.ts';
import { dynamoClient } from '../../packages/functions/src/adapters/dynamodb/dynamodb-client.ts';
import type { EngineKey } from '../../packages/functions/src/local/engine/engine-key.ts';
import type { Post } from './client.ts';
import type { Findings } from './findings.ts';
import type { KnownCall, Ledger } from './ledger.ts';
import type { Model } from './model.ts';

/** The rows in the store of a server. */
export interface Stored {
  windows: Record<string, unknown>[];
  analytics: Record<string, unknown>[];
  claims: Record<string, unknown>[];
  promises: Record<string, unknown>[];
}

/** The default table names. */
export async function readStore(engine: { endpoint: string; credentials: EngineKey }): Promise<Stored> {
  const client = dynamoClient(engine);
  try {
    const [windows = [], analytics = [], claims = [], promises = []] = await Promise.all(
      ['call-records', 'call-analytics', 'analysis-claims', 'promises'].map((table) =>
        everyRow(client, table),
      ),
    );
    return { windows, analytics, claims, promises };
  } finally {
    client.destroy();
  }
}

async function everyRow(
  client: DynamoDBDocumentClient,
  TableName: string,
): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey, ConsistentRead: true }));
    rows.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return rows;
}

/** The model fails one run in twenty, and a busy machine lets some time out: so many in a row are a fault of the service. */
const LEAST_TRIES = 10;

/** Asks for the analysis of every call that has a window, as often as the model's faults and old leases need. */
export async function analyseEverything(
  ledger: Ledger,
  post: Post,
  findings: Findings,
  leaseMs: number,
): Promise<void> {
  const claims = { scope: 'analytics:write customers:any' };
  const calls = ledger.calls.filter(({ windows }) =>
    [...windows.values()].some((window) => window.acknowledged),
  );
  await mapLimit(12, calls, async (call) => {
    const { call_id, client_email } = call;
    const giveUpAt = Date.now() + leaseMs + 60_000;
    for (let tries = 1; ; tries++) {
      const reply = await post('/getCallAnalytics', { call_id, client_email }, claims);
      if (reply?.status === 200) {
        call.isAnalysed = true;
        return;
      }
      if (reply?.code === 'analyst_timeout') call.timeouts += 1;
      if (tries >= LEAST_TRIES && Date.now() > giveUpAt) {
        return findings.violation(`${call_id} cannot be analysed: ${reply?.code}`);
      }
      await sleep(100);
    }
  });
}

/** Checks that no confirmed row is missing or duplicated. */
export function auditRows(ledger: Ledger, { windows, analytics }: Stored, findings: Findings): void {
  const stored = new Map(windows.map((row) => [`${row.call_id}#${row.window_number}`, row]));
  for (const call of ledger.calls) {
    for (const [number, { turns, acknowledged }] of call.windows) {
      const row = stored.get(`${call.call_id}#${number}`);
      if (row === undefined) {
        if (acknowledged) findings.violation(`window ${number} of ${call.call_id} was confirmed and is lost`);
      } else if (row.turns !== JSON.stringify(turns)) {
        findings.violation(`window ${number} of ${call.call_id} has other turns`);
      }
    }
  }
  const rows = Map.groupBy(analytics, ({ call_id }) => call_id);
  for (const call of ledger.calls) {
    const { length } = rows.get(call.call_id) ?? [];
    if (length > 1 || (length === 0 && call.isAnalysed)) {
      findings.violation(`${call.call_id} has ${length} rows${storyOf(call)}`);
    }
  }
}

/** Where the ledger of promises differs from what all rows make. */
export function differencesOfLedger({ analytics, promises }: Stored): string[] {
  const rowsOf = Map.groupBy(analytics as unknown as StoredAnalytics[], ({ client_email }) => client_email);
  const itemsOf = Map.groupBy(promises as unknown as PromiseItem[], ({ client_email }) => client_email);
  return [...new Set([...rowsOf.keys(), ...itemsOf.keys()])].flatMap((customer) => {
    const [items, rows] = [itemsOf.get(customer) ?? [], rowsOf.get(customer) ?? []];
    const { save, remove } = planPromises({ items, rows, isGone: () => true });
    return [
      ...save.map((wanted) => {
        const item = items.find(({ commitment_id }) => commitment_id === wanted.commitment_id);
        return `${wanted.commitment_id} is not in the ledger as in its row: ${differingParts(item, wanted)}`;
      }),
      ...remove.map(({ commitment_id }) => `${commitment_id} is in the ledger, and in no row`),
    ];
  });
}

function differingParts(item: PromiseItem | undefined, wanted: PromiseItem): string {
  if (item === undefined) return 'it is missing';
  const names = Object.keys(wanted) as (keyof PromiseItem)[];
  return names.filter((name) => JSON.stringify(item[name]) !== JSON.stringify(wanted[name])).join(', ');
}

/** Checks that no claim is held beyond a lease from now. */
export function auditLeases({ claims }: Stored, findings: Findings, leaseMs: number): void {
  for (const { call_id, status, leaseUntil, updatedAt } of claims) {
    if (status !== 'running') continue;
    if (Number(leaseUntil) - Number(updatedAt) > leaseMs || Number(leaseUntil) > Date.now() + leaseMs) {
      findings.violation(`the claim of ${call_id} is held for longer than ${leaseMs} ms`);
    }
  }
}

/** Checks that every confirmed change by an agent is in the memory box. */
export async function auditPromises(ledger: Ledger, post: Post, findings: Findings): Promise<void> {
  const byCustomer = [...Map.groupBy(ledger.calls, ({ client_email }) => client_email)];
  await mapLimit(12, byCustomer, async ([client_email, calls]) => {
    const reply = await post('/getMemoryBox', { client_email }, { scope: 'memory:read', client_email });
    if (reply?.status !== 200) return findings.violation(`a memory box was answered ${reply?.code}`);
    const box: MemoryBox = reply.body;
    const now = new Map(box.commitments.map(({ id, status }) => [id, status]));
    for (const call of calls) {
      for (const [id, states] of call.changes) {
        const is = now.get(id) ?? 'missing';
        if (states.includes(is)) continue;
        findings.violation(`the promise ${id} was left ${states.join(' or ')} and is ${is}${storyOf(call)}`);
      }
    }
  });
}

/** The paid model runs, compared with the necessary ones. */
export interface Payments {
  runs: number;
  calls: number;
  failures: number;
  kills: number;
}

/** Checks that each model run of a call is explained: by a judgement, a failed run, a kill, or an earlier call. */
export function auditModelRuns(ledger: Ledger, model: Model, findings: Findings): Payments {
  const sum: Payments = { runs: 0, calls: 0, failures: 0, kills: 0 };
  for (const call of ledger.calls) {
    const runs = model.runs.get(call.reference) ?? 0;
    // A busy machine can miss the limit without a fault of the model.
    const late = Math.max(model.unanswered.get(call.reference) ?? 0, call.timeouts);
    const failures = (model.spoiled.get(call.reference) ?? 0) + late;
    // An analysis of an earlier call may have a later one of that customer analysed once more.
    const again = ledger.calls.filter(({ client_email }) => client_email === call.client_email).length - 1;
    if (runs > call.judgements + failures + call.interrupted + again)
      findings.violation(tooManyRuns(call, runs, failures));
    sum.runs += runs;
    sum.calls += call.judgements;
    sum.failures += failures;
    sum.kills += call.interrupted;
  }
  return sum;
}

function tooManyRuns(call: KnownCall, runs: number, failures: number): string {
  const { call_id, judgements, interrupted } = call;
  return `${call_id} was sent to the model ${runs} times, with ${judgements} to make, ${failures} failed and ${interrupted} killed${storyOf(call)}`;
}

function storyOf({ story }: KnownCall): string {
  return story.map((line) => `\n    ${line}`).join('');
}
