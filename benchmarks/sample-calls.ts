import { readFileSync } from 'node:fs';
import type { CallWindow } from '@live-assist/core';

/** A recorded call without a customer. */
export interface SampleCall {
  call_id: string;
  windows: CallWindow[];
}

interface Turn {
  speaker: string;
  transcript: string;
  timestamp?: string;
}

const DAY_MS = 86_400_000;
const SECONDS_A_TURN = 5;
/** Start of the long calls. */
const MORNING = Date.UTC(2026, 10, 2, 8);

// Only calls in which both sides speak, without the samples for a single feature.
const UNUSUAL = new Set(['silent-customer', 'legacy-support-call', 'broken-window', 'one-hour-setup']);

const samples: SampleCall[] = readFileSync(new URL('../samples/calls.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line));

/** The nth call of a customer who calls every four days; the sample calls repeat in turn. */
export function pastCall(n: number): SampleCall {
  const usual = samples.filter(({ call_id }) => !UNUSUAL.has(call_id));
  const { call_id, windows } = usual[n % usual.length] ?? { call_id: '', windows: [] };
  return {
    call_id: `${call_id}-${n}`,
    windows: windows.map(({ client_email: _, ...window }) => ({
      ...JSON.parse(daysEarlier(JSON.stringify(window), 4 * n)),
      call_id: `${call_id}-${n}`,
    })),
  };
}

/**
 * A call of some minutes, with a turn every five seconds. All sample calls together make an hour. Longer calls repeat
 * them; shorter calls take evenly spread windows, so that all lengths have similar content.
 */
export function callOfMinutes(minutes: number): SampleCall {
  const hour = samples.flatMap(({ windows }) => windows);
  const wanted = (minutes * 60) / SECONDS_A_TURN;
  const step = Math.max(1, Math.floor(60 / minutes));
  const call_id = `call-of-${minutes}-minutes`;
  const windows: CallWindow[] = [];
  for (let n = 0, at = MORNING, turns = 0; turns < wanted; n += 1) {
    const window = hour[(n * step) % hour.length];
    const said = turnsOf(window).map((turn) => {
      at += SECONDS_A_TURN * 1000;
      return { ...turn, timestamp: new Date(at).toISOString() };
    });
    turns += said.length;
    const { aiTips = '[]', activityFeed = '[]' } = window ?? {};
    const created_at = new Date(at).toISOString();
    windows.push({
      call_id,
      window_number: n,
      turns: JSON.stringify(said),
      aiTips,
      activityFeed,
      created_at,
    });
  }
  return { call_id, windows };
}

function turnsOf(window: CallWindow | undefined): Turn[] {
  try {
    return JSON.parse(String(window?.turns));
  } catch {
    return [];
  }
}

function daysEarlier(text: string, days: number): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (time) =>
    new Date(Date.parse(time) - days * DAY_MS).toISOString(),
  );
}
