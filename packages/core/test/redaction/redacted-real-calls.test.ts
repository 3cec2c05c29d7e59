import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CallWindow } from '../../src/call/call.ts';
import { decodeCall } from '../../src/call/decode-call.ts';
import { measureCall } from '../../src/metrics/metrics.ts';
import { redactedWindows } from '../../src/redaction/redacted-windows.ts';

const DATA = new URL('../../../../../shared/data/', import.meta.url);
const present = existsSync(DATA);
if (!present) console.log('skipped: real calls before and after redaction (../shared/data is not here)');

const SETS = ['abcd_sample', 'contact_lens', 'hvb', 'star', 'tau_airline'];
/** Talk measured or estimated in words changes when an address or a date becomes one token. */
const BY_WORDS =
  /^(?:metrics\.agents\.\d+\.talkTimeMillis|metrics\.(?:talkTime\.\w+|nonTalkTime)\.(?:percent|millis)|metrics\.nonTalkTime\.instances\.\d+\.\w+|callMetrics\.\w+TalkTime)$/;
/** The limit of that change: one percentage point, or one second. */
const mostOf = (path: string) => (/(?:percent|TalkTime)$/.test(path) ? 1 : 1_000);

function callsOf(set: string): { call_id: string; windows: CallWindow[] }[] {
  const lines = readFileSync(new URL(`${set}/calls.jsonl`, DATA), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const { call_id, windows } = JSON.parse(line);
    return { call_id, windows: windows.map((window: object) => ({ call_id, ...window })) };
  });
}

/** The figures that differ, with their paths and both values. */
function moved(one: unknown, other: unknown, path = ''): [path: string, one: unknown, other: unknown][] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null)
    return [[path, one, other]];
  return Object.entries(one).flatMap(([key, value]) =>
    moved(value, (other as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`),
  );
}

describe.skipIf(!present)('real calls that are redacted', () => {
  it.each(SETS)('redacting real calls again changes nothing: %s', (set) => {
    for (const { call_id, windows } of callsOf(set)) {
      const once = redactedWindows(call_id, windows);
      expect(redactedWindows(call_id, once), call_id).toEqual(once);
    }
  });

  it('redacted real calls keep their figures, except that talk in words changes by less than a point or a second in four of them', () => {
    const calls = SETS.flatMap(callsOf);
    expect(calls).toHaveLength(301);
    const changes = calls.flatMap(({ call_id, windows }) => {
      const raw = measureCall(decodeCall(call_id, windows));
      const redacted = measureCall(decodeCall(call_id, redactedWindows(call_id, windows)));
      return moved(raw, redacted).map((change) => [call_id, ...change] as const);
    });
    expect(new Set(changes.map(([call]) => call)).size).toBeLessThanOrEqual(4);
    for (const [, path, before, after] of changes) {
      expect(path).toMatch(BY_WORDS);
      expect(Math.abs(Number(before) - Number(after))).toBeLessThan(mostOf(path));
    }
  });
});
