import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** What is answered about each call of a case, each call as the first of its customer. */
async function answersOf(slug: string, more: More = {}) {
  const { calls } = JSON.parse(readFileSync(`${CASES}${slug}.json`, 'utf8')) as { calls: Recorded[] };
  const answers = [];
  for (const { call_id, windows, timestamp_marks } of calls) {
    const marks = timestamp_marks === undefined ? {} : { timestamp_marks };
    const recorded = windows.map((window) => ({ ...marks, ...window, ...more }));
    answers.push(await realApp().analyse(recorded, call_id));
  }
  return answers;
}

const SLUGS = present
  ? readdirSync(CASES).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []))
  : [];

describe.skipIf(!present)('situations from reports', () => {
  it.each(SLUGS)('%s: each call is answered, with a row or a sentence', async (slug) => {
    for (const row of await answersOf(slug)) {
      expect([200, 422]).toContain(row.status);
      if (row.status === 422) expect(row.error).toMatch(/^[A-Z].*\.$/);
      else expect(row.summary.length).toBeLessThanOrEqual(500);
    }
  });

  it('evening-call-us: days are those of the zone that the window names', async () => {
    const [row] = await answersOf('evening-call-us', { time_zone: 'America/Los_Angeles' });
    expect(row?.commitments.map(({ dueAt }) => dueAt)).toEqual(['2026-11-26', '2026-11-27']);
  });

  it('persistent-chat-over-days: each day counts from its own message', async () => {
    const [row] = await answersOf('persistent-chat-over-days');
    expect(row?.commitments.map(({ dueAt }) => dueAt)).toEqual(['2026-11-23', '2026-11-24', '2026-11-27']);
  });

  it('promise-split-over-turns: each promise has the day of its other half', async () => {
    const days = (await answersOf('promise-split-over-turns')).map((row) =>
      row.commitments.map(({ dueAt }) => dueAt),
    );
    expect(days).toEqual([['2026-11-27'], ['2026-11-27'], ['2026-11-27'], ['2026-11-26'], ['2026-11-26']]);
  });

  it('agent-promise-forms: each of the 15 is found, with its day', async () => {
    const [row] = await answersOf('agent-promise-forms');
    const turns = new Set(row?.commitments.map(({ id }) => id.split(':')[2]));
    expect(turns.size).toBe(14);
    expect(row?.commitments.length).toBeGreaterThanOrEqual(15);
    expect(row?.commitments.filter(({ dueAt }) => dueAt === null)).toEqual([]);
  });

  it('spoken-secrets-in-parts: no group of the card and no part of the number is left', async () => {
    const [row] = await answersOf('spoken-secrets-in-parts');
    expect(JSON.stringify(row)).not.toMatch(/4012|8888|1881|07700|900123|nair/);
    expect(row?.commitments.map(({ dueAt }) => dueAt)).toContain('2026-11-27');
  });

  it('unpunctuated-monologue: both promises are found, and the summary stays readable', async () => {
    const [row] = await answersOf('unpunctuated-monologue');
    expect(row?.commitments.map(({ dueAt }) => dueAt)).toEqual(['2026-11-27', '2026-11-25']);
    expect(row).toMatchObject({ status: 200, summary: expect.stringMatching(/\.$/) });
  });

  it('conditional-promise: what is certain is found, and what was only thought of is not', async () => {
    const [row] = await answersOf('conditional-promise');
    const texts = row?.commitments.map(({ text }) => text).join('\n') ?? '';
    expect(texts).toContain("I'll call you tomorrow, that one's certain");
    expect(row?.commitments.filter(({ conditional }) => conditional !== true)).toHaveLength(1);
    expect(texts).not.toMatch(/on leave|was going to|They told me/);
  });

  it('spk-labels: the labels are named, and the field that maps them', async () => {
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

  it('voicemail: a greeting is no customer, and nothing is judged', async () => {
    const [row] = await answersOf('voicemail');
    expect(row).toMatchObject({
      status: 200,
      sentiment: { score: null, label: null },
      satisfaction: { score: null, prediction: null },
      issueResolution: { resolved: null },
    });
    expect(row?.commitments).toMatchObject([{ owner: 'agent', dueAt: '2026-11-26', dueTime: '10:00' }]);
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
