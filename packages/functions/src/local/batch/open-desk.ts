import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dynamoCounters } from '../../adapters/dynamodb/counters.ts';
import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { localAnalyst } from '../../adapters/local-analyst/local-analyst.ts';
import { batchApi } from '../../adapters/openai-analyst/batch/batch-api.ts';
import { openProvider } from '../../adapters/openai-analyst/provider/provider.ts';
import { UsageError } from '../../import/options/usage-error.ts';
import type { LocalService } from '../server/local-service.ts';
import { aloneInFolder } from '../server/set-up-lock.ts';
import type { BatchDesk } from './batch-desk.ts';
import { batchNotes } from './batch-notes.ts';

/** What OpenAI takes in one file. */
const MOST = { questions: 50_000, bytes: 200_000_000 };
/** Longer than the lock of a process that was killed stays. */
const PATIENCE_MS = 15_000;

/**
 * Opens what working with batches needs, for as long as the work lasts; one process at a time works with the batches of a data
 * folder.
 *
 * @throws {UsageError} where the analyst is not a model of OpenAI; {Error} where another process works with them.
 */
export async function withBatchDesk<Done>(
  { config, ports, dataFolder }: Pick<LocalService, 'config' | 'ports' | 'dataFolder'>,
  say: BatchDesk['say'],
  work: (desk: BatchDesk) => Promise<Done>,
): Promise<Done> {
  const {
    analyst,
    limits,
    settings,
    tables,
    dynamodbEndpoint: endpoint,
    dynamodbCredentials: credentials,
  } = config;
  const model = openAiOf(analyst);
  const client = await openProvider(model).client();
  const { dollarsPerDay } = limits;
  const counters = () =>
    dynamoCounters({ client: dynamoClient({ endpoint, credentials }), table: tables.serviceState });
  const folder = join(dataFolder, 'batches');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const desk: BatchDesk = {
    ports,
    settings,
    model: { ...model, rules: localAnalyst(), clock: ports.clock },
    api: batchApi(client),
    notes: batchNotes(folder),
    budget: dollarsPerDay === undefined ? null : { dollarsPerDay, counters: counters() },
    most: MOST,
    say,
    pause: (ms) => new Promise((resume) => setTimeout(resume, ms)),
  };
  return aloneInFolder(folder, () => work(desk), PATIENCE_MS, IS_AT_WORK);
}

const IS_AT_WORK = (folder: string) =>
  `is working with the batches of ${folder}. Wait until it has ended: it takes their answers.`;

/**
 * The settings of the model of OpenAI that batches use.
 *
 * @throws {UsageError} where the analyst is another one.
 */
export function openAiOf(analyst: LocalService['config']['analyst']) {
  if (analyst.engine === 'local') {
    throw new UsageError(
      '--batch needs a model, and the rules of this service judge for free. Set OPENAI_API_KEY, or leave --batch out.',
    );
  }
  if (analyst.profile !== 'openai') {
    throw new UsageError(
      `--batch uses the Batch API of OpenAI, and the provider that is set up is "${analyst.profile}". Leave --batch out; FLEX_PROCESSING=1 also halves the price where the provider has that tier.`,
    );
  }
  return analyst;
}
