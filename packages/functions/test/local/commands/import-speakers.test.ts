import { inMemoryPorts } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { BadLine, importCall, readCall } from '../../../src/import/import-lines.ts';
import { scriptedAnalyst } from '../../support/app.ts';

const lineOf = (more: object, ofWindow: object = {}) =>
  JSON.stringify({
    call_id: 'c-1',
    client_email: 'ana@example.com',
    ...more,
    windows: [1, 2].map((window_number) => ({
      window_number,
      turns: [{ speaker: 'spk_0', transcript: 'Hello' }],
      ...(window_number === 2 && ofWindow),
    })),
  });

describe('an import line', () => {
  it('an import line gives the speakers and the time zone of windows without their own', async () => {
    const ports = inMemoryPorts({ analyst: scriptedAnalyst() });
    const zone = { time_zone: 'Europe/Vienna' };
    const line = lineOf({ ...zone, speakers: { spk_0: 'agent' } }, { speakers: { spk_0: 'customer' } });
    await importCall(ports, readCall(line));
    expect(await ports.records.list('c-1')).toMatchObject([
      { ...zone, speakers: { spk_0: 'agent' } },
      { ...zone, speakers: { spk_0: 'customer' } },
    ]);
  });

  it.each([{ speakers: { spk_0: 'boss' } }, { speakers: 'agent' }, { time_zone: 'Europe/Nowhere' }])(
    'an import line is refused with %j',
    (more) => {
      expect(() => readCall(lineOf(more))).toThrow(BadLine);
    },
  );
});
