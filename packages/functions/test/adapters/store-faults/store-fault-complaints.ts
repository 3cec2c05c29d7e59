import { PROVIDERS_WORDS } from '../../support/faulty-proxy.ts';
import type { Played, Run } from './store-fault-runs.ts';
import { comparable, type Rows } from './store-fault-world.ts';

const UNAVAILABLE = [
  { error: 'The data store is overloaded. Try again in a moment.', code: 'store_unavailable' },
  { error: 'The data store does not answer. Try again in a moment.', code: 'store_unavailable' },
  // For callers who waited for an attempt that failed.
  { error: 'The database could not be reached. Try again in a few seconds.', code: 'store_unavailable' },
  // For jobs of the worker.
  { code: 'store_unavailable' },
].map((body) => JSON.stringify({ status: 503, body }));
const IN_PROGRESS = JSON.stringify({
  status: 409,
  body: { error: 'This call is being analysed. Ask again in a few seconds.', code: 'analysis_in_progress' },
});

/** The differences between each run and the same scenario without a fault. */
export function complaints({ reference, runs }: Played): string[] {
  return runs.flatMap((run) => complaintsOf(run, reference).map((wrong) => `${run.plan.what}: ${wrong}`));
}

function complaintsOf(run: Run, reference: Run): string[] {
  const wrong: string[] = [];
  const compare = (what: string, ours: unknown, theirs: unknown) => {
    const [got, expected] = [comparable(ours, run.name), comparable(theirs, reference.name)];
    if (got !== expected) wrong.push(`${what}\n  ${got}\n  instead of\n  ${expected}`);
  };
  for (const [k, reply] of run.during.entries()) {
    const refused = [...UNAVAILABLE, IN_PROGRESS].includes(JSON.stringify(reply));
    if (run.plan.heals || !refused) compare('during the fault', reply, reference.during[k]);
  }
  compare('after the fault', run.after, reference.after);
  compare('the rows', settled(run.rows), settled(reference.rows));
  compare('the status', run.status, reference.status);

  const failures = run.during.filter(({ status }) => status >= 400).length;
  // A failed attempt releases its claim; only the end of a stored analysis may go unrecorded.
  if (run.waited && failures > 0 && !run.plan.outage && !run.plan.late) {
    wrong.push('the lease had to be waited for');
  }
  // After an outage the requests are sent twice.
  const repeats = run.plan.outage ? run.during.length : 0;
  if (run.asked > reference.asked + failures + repeats)
    wrong.push(`the analyst was asked ${run.asked} times`);
  if (run.attempts > 3) wrong.push(`a command was sent ${run.attempts} times`);
  if (run.log.includes(PROVIDERS_WORDS)) wrong.push('the log repeats the provider');
  return wrong;
}

// The last write to a claim may be lost; the resulting status is compared separately.
function settled(rows: Rows | undefined): Rows | undefined {
  // `jobsEnded` is ignored, because a fault can end an additional job.
  const settled = rows?.claims.map(({ status: _, code: __, jobsEnded: ___, ...claim }) => claim);
  // A change that was stored and not answered is sent again, and counts twice.
  const analytics = rows?.analytics.map(({ commitmentChangeCount: _, ...row }) => row);
  return rows && { ...rows, analytics: analytics ?? [], claims: settled ?? [] };
}
