import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueTableOf, startLocalService } from '../../../src/local/server/local-service.ts';
import { TABLE_NAMES } from '../../support/table-names.ts';
import { startTestEngine, type TestEngine } from '../../support/with-engine.ts';

const JOB = { client_email: 'ana@example.com', queuedAt: 1 };

let engine: TestEngine;
const folder = mkdtempSync(join(tmpdir(), 'live-assist-two-'));
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true });
});

describe('two services on one engine', () => {
  const serviceWith = (env: Record<string, string>) =>
    startLocalService({ ...engine.env, DATA_FOLDER: folder, ...env });

  it.each(['CALL_RECORDS_TABLE', 'CALL_ANALYTICS_TABLE', 'ANALYSIS_CLAIMS_TABLE', 'SERVICE_STATE_TABLE'])(
    'two services on one engine have separate queues if their %s differs',
    async (name) => {
      const one = await serviceWith({});
      const two = await serviceWith({ [name]: `of-${name}` });
      await one.ports.queue.send({ ...JOB, call_id: 'call-of-one' });
      expect(await two.queue.receive()).toBeNull();
      await two.ports.queue.send({ ...JOB, call_id: 'call-of-two' });
      expect(JSON.parse((await two.queue.receive())?.body ?? '{}')).toMatchObject({ call_id: 'call-of-two' });
      const received = await one.queue.receive();
      expect(JSON.parse(received?.body ?? '{}')).toMatchObject({ call_id: 'call-of-one' });
      if (received) await one.queue.done(received);
    },
  );

  it('two processes with the same tables, such as server and worker, share a queue', async () => {
    const env = { ANALYSIS_CLAIMS_TABLE: 'shared-claims' };
    const [server, worker] = [await serviceWith(env), await serviceWith(env)];
    await server.ports.queue.send({ ...JOB, call_id: 'call-1' });
    expect(await worker.queue.receive()).not.toBeNull();
  });

  it('a service with the default table names keeps the plain name of its queue table', () => {
    expect(queueTableOf(TABLE_NAMES, 'analysis-queue')).toBe('analysis-queue');
    const longest = { ...TABLE_NAMES, callRecords: 'x'.repeat(255) };
    expect(queueTableOf(longest, 'analysis-queue')).toMatch(/^analysis-queue-[0-9a-f]{16}$/);
  });
});
