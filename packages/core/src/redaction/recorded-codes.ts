import type { Activity, AiTip, CallWindow, RecordedTurn } from '../call/call.ts';
import { decodeActivity, decodeTip, decodeTurn } from '../call/decode-call.ts';
import { withoutMarks } from '../call/ordinary-text.ts';
import type { Clock } from '../ports/clock.ts';
import { pausesOn } from '../ports/own-work.ts';
import { listOf } from '../shared/json-list.ts';
import { finished, inSteps } from '../shared/steps.ts';
import { redact } from './redact.ts';
import { securityCodesRemoved } from './secrets/security-code.ts';

/**
 * A window without the security codes of cards, whatever the form of its columns. What cannot be read as turns, tips and
 * tool calls is left as it is; a column that is no list at all is redacted whole, because nothing tells what it holds.
 *
 * @returns the same object when nothing was found.
 */
export function withoutCodesOf(window: CallWindow): CallWindow {
  return finished(codesRemoved(window));
}

/** {@link withoutCodesOf} in steps, so that other requests are answered in between. */
export async function withoutCodesInSteps(window: CallWindow, clock: Clock): Promise<CallWindow> {
  return inSteps(codesRemoved(window), pausesOn(clock));
}

function* codesRemoved(window: CallWindow): Generator<undefined, CallWindow> {
  const columns = {
    turns: readable<RecordedTurn>(window.turns, decodeTurn),
    aiTips: readable<AiTip>(window.aiTips, decodeTip),
    activityFeed: readable<Activity>(window.activityFeed, textActivity),
  };
  const texts = {
    // A mark or a tag within a code hides it from no reader.
    turns: columns.turns.entries.map((turn) => ({ ...turn, transcript: withoutMarks(turn.transcript) })),
    aiTips: columns.aiTips.entries,
    activityFeed: columns.activityFeed.entries,
  };
  const clean = yield* securityCodesRemoved(texts);
  const changes = (Object.keys(columns) as (keyof typeof columns)[]).flatMap((name) => {
    const column = window[name];
    const { list, places } = columns[name];
    if (list === null)
      return typeof column === 'string' && redact(column) !== column ? [[name, redact(column)]] : [];
    const cleaned: readonly unknown[] = clean[name];
    const changed = places.flatMap((place, index): [number, unknown][] =>
      JSON.stringify(cleaned[index]) === JSON.stringify(texts[name][index]) ? [] : [[place, cleaned[index]]],
    );
    if (changed.length === 0) return [];
    const whole = [...list];
    for (const [place, entry] of changed) whole[place] = entry;
    return [[name, typeof column === 'string' ? JSON.stringify(whole) : whole]];
  });
  return changes.length === 0 ? window : { ...window, ...Object.fromEntries(changes) };
}

/** The entries of a column that have the agreed shape, and their places in it. */
function readable<Entry>(
  column: unknown,
  decode: (entry: unknown, windowNumber: number, index: number) => unknown,
) {
  const list = listOf(column ?? []);
  const places = [...(list ?? []).keys()].filter((place) => decode(list?.[place], 0, place) !== null);
  return { list, places, entries: places.map((place) => list?.[place] as Entry) };
}

// A direct writer may have left objects where texts are agreed.
function textActivity(entry: unknown, windowNumber: number, index: number) {
  const activity = decodeActivity(entry, windowNumber, index);
  const { input, output } = entry as Activity;
  const isText = (value: unknown) => value === undefined || value === null || typeof value === 'string';
  return activity !== null && isText(input) && isText(output) ? activity : null;
}
