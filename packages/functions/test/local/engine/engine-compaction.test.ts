import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { THOROUGH } from '../../../../core/test/support/thorough.ts';
import { dynamoClient } from '../../../src/adapters/dynamodb/dynamodb-client.ts';
import { createTables } from '../../../src/adapters/dynamodb/tables.ts';
import { compactEngine, type Engine, startEngine } from '../../../src/local/engine/engine.ts';
import { newEngineKey } from '../../../src/local/engine/engine-key.ts';
import { findInFiles } from '../../support/leveldb-files.ts';
import { TABLE_NAMES } from '../../support/table-names.ts';
import { startEngineProcess } from './engine-alone.ts';
import { ANA, all, rowOf, rowsOfAna, rowsOfOthers, WORDS, write } from './engine-rows.ts';

const credentials = newEngineKey();
const MANY = THOROUGH ? 3_000 : 1_000;
const KILLED_AFTER_MS = THOROUGH ? [5, 15, 30, 60, 90, 120, 160, 200] : [5, 30, 90, 160];

let folder: string;
let path: string;
const cleanUps: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'live-assist-compaction-'));
  path = join(folder, 'dynamodb');
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<{ engine: Engine; client: DynamoDBDocumentClient }> {
  const engine = await startEngine({ port: 0, path, credentials });
  const client = dynamoClient({ endpoint: engine.endpoint, credentials, attemptTimeoutMs: 30_000 });
  cleanUps.push(async () => {
    client.destroy();
    await engine.stop();
  });
  await createTables(client, TABLE_NAMES);
  return { engine, client };
}

const places = () => findInFiles(folder, [ANA, ...WORDS]);

describe('deleted data', () => {
  it('deleted data is in the log, the tables and the manifest, and in no file after a compaction', async () => {
    const { engine, client } = await start();
    await write(client, [...rowsOfOthers(50), ...rowsOfAna(50)]);
    // The log has the text as it was written, with keys in hexadecimal digits.
    expect(places()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ word: ANA, how: 'as it is', encoding: 'utf8' }),
        expect.objectContaining({ word: ANA, how: 'as it is', encoding: 'hex' }),
        expect.objectContaining({ word: WORDS[0], how: 'decoded' }),
        expect.objectContaining({ word: WORDS[1], file: expect.stringMatching(/\.log$/) }),
      ]),
    );

    await compactEngine(engine);
    // The compressed tables have the text, and the manifest has keys as bounds of the tables.
    const inTables = places();
    for (const word of [ANA, ...WORDS]) {
      const file = expect.stringMatching(/\.(?:ldb|sst)$/);
      expect(inTables).toContainEqual(expect.objectContaining({ word, how: 'decoded', file }));
    }
    expect(inTables.filter(({ file }) => /\.log$/.test(file))).toEqual([]);

    await write(client, rowsOfAna(50), true);
    expect(await all(client)).toHaveLength(50);
    expect(places().map(({ word }) => word)).toEqual(expect.arrayContaining([ANA, ...WORDS]));

    await compactEngine(engine);
    expect(places()).toEqual([]);
    expect(await all(client)).toEqual(rowsOfOthers(50));
  });

  it('deleted data is gone even if it was put, replaced and deleted within one memory table', async () => {
    const { engine, client } = await start();
    // All fits in one memory table. When it is full, LevelDB writes every version of it below all other tables.
    await write(client, rowsOfAna(200));
    await write(
      client,
      rowsOfAna(200).map((row) => ({ ...row, summary: 'Changed.' })),
    );
    await write(client, rowsOfAna(200), true);
    await write(client, rowsOfOthers(10_000));
    expect(readdirSync(path).filter((file) => file.endsWith('.ldb')).length).toBeGreaterThan(0);
    expect(places().map(({ word }) => word)).toEqual(expect.arrayContaining([ANA, ...WORDS]));

    await compactEngine(engine);
    expect(places()).toEqual([]);
    expect(await all(client)).toHaveLength(10_000);
  });

  it('deleted data does not come back with a restart, and neither does the old folder', async () => {
    const first = await start();
    await write(first.client, [...rowsOfOthers(20), ...rowsOfAna(20)]);
    await write(first.client, rowsOfAna(20), true);
    await compactEngine(first.engine);
    await first.engine.stop();

    const { client } = await start();
    expect(await all(client)).toEqual(rowsOfOthers(20));
    expect(places()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['dynamodb']);
  });

  it('deleted data is gone when `compact` was requested during a compaction', async () => {
    const { engine, client } = await start();
    await write(client, [...rowsOfOthers(2_000), ...rowsOfAna(200)]);
    const first = compactEngine(engine);
    await write(client, rowsOfAna(200), true);
    await Promise.all([first, compactEngine(engine), compactEngine(engine)]);

    expect(places()).toEqual([]);
    expect(await all(client)).toEqual(rowsOfOthers(2_000));
  });
});

