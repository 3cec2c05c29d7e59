import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recallMemory } from '@live-assist/core';
import { makeHistory, type Store, startStore, writeHistory } from '../store.ts';

/** The measured customers: one with a typical number of calls, one with very many. */
export const CUSTOMERS = [
  { name: 'usual', client_email: 'usual@example.com', calls: 12, warmUp: 80, times: 120 },
  { name: 'heavy', client_email: 'heavy@example.com', calls: 120, warmUp: 15, times: 25 },
] as const;

/** A store with the customers, and the environment variables for the programs. */
export interface World {
  store: Store;
  env: Record<string, string>;
  /** Folder for bundles; removed at the end. */
  folder: string;
  stop(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-memory-box-'));
  const store = await startStore();
  const { rows, claims } = await makeHistory(store, Math.max(...CUSTOMERS.map(({ calls }) => calls)));
  const answers: Record<string, object> = {};
  for (const { client_email, calls } of CUSTOMERS) {
    await writeHistory(store, client_email, { rows: rows.slice(0, calls), claims: claims.slice(0, calls) });
    const settings = { timeZone: 'UTC', sharedAddresses: [] };
    answers[client_email] = await recallMemory(store.ports, settings, { client_email }, false);
  }
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  return {
    store,
    env: { ...store.env, FLOOR_ANSWERS: file },
    folder,
    async stop() {
      await store.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
