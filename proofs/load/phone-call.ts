import { setTimeout as sleep } from 'node:timers/promises';
import type { MemoryBox, RememberedCommitment } from '@live-assist/core';
import type { Post, Reply } from './client.ts';
import { turnsOf } from './conversation.ts';
import type { Findings } from './findings.ts';
import type { KnownCall } from './ledger.ts';
import type { Random } from './random.ts';

/** The shared environment of all calls. */
export interface World {
  post: Post;
  random: Random;
  findings: Findings;
  /** True if the server may be killed, so that answers can be missing. */
  mayBeKilled: boolean;
}

/** Codes with which an analysis may fail: those caused by the faults of the model. */
const MODEL_FAULTS = new Set([
  'analysis_in_progress',
  'analyst_bad_output',
  'analyst_rate_limited',
  'analyst_timeout',
  'analyst_unavailable',
]);

const MOST_TRIES = 8;

/**
 * One call as a contact centre handles it: the agent opens the memory box, windows are recorded during the
 * conversation, the call is analysed at its end (sometimes for several concurrent requests), and the agent ticks off a
 * promise.
 */
export async function phoneCall(world: World, call: KnownCall): Promise<void> {
  const { random } = world;
  await lookAtBox(world, call);
  const windows = 1 + random.below(4);
  for (let window = 1; window <= windows; window += 1) {
    await record(world, call, window, window === windows);
  }
  if (![...call.windows.values()].some(({ acknowledged }) => acknowledged)) return;
  const analysed = await analyse(world, call);
  if (!analysed) return;
  await tickOff(world, call);
  if (random.chance(0.1)) {
    await record(world, call, windows + 1, false);
    if (await analyse(world, call)) await tickOff(world, call);
  } else if (random.chance(0.05)) {
    await analyse(world, call, { force: true });
  }
  if (random.chance(0.3)) await read(world, call);
}

async function lookAtBox(world: World, call: KnownCall): Promise<MemoryBox | null> {
  const { client_email, call_id } = call;
  const coaching = world.random.chance(0.5) ? ' coaching:read' : '';
  const scope = `memory:read${coaching}`;
  const reply = await world.post('/getMemoryBox', { client_email, call_id }, { scope, client_email });
  return expectOk(world, 'a memory box', reply);
}

async function record(world: World, call: KnownCall, window: number, isLast: boolean): Promise<void> {
  const { client_email, call_id, reference } = call;
  const turns = turnsOf(world.random, { reference, window, isLast });
  const body = { call_id, client_email, window_num: window, turns, agent_id: 'agent-7' };
  const claims = { scope: 'records:write', client_email, call_id };
  const send = () => world.post('/recordCallWindow', body, claims);
  const kept = { turns, acknowledged: false };
  call.windows.set(window, kept);
  // A recorder repeats a window until it is confirmed.
  for (let tries = 0; tries < MOST_TRIES && !kept.acknowledged; tries += 1) {
    const replies = await Promise.all(world.random.chance(0.1) ? [send(), send()] : [send()]);
    if (replies.some((reply) => expectOk(world, 'a window', reply) !== null)) kept.acknowledged = true;
    else await sleep(100 + world.random.below(400));
  }
  if (!kept.acknowledged || !world.random.chance(0.1)) return;
  const other = { ...body, turns: [...turns, { speaker: 'agent', transcript: 'Something else.' }] };
  const reply = await world.post('/recordCallWindow', other, claims);
  if (reply !== null && reply.code !== 'window_conflict') {
    world.findings.violation(`a window could be overwritten: ${reply.status} ${reply.code}`);
  }
}

