import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LiveAssistError, type QueuedJob } from '@live-assist/core';
import { inMemoryPorts, manualClock } from '@live-assist/core/in-memory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FIXTURES } from '../../../core/test/formats/fixtures.ts';
import { inboxBucket, sourceOf } from '../../src/adapters/s3/inbox-bucket.ts';
import { importOptions } from '../../src/import/options/import-options.ts';
import { toldOfSource } from '../../src/import/options/source-settings.ts';
import { customerMapOf } from '../../src/import/plan/customer-map.ts';
import { type Inbox, storeAndQueue, takeFile } from '../../src/import/take-file.ts';
import { folderInbox, newFilesOf } from '../../src/import/watched-folder.ts';

const fixture = (format: string) => FIXTURES.find((one) => one.format === format)?.text ?? '';
const ANA = 'ana@example.com';

/** An inbox over a bucket in memory, with the service behind it. */
function withBucket(objects: Record<string, string | Uint8Array>) {
  const sent: QueuedJob[] = [];
  const ports = inMemoryPorts({
    clock: manualClock(Date.UTC(2026, 2, 3, 12)),
    queue: { send: async (job) => void sent.push(job) },
  });
  const kept = new Map(
    Object.entries(objects).map(([key, value]) => [
      key,
      typeof value === 'string' ? Buffer.from(value) : value,
    ]),
  );
  const files = inboxBucket({
    name: 'inbox',
    async *list() {},
    async read(key, most) {
      const found = kept.get(key);
      return found === undefined ? null : found.length > most ? 'too_large' : found;
    },
    async write(key, text) {
      kept.set(key, Buffer.from(text));
    },
    async copy(from, to) {
      kept.set(to, kept.get(from) ?? Buffer.from(''));
    },
    async remove(key) {
      kept.delete(key);
    },
  });
  const inbox: Inbox = {
    ...files,
    async told(key) {
      const { settings, customers } = await files.settings(key);
      return toldOfSource(settings, customers);
    },
  };
  return {
    ports,
    kept,
    textOf: (key: string) => Buffer.from(kept.get(key) ?? []).toString(),
    analyses: () => sent.filter((job) => !('job' in job)),
    take: (key: string, store = storeAndQueue(ports)) => takeFile(inbox, key, store),
  };
}