describe('a compaction', () => {
  it('a compaction loses no write and fails no request that comes while it runs', async () => {
    const { engine, client } = await start();
    await write(client, rowsOfOthers(MANY));
    const there = new Map(rowsOfOthers(MANY).map((row) => [row.client_email, row]));
    let isOver = false;
    let slowestMs = 0;
    const writer = async (worker: number) => {
      for (let n = 0; !isOver; n += 1) {
        const startedAt = Date.now();
        const of = rowOf(`worker-${worker}@example.com`, 10_000 + worker * 100_000 + n);
        const replaced = {
          ...rowOf(`customer-${worker * 250 + (n % 250)}@example.com`, worker * 250 + (n % 250)),
          summary: `Version ${n}`,
        };
        const removed = there.get(`worker-${worker}@example.com of ${n - 3}`);
        await write(client, [of, replaced]);
        there.set(`${of.client_email} of ${n}`, of);
        there.set(replaced.client_email, replaced);
        if (removed) {
          await write(client, [removed], true);
          there.delete(`${removed.client_email} of ${n - 3}`);
        }
        slowestMs = Math.max(slowestMs, Date.now() - startedAt);
      }
    };
    const writers = [0, 1, 2, 3].map(writer);
    for (let n = 0; n < 5; n += 1) await compactEngine(engine);
    isOver = true;
    await Promise.all(writers);

    const expected = [...there.values()].sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
    expect(await all(client)).toEqual(expected);
    expect(slowestMs).toBeLessThan(3_000);
  });

  it('a compaction may be killed at any moment: no row is lost, and what was deleted is gone after the next one', async () => {
    const setUp = await start();
    await write(setUp.client, [...rowsOfOthers(MANY), ...rowsOfAna(100)]);
    await write(setUp.client, rowsOfAna(100), true);
    await setUp.engine.stop();
    const leftBehind = new Set<string>();
    // A busy machine does little in these times, so the last one is killed when its new folder is seen.
    for (const afterMs of [...KILLED_AFTER_MS, null]) {
      const { child, endpoint } = await startEngineProcess(path, credentials);
      const compacting = compactEngine({ endpoint, credentials }).catch(() => false);
      if (afterMs !== null) await sleep(afterMs);
      else await expect.poll(() => existsSync(`${path}.new`), { interval: 1 }).toBe(true);
      child.kill('SIGKILL');
      await Promise.all([once(child, 'exit'), compacting]);
      for (const name of readdirSync(folder)) leftBehind.add(name);
    }
    expect([...leftBehind]).toContain('dynamodb.new');

    const { engine, client } = await start();
    expect(await all(client)).toEqual(rowsOfOthers(MANY));
    await compactEngine(engine);
    expect(places()).toEqual([]);
    expect(await all(client)).toEqual(rowsOfOthers(MANY));
    expect(readdirSync(folder)).toEqual(['dynamodb']);
  });

  it('a compaction that was killed between its two renames is undone by the next start', async () => {
    const first = await start();
    await write(first.client, rowsOfOthers(20));
    await first.engine.stop();
    renameSync(path, `${path}.old`);

    const { client } = await start();
    expect(await all(client)).toEqual(rowsOfOthers(20));
    expect(existsSync(`${path}.old`)).toBe(false);
  });

  it('a compaction does nothing for an engine in memory, and returns false for an external engine', async () => {
    const engine = await startEngine({ port: 0 });
    cleanUps.push(() => engine.stop());
    expect(await compactEngine(engine)).toBe(true);
    await expect(compactEngine({ ...engine, credentials: newEngineKey() })).resolves.toBe(false);
  });

  it('a compaction creates files that only their owner can read', async () => {
    const { engine, client } = await start();
    await write(client, rowsOfOthers(5));
    await compactEngine(engine);
    const modes = [path, ...readdirSync(path).map((file) => join(path, file))].map(
      (file) => (statSync(file).mode & 0o077) === 0,
    );
    expect(modes.length).toBeGreaterThan(3);
    expect(modes).not.toContain(false);
  });
});
