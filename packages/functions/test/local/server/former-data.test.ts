import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallAnalytics, MemoryBox } from '@live-assist/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillPromises } from '../../../src/local/server/fill-promises.ts';
import { type LocalService, startLocalService } from '../../../src/local/server/local-service.ts';
import { serviceOver } from '../../support/dated-service.ts';
import { freePort } from '../../support/free-port.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const GRETA = 'greta@example.com';
const OTTO = 'otto@example.com';

const folder = mkdtempSync(join(tmpdir(), 'live-assist-former-data-'));
let service: LocalService;
let app: ReturnType<typeof serviceOver>;

beforeAll(async () => {
  cpSync(fileURLToPath(new URL('former-data', import.meta.url)), folder, { recursive: true });
  service = await startLocalService({
    DATA_FOLDER: folder,
    DYNAMODB_PORT: String(await freePort()),
    RETENTION_DAYS: 'forever',
  });
  app = serviceOver(service.ports, service.config.settings);
  app.setTime(NOW);
});
afterAll(async () => {
  await service.engine.stop();
  rmSync(folder, { recursive: true });
});

const boxOf = (client_email: string) => app.post<MemoryBox>('/getMemoryBox', { client_email });

describe('a data folder of the version before the ledger', () => {
  it('keeps its calls, and reopens the promise that it had closed as broken', async () => {
    const box = await boxOf(GRETA);
    expect(box.calls).toBe(3);
    expect(box.headline).toMatchObject({ kind: 'missed', commitmentId: 'former-1:1:2:0' });
    expect(box.commitments).toMatchObject([
      { id: 'former-1:1:2:0', status: 'open', overdue: true, missed: { times: 1, call_id: 'former-2' } },
      { id: 'former-3:1:2:0', status: 'kept', closing: { by: 'person' } },
    ]);
    const { calls } = await app.post<{ calls: CallAnalytics[] }>('/listCalls', { client_email: GRETA });
    expect(calls.map(({ call_id }) => call_id)).toEqual(['former-3', 'former-2', 'former-1']);
  });

  it('keeps what was dismissed', async () => {
    const box = await boxOf(OTTO);
    expect(box).toMatchObject({ calls: 1, headline: { kind: 'unresolved', call_id: 'former-4' } });
    expect(box.commitments.filter(({ status }) => status === 'open')).toEqual([]);
  });

  it('fills the ledger once, and shows the same boxes afterwards', async () => {
    const before = [await boxOf(GRETA), await boxOf(OTTO)];
    await fillPromises(service);
    const ids = async (email: string) =>
      (await service.ports.promises.all(email)).map(({ commitment_id }) => commitment_id).sort();
    expect(await ids(GRETA)).toEqual(['former-1:1:2:0', 'former-3:1:2:0']);
    expect(await ids(OTTO)).toEqual(['former-4:1:2:0']);
    expect([await boxOf(GRETA), await boxOf(OTTO)]).toEqual(before);
    expect(await fillPromises(service)).toBe(0);
  });

  it('takes a change by hand of a promise of that version', async () => {
    await app.post('/updateCommitment', {
      client_email: GRETA,
      commitment_id: 'former-1:1:2:0',
      status: 'kept',
      on: '2026-11-27',
    });
    expect((await boxOf(GRETA)).headline.kind).not.toBe('missed');
  });
});