describe('a file that lands in the inbox', () => {
  it('is imported, queued and removed, and may come again', async () => {
    const key = 'inbox/bots/2026/03/call one.json.gz';
    const content = gzipSync(fixture('retell'));
    const { take, ports, kept, analyses } = withBucket({ [key]: content });
    expect(await take(key)).toEqual({ outcome: 'imported', calls: 1, refused: 0 });
    expect([...kept.keys()]).toEqual([]);
    const stored = await ports.records.list('retell-1');
    expect(stored.at(-1)).toMatchObject({ client_email: ANA, final: true });
    expect(analyses()).toMatchObject([{ call_id: 'retell-1', client_email: ANA }]);

    expect(await take(key)).toEqual({ outcome: 'gone', calls: 0, refused: 0 });
    kept.set(key, content);
    expect(await take(key)).toEqual({ outcome: 'imported', calls: 1, refused: 0 });
    expect(await ports.records.list('retell-1')).toEqual(stored);
    expect(analyses()).toHaveLength(1);
  });

  it('is read as the settings and the map of its source say', async () => {
    const { take, ports } = withBucket({
      'settings/pca.json': '{"tz":"Europe/Vienna","swap":true}',
      'settings/pca.csv': 'contact_id,client_email\npca-1,ana@example.com\n',
      'inbox/pca/a.json': fixture('post-call-analytics'),
    });
    expect(await take('inbox/pca/a.json')).toMatchObject({ outcome: 'imported', calls: 1 });
    const [window] = await ports.records.list('pca-1');
    expect(window).toMatchObject({ client_email: ANA, time_zone: 'Europe/Vienna' });
  });

  it('goes to refused/ with a sentence for each reason, and without a word of the call', async () => {
    const { take, kept, textOf, ports } = withBucket({
      'inbox/asr/a.json': fixture('deepgram'),
      'inbox/asr/b.json': '{"broken',
      'inbox/asr/c.bin': Buffer.from('RIFF....WAVE'),
      'settings/wrong.json': '{"client-email":"ana@example.com"}',
      'inbox/wrong/a.json': fixture('retell'),
    });
    for (const key of ['inbox/asr/a.json', 'inbox/asr/b.json', 'inbox/asr/c.bin', 'inbox/wrong/a.json'])
      expect(await take(key)).toMatchObject({ outcome: 'refused', calls: 0 });
    expect([...kept.keys()].sort()).toEqual([
      'refused/asr/a.json',
      'refused/asr/a.json.reason.txt',
      'refused/asr/b.json',
      'refused/asr/b.json.reason.txt',
      'refused/asr/c.bin',
      'refused/asr/c.bin.reason.txt',
      'refused/wrong/a.json',
      'refused/wrong/a.json.reason.txt',
      'settings/wrong.json',
    ]);
    expect(textOf('refused/asr/a.json')).toBe(fixture('deepgram'));
    expect(textOf('refused/asr/a.json.reason.txt')).toMatch(/when this call was/);
    expect(textOf('refused/asr/b.json.reason.txt')).toMatch(/not valid JSON/);
    expect(textOf('refused/asr/c.bin.reason.txt')).toMatch(/This is a recording/);
    expect(textOf('refused/wrong/a.json.reason.txt')).toMatch(/an option that an inbox does not take/);
    expect(ports.records.rows()).toEqual([]);
  });

  it('of which one call is refused is put aside, and its other calls are stored', async () => {
    const good = JSON.stringify(JSON.parse(fixture('retell')));
    const bad = good.replace('retell-1', 'retell-2').replace(/"start_timestamp":\d+,/, '');
    const { take, textOf, ports } = withBucket({ 'inbox/bots/two.jsonl': `${good}\n${bad}\n` });
    expect(await take('inbox/bots/two.jsonl')).toEqual({ outcome: 'refused', calls: 1, refused: 1 });
    expect(textOf('refused/bots/two.jsonl.reason.txt')).toMatch(/line 2.*when this call was/);
    expect((await ports.records.list('retell-1')).length).toBeGreaterThan(0);
  });

  it('stays where it is when the store cannot be reached', async () => {
    const { take, kept } = withBucket({ 'inbox/bots/a.json': fixture('retell') });
    const down = async () => {
      throw new LiveAssistError('store_unavailable', 'The store is down.');
    };
    await expect(take('inbox/bots/a.json', down)).rejects.toThrow('The store is down.');
    expect([...kept.keys()]).toEqual(['inbox/bots/a.json']);
  });

  it('that names its customer by a number waits for its customer, unless the source says otherwise', async () => {
    const { take, ports, textOf } = withBucket({
      'inbox/bots/a.json': fixture('vapi'),
      'settings/strict.json': '{"by-alias":false}',
      'inbox/strict/a.json': fixture('vapi').replaceAll('vapi-1', 'vapi-2'),
    });
    expect(await take('inbox/bots/a.json')).toMatchObject({ outcome: 'imported' });
    const [window] = await ports.records.list('vapi-1');
    expect(window?.client_email).toBeUndefined();
    expect(window?.alias_hash).toEqual(expect.any(String));
    expect(await take('inbox/strict/a.json')).toMatchObject({ outcome: 'refused' });
    expect(textOf('refused/strict/a.json.reason.txt')).toMatch(/who the customer is/);
  });

  it('belongs to a source by the folder in which it landed', () => {
    expect(sourceOf('inbox/bots/a.json')).toBe('bots');
    expect(sourceOf('inbox/a.json')).toBeNull();
    expect(sourceOf('inbox/../settings/a.json')).toBeNull();
  });
});

describe('a watched folder', () => {
  it('imports a file once it is whole, and moves it out of the way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'live-assist-watched-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'bots'));
    const ports = inMemoryPorts({ clock: manualClock(Date.UTC(2026, 2, 3, 12)) });
    const options = importOptions(['--watch', folder]);
    const inbox = folderInbox(folder, {
      options,
      knowledge: { customers: customerMapOf('file,client_email\n'), records: new Map() },
    });
    const newFiles = newFilesOf(folder);
    const take = (key: string) => takeFile(inbox, key, storeAndQueue(ports));

    writeFileSync(join(folder, 'bots', 'a.json'), fixture('retell').slice(0, 50));
    expect(newFiles()).toEqual([]);
    writeFileSync(join(folder, 'bots', 'a.json'), fixture('retell'));
    expect(newFiles()).toEqual([]);
    writeFileSync(join(folder, 'b.json'), '{"broken');
    expect(newFiles()).toEqual(['bots/a.json']);
    expect(await take('bots/a.json')).toMatchObject({ outcome: 'imported', calls: 1 });
    expect(newFiles()).toEqual(['b.json']);
    expect(await take('b.json')).toMatchObject({ outcome: 'refused' });
    expect(newFiles()).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['bots', 'imported', 'refused']);
    expect(readFileSync(join(folder, 'imported', 'bots', 'a.json'), 'utf8')).toBe(fixture('retell'));
    expect(readFileSync(join(folder, 'refused', 'b.json.reason.txt'), 'utf8')).toMatch(/not valid JSON/);
  });
});
