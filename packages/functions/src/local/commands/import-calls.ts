/**
 * Loads calls from files into the local engine or a deployment: `pnpm import-calls INPUT… [--analyze | --queue]`. The files
 * are JSONL of this service, or what other systems write; `docs/import.md` tells which, and what to pass.
 *
 * @module
 */
import { FORMATS } from '@live-assist/core/formats/formats';
import type { UnknownFields } from '../../http/json-body.ts';
import { deployment } from '../../import/deployment.ts';
import { type Destination, localDestination } from '../../import/destination.ts';
import { readContactRecords, readCustomers } from '../../import/options/customers.ts';
import { type ImportOptions, importOptions } from '../../import/options/import-options.ts';
import { UsageError } from '../../import/options/usage-error.ts';
import { inspectFile } from '../../import/plan/inspect.ts';
import { planAll } from '../../import/plan/plan-all.ts';
import { sourcesOf } from '../../import/sources.ts';
import { type LocalService, startLocalService } from '../server/local-service.ts';
import { withConsent } from './ask-consent.ts';
import { fetchedInputs } from './s3-inputs.ts';
import { storePlan } from './store-plan.ts';
import { watchFolder } from './watch-folder.ts';

async function main(): Promise<number> {
  const options = importOptions();
  if (options.command === 'formats') {
    for (const { name, about } of FORMATS) console.log(`${name.padEnd(26)} ${about}`);
    return 0;
  }
  const knowledge = { customers: readCustomers(options), records: readContactRecords(options) };
  if (options.watch !== undefined) {
    const told = { options, knowledge };
    return withDestination(options, (destination) => watchFolder(options.watch ?? '', told, destination));
  }
  // A wrong value of UNKNOWN_FIELDS is named when the service starts.
  const unknownFields: UnknownFields = process.env.UNKNOWN_FIELDS === 'ignore' ? 'ignore' : 'refuse';
  const fetched = await fetchedInputs(options);
  try {
    const sources = sourcesOf(fetched.inputs, undefined, fetched.nameOf);
    if (options.command === 'inspect') return inspectFile(sources, options, knowledge, unknownFields);
    const found = planAll(sources, options, knowledge, unknownFields);
    const several = sources.length > 1;
    if (options.dryRun) return await storePlan(found, options, several, null);
    const plan = options.yes ? found : await withConsent(found, !options.inputs.includes('-'));
    return await withDestination(options, (destination) => storePlan(plan, options, several, destination));
  } finally {
    fetched.remove();
  }
}

/** Opens the place to which the calls go, for as long as the work lasts. */
async function withDestination(
  { to, rate, batch }: ImportOptions,
  work: (destination: Destination) => Promise<number>,
): Promise<number> {
  if (to !== 'local') {
    const token = process.env.LIVE_ASSIST_TOKEN;
    if (!token) throw new UsageError('LIVE_ASSIST_TOKEN is missing: set it to a token of the deployment.');
    return work(deployment({ endpoint: to, token, rate }));
  }
  const service = await startLocalService(process.env);
  const { ports, config, engine } = service;
  try {
    const destination = localDestination(ports, config.settings);
    return await work(batch ? { ...destination, inBatches: await batchesOf(service) } : destination);
  } finally {
    await engine.stop();
  }
}

/** @throws {UsageError} where the provider has no batches. */
async function batchesOf(service: LocalService): Promise<NonNullable<Destination['inBatches']>> {
  const { openAiOf, withBatchDesk } = await import('../batch/open-desk.ts');
  const { analyzeInBatches } = await import('../batch/analyze-in-batches.ts');
  openAiOf(service.config.analyst);
  return (calls, say) => withBatchDesk(service, say, (desk) => analyzeInBatches(desk, calls));
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  },
);