async function analyse(world: World, call: KnownCall, { force = false } = {}): Promise<boolean> {
  const { client_email, call_id } = call;
  const claims = { scope: 'analytics:write customers:any' };
  const ask = (more: object) => world.post('/getCallAnalytics', { call_id, client_email, ...more }, claims);
  call.judgements += 1;
  call.pending = 'asked';
  const isQueued = !force && world.random.chance(0.2);
  let isAnalysed = false;
  try {
    if (isQueued) await ask({ async: true });
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      // Only the first request uses `force`: after a failure, an analysis for any request is enough.
      const insists = force && tries === 0;
      const askers = insists ? 1 : world.random.pick([1, 1, 2, 5]);
      const replies = await Promise.all(Array.from({ length: askers }, () => ask(insists ? { force } : {})));
      const computed = replies.filter((reply) => reply?.source === 'computed').length;
      if (computed > 1) world.findings.violation(`${call_id} was judged ${computed} times at once`);
      for (const reply of replies) {
        if (reply === null || reply.code === null) continue;
        if (!MODEL_FAULTS.has(reply.code)) {
          world.findings.violation(`an analysis was answered ${reply.status} ${reply.code}`);
        }
      }
      if (replies.some((reply) => reply?.code === 'analyst_timeout')) call.timeouts += 1;
      if (replies.some((reply) => reply?.status === 200)) {
        isAnalysed = true;
        call.isAnalysed = true;
        return true;
      }
      // After a kill, the lease must expire first; the call is analysed again at the end of the proof.
      if (replies.includes(null) || replies.some((reply) => reply?.code === 'analysis_in_progress')) break;
      await sleep(50 + world.random.below(200));
    }
    return false;
  } finally {
    // The worker may still handle the queued job.
    call.pending = isQueued && !isAnalysed ? 'queued' : null;
  }
}

async function tickOff(world: World, call: KnownCall): Promise<void> {
  const { client_email, call_id } = call;
  const promise = (await boxOf(world, call))?.commitments.find(({ madeIn }) => madeIn.call_id === call_id);
  if (promise === undefined) return;
  const claims = { scope: 'commitments:write', client_email };
  for (let times = 1 + world.random.below(2); times > 0; times -= 1) {
    const status = world.random.pick(['kept', 'withdrawn', 'dismissed', 'open']);
    const before = call.changes.get(promise.id) ?? ['open'];
    call.changes.set(promise.id, [...before, status]);
    const reply = await world.post(
      '/updateCommitment',
      { client_email, commitment_id: promise.id, status },
      claims,
    );
    const changed: RememberedCommitment | null = expectOk(world, 'a change by hand', reply);
    if (changed === null) return;
    call.changes.set(promise.id, [status]);
    const now = (await boxOf(world, call))?.commitments.find(({ id }) => id === promise.id);
    if (now !== undefined && (now.status !== status || changed.status !== status)) {
      world.findings.violation(`a promise was ticked ${status} and is ${now.status}`);
    }
  }
}

/** The memory box as the next call will show it. */
async function boxOf(world: World, { client_email }: KnownCall): Promise<MemoryBox | null> {
  const claims = { scope: 'memory:read', client_email };
  return expectOk(world, 'a memory box', await world.post('/getMemoryBox', { client_email }, claims));
}

async function read(world: World, { call_id, client_email }: KnownCall): Promise<void> {
  const claims = { scope: 'analytics:read', client_email };
  const status = await world.post('/getAnalysisStatus', { call_id }, claims);
  expectOk(world, 'a status', status);
  expectOk(world, 'a list', await world.post('/listCalls', { client_email, limit: 5 }, claims));
  const stored = await world.post('/getCallAnalytics', { call_id, client_email }, claims);
  expectOk(world, 'a stored analysis', stored);
}

/** Returns the body of a 200; records a violation and returns null for anything else. */
// biome-ignore lint/suspicious/noExplicitAny: the body depends on the route
function expectOk(world: World, what: string, reply: Reply | null): any {
  if (reply?.status === 200) return reply.body;
  if (reply !== null) world.findings.violation(`${what} was answered ${reply.status} ${reply.code}`);
  else if (!world.mayBeKilled) world.findings.violation(`${what} had no answer`);
  return null;
}
