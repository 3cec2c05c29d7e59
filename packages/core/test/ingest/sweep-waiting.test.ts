import { describe, expect, it } from 'vitest';
import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import { DEFAULT_ENDING } from '../../src/ingest/ending-settings.ts';
import { sweepWaiting } from '../../src/ingest/sweep-waiting.ts';
import type { QueuedJob } from '../../src/ports/analysis-queue.ts';
import { toIso } from '../../src/shared/timestamps.ts';
import { promiseCall } from '../support/story.ts';

const HOUR = 3_600_000;

/** A stage whose calls wait, each with one window, and nothing told of their ends. */
function stage() {
  const sent: string[] = [];
  const queue = { send: async (job: QueuedJob) => void ('job' in job || sent.push(job.call_id)) };
  const ports = inMemoryPorts({ queue });
  const waits = async (names: readonly string[], hoursAgo: number, client_email: string | undefined) => {
    const since = toIso(ports.clock.now() - hoursAgo * HOUR);
    const [window] = promiseCall();
    for (const call_id of names) {
      if (window) await ports.records.add({ ...window, call_id, client_email, created_at: since });
      await ports.claims.wait({ call_id, since });
    }
  };
  return { ports, sent, waits };
}

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
const ANA = 'ana@example.com';

describe('the hourly sweep', () => {
  it('queues the calls of the last day first, and of older ones as many as it may, until all are queued', async () => {
    const { ports, sent, waits } = stage();
    await waits(names('old', 130), 48, ANA);
    await waits(names('new', 20), 2, ANA);

    const bounds = { most: 100 };
    expect(await sweepWaiting(ports, DEFAULT_ENDING, bounds)).toMatchObject({ cut: true, failed: 0 });
    expect(sent.slice(0, 20).sort()).toEqual(names('new', 20).sort());
    expect(sent.length).toBeGreaterThan(90);
    expect(sent.length).toBeLessThanOrEqual(100);
    expect(await sweepWaiting(ports, DEFAULT_ENDING, bounds)).toMatchObject({ cut: false });
    expect(new Set(sent).size).toBe(150);
  });

  it('gives the older calls half of a sweep, when more recent ones were missed than it may queue', async () => {
    const { ports, sent, waits } = stage();
    await waits(names('new', 120), 2, ANA);
    await waits(names('old', 30), 48, ANA);

    await sweepWaiting(ports, DEFAULT_ENDING, { most: 100 });
    expect(sent.filter((name) => name.startsWith('old'))).toHaveLength(30);
    expect(sent.length).toBeGreaterThan(90);
  });

  it('ends at its deadline, and the next ones go on: none is starved, newer or older', async () => {
    const { ports, sent, waits } = stage();
    await waits(names('new', 60), 2, ANA);
    await waits(names('old', 60), 48, ANA);
    const { head } = ports.records;
    ports.records.head = async (callId, number) => {
      await ports.clock.advance(1_000);
      return head(callId, number);
    };

    const began = ports.clock.now();
    expect(await sweepWaiting(ports, DEFAULT_ENDING, { deadline: began + 8_000 })).toMatchObject({
      cut: true,
    });
    expect(ports.clock.now() - began).toBeLessThan(10_000);
    for (const kind of ['new', 'old']) {
      expect(sent.filter((name) => name.startsWith(kind)).length).toBeGreaterThan(10);
    }
    for (let sweeps = 0; sweeps < 5; sweeps += 1) {
      await sweepWaiting(ports, DEFAULT_ENDING, { deadline: ports.clock.now() + 8_000 });
    }
    expect(new Set(sent).size).toBe(120);
  });

  it('passes over a call that fails by a fault of the code, and gives it up after three looks', async () => {
    const { ports, sent, waits } = stage();
    await waits(names('bad', 10), 30, ANA);
    await waits(names('old', 10), 29, ANA);
    const { head } = ports.records;
    ports.records.head = async (callId, number) => {
      if (callId.startsWith('bad')) throw new TypeError('A fault of the code.');
      return head(callId, number);
    };

    expect(await sweepWaiting(ports)).toMatchObject({ looked: 20, failed: 10, found: 10 });
    expect(new Set(sent)).toEqual(new Set(names('old', 10)));
    await sweepWaiting(ports);
    await sweepWaiting(ports);
    expect(await sweepWaiting(ports)).toMatchObject({ looked: 0, failed: 0 });
  });

  it('does not read again, each hour, the calls that have waited for their customer for a day', async () => {
    const { ports, waits } = stage();
    await waits(names('nameless', 50), 1, undefined);
    expect(await sweepWaiting(ports)).toMatchObject({ looked: 50, unnamed: 50, cut: false });
    await ports.clock.advance(24 * HOUR);
    const { waiting } = ports.claims;
    let read = 0;
    ports.claims.waiting = async (query) => {
      const rows = await waiting(query);
      read += rows.length;
      return rows;
    };
    expect(await sweepWaiting(ports)).toMatchObject({ looked: 0, unnamed: 0, cut: false });
    expect(read).toBe(0);
  });
});
