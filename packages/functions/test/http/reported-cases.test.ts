import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type More, type PostedTurn, realApp } from '../support/real-calls.ts';

// This folder lies outside the repository and may be missing.
const CASES = fileURLToPath(new URL('../../../../../shared/data/cases/', import.meta.url));
const present = existsSync(CASES);
if (!present) console.log('skipped: situations from reports (../shared/data/cases is not here)');

interface Recorded {
  call_id: string;
  timestamp_marks?: string;
  windows: (More & { window_num: number; turns: PostedTurn[] })[];
}

/** The answers about each call of a case. */
async function answersOf(slug: string) {
  const { calls } = JSON.parse(readFileSync(`${CASES}${slug}.json`, 'utf8')) as { calls: Recorded[] };
  const app = realApp();
  const answers = [];
  for (const { call_id, windows, timestamp_marks } of calls) {
    const marks = timestamp_marks === undefined ? {} : { timestamp_marks };
    answers.push(
      await app.analyse(
        windows.map((window) => ({ ...marks, ...window })),
        call_id,
      ),
    );
  }
  return answers;
}

describe.skipIf(!present)('situations from reports', () => {
  it('spk-labels: the error names the labels and the field that maps them', async () => {
    const [refused] = await answersOf('spk-labels');
    expect(refused).toMatchObject({
      status: 422,
      error: expect.stringMatching(/"spk_0" and "spk_1".*speakers/),
    });
  });

  it('two-agents-ids: both agents stay known, and the rude words are not those of the second', async () => {
    const [row] = await answersOf('two-agents-ids');
    expect(row?.metrics.agents?.map(({ agent_id }) => agent_id)).toEqual(['agent-ivo', 'agent-petra']);
    const advice = row?.evidence.improvementAreas.flat() ?? [];
    for (const item of advice) {
      if ('quote' in item) expect(item.agent_id).toBe(item.window_number === 1 ? 'agent-ivo' : 'agent-petra');
    }
  });

  it('warm-transfer: the second agent is an agent, with promises and talk time', async () => {
    const [row] = await answersOf('warm-transfer');
    expect(row?.commitments.map(({ owner, id }) => [owner, id.split(':')[2]])).toContainEqual(['agent', '6']);
    expect(row?.metrics.agents?.map(({ label }) => label)).toEqual(['agent', 'agent 2']);
    expect(row?.metrics.agents?.[1]?.talkTimeMillis).toBeGreaterThan(15_000);
  });

  it('ivr-first: a machine is not an agent, and a call with only a machine is refused', async () => {
    const [row, refused] = await answersOf('ivr-first');
    expect(row?.status).toBe(200);
    expect(row?.metrics.agents).toMatchObject([{ label: 'agent' }]);
    expect(JSON.stringify(row)).not.toContain('four eight two one');
    expect(refused).toMatchObject({ status: 422, error: expect.stringContaining('No agent speaks') });
  });

  it('swapped-speakers: it is flagged, and no promise is booked', async () => {
    const [row] = await answersOf('swapped-speakers');
    expect(row?.analysis.flags).toContainEqual(expect.stringMatching(/^sides_look_swapped/));
    expect(row?.commitments).toEqual([]);
  });

  it('voicemail: a greeting is not a customer', async () => {
    const [refused] = await answersOf('voicemail');
    expect(refused).toMatchObject({ status: 422, error: expect.stringContaining('answering machine') });
  });

  it('empty-shapes: a call without a conversation is refused', async () => {
    for (const refused of await answersOf('empty-shapes')) {
      expect(refused).toMatchObject({ status: 422, code: 'insufficient_conversation' });
    }
  });

  it('growing-partials: one promise, and partial results do not count as words', async () => {
    const [row] = await answersOf('growing-partials');
    expect(row?.commitments).toHaveLength(1);
    expect(row?.metrics.completeness).toMatchObject({ partials: 5 });
  });

  it('repeated-finals: one promise, and talk time once', async () => {
    const [row] = await answersOf('repeated-finals');
    expect(row?.commitments).toHaveLength(1);
    expect(row?.metrics.completeness).toMatchObject({ repeats: 4 });
    expect(row?.metrics.talkTime.customer.millis).toBeLessThan(6_000);
  });
});
