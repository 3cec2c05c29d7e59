import type { Call, CallActivity, CallWindow, Speaker } from '../call/call.ts';
import { storedBytes } from '../call/call-size.ts';
import { decodeActivity, decodeCall, decodeTip, decodeTurn } from '../call/decode-call.ts';
import { withoutMarks } from '../call/ordinary-text.ts';
import { isRoleLabel, type SpeakerMap, speakerMapOf } from '../call/roles.ts';
import type { Clock, OwnWork } from '../ports/clock.ts';
import { ownWorkOn, pausesOn } from '../ports/own-work.ts';
import { listOf } from '../shared/json-list.ts';
import { finished, inSteps } from '../shared/steps.ts';
import { parseStamp } from '../shared/timestamps.ts';
import { type Say, sameForm, type Texts, textsOfWindows, withoutTexts } from './collected-texts.ts';
import { redactCall, redactCallInSteps } from './redact.ts';

/** Attributes that hold no free text, and the address of the customer, which stays. */
const KEPT: ReadonlySet<string> = new Set([
  'call_id',
  'window_number',
  'created_at',
  'client_email',
  'timestamp_marks',
  'time_zone',
  'continues',
  'alias_hash',
  'contentHash',
  'final',
  'analyze',
  'expires_at',
]);
/** An item of DynamoDB may have 400 KB; a window is at most 350 KB when it is recorded. */
const LARGEST_BYTES = 390 * 1024;
const COLUMNS = ['turns', 'aiTips', 'activityFeed'] as const;

/**
 * The windows of one call with every secret replaced, as `redactCall` finds them: in turns, tips, tool calls, and in
 * whatever else a writer has left in the row. `client_email` alone may still hold an address. Entries keep their places,
 * and a column keeps its form (JSON text or list). A window in which nothing is found is returned as it is, and redacting
 * what comes out changes nothing: an analysis reads the same from windows before and after they are redacted in place.
 *
 * @param windows - All windows of the call, or neighbouring ones, because a secret may be cut by their borders.
 * @param given - Who speaks under which label where no window tells.
 */
export function redactedWindows(
  callId: string,
  windows: readonly CallWindow[],
  given?: ReadonlyMap<string, Speaker>,
): CallWindow[] {
  const { call, windowsOf } = finished(textsOf(callId, windows, given));
  return finished(windowsOf(redactCall(call)));
}

/**
 * {@link redactedWindows} in steps, so that other requests are answered in between.
 *
 * @returns the windows, and the work on this call as far as it has come, for what follows.
 * @throws LiveAssistError `transcript_too_complex`.
 */
export async function redactedInSteps(
  callId: string,
  windows: readonly CallWindow[],
  clock: Clock,
  given?: ReadonlyMap<string, Speaker>,
): Promise<{ windows: CallWindow[]; work: OwnWork }> {
  const { call, windowsOf } = await inSteps(textsOf(callId, windows, given), pausesOn(clock));
  const work = ownWorkOn(call, clock);
  return { windows: await inSteps(windowsOf(await redactCallInSteps(call, work)), work), work };
}

/**
 * All texts of some windows as one call, and the windows as they are when these texts are redacted; each `yield` is a
 * place to pause.
 */
function* textsOf(
  callId: string,
  windows: readonly CallWindow[],
  given: ReadonlyMap<string, Speaker> | undefined,
): Generator<undefined, { call: Call; windowsOf: (redacted: Call) => Generator<undefined, CallWindow[]> }> {
  const ordered = [...windows].sort((a, b) => a.window_number - b.window_number);
  const texts = textsOfWindows();
  const speakers = speakerMapOf(ordered, given);
  const drafts: { window: CallWindow; draft: Map<string, Say> }[] = [];
  for (const window of ordered) {
    drafts.push({ window, draft: draftOf(window, texts, speakers) });
    yield;
  }
  const call: Call = { ...decodeCall(callId, []), ...texts.collected };
  function* windowsOf(redacted: Call): Generator<undefined, CallWindow[]> {
    const result = new Map<CallWindow, CallWindow>();
    for (const { window, draft } of drafts) {
      const clean = applied(window, draft, redacted);
      const fits = clean === window || storedBytes(clean) <= LARGEST_BYTES;
      result.set(window, fits ? clean : applied(window, draft, withoutTexts(call, redacted)));
      yield;
    }
    return windows.map((window) => result.get(window) ?? window);
  }
  return { call, windowsOf };
}

function draftOf(window: CallWindow, texts: Texts, speakers: SpeakerMap): Map<string, Say> {
  const { window_number: at } = window;
  const draft = new Map<string, Say>();
  for (const name of COLUMNS) {
    const column = window[name];
    if (column === undefined || column === null) continue;
    const entries = listOf(column);
    if (entries === null) {
      draft.set(name, texts.value(column, at));
      continue;
    }
    const turnOf: typeof tipEntry = (...given) => turnEntry(...given, speakers);
    const entryOf = { turns: turnOf, aiTips: tipEntry, activityFeed: activityEntry }[name];
    const said = entries.map((entry, index) => entryOf(entry, at, index, texts));
    draft.set(name, (call) => {
      const values = said.map((say) => say(call));
      if (values.every((value, index) => value === entries[index])) return column;
      return typeof column === 'string' ? JSON.stringify(values) : values;
    });
  }
  for (const [name, value] of Object.entries(window)) {
    const isText =
      (typeof value === 'string' && value !== '') || (typeof value === 'object' && value !== null);
    if (isText && !KEPT.has(name) && !draft.has(name)) draft.set(name, texts.value(value, at));
  }
  return draft;
}

function applied(window: CallWindow, draft: Map<string, Say>, call: Call): CallWindow {
  const changes = [...draft].flatMap(([name, say]) => {
    const value = say(call);
    return value === window[name as keyof CallWindow] ? [] : [[name, value]];
  });
  return changes.length === 0 ? window : { ...window, ...Object.fromEntries(changes) };
}

function turnEntry(entry: unknown, at: number, index: number, texts: Texts, speakers: SpeakerMap): Say {
  const decoded = decodeTurn(entry, at, index, speakers);
  if (decoded === null) return texts.value(entry, at);
  const { identity } = decoded;
  // A mark or a tag within a number hides it from no reader.
  const turn = { ...decoded.turn, text: withoutMarks(decoded.turn.text) };
  const fields = entry as Record<string, unknown>;
  const say = turn.text === '' ? () => '' : texts.turn(turn, identity);
  const { transcript, begin_ms, end_ms, speaker, timestamp, ...others } = fields;
  const rest = {
    ...others,
    // A role is no name, and what can be read as a time is no number of a person.
    ...(speaker !== undefined && !(typeof speaker === 'string' && isRoleLabel(speaker)) && { speaker }),
    ...(parseStamp(timestamp) === null && timestamp != null && { timestamp }),
  };
  const sayRest = restOf(rest, at, texts);
  return (call) => {
    const text = say(call);
    const more = sayRest(call);
    const same = text === turn.text;
    if (same && more === rest) return entry;
    const redacted = merged(fields, rest, more);
    // Two voices may be named by two addresses, of which the same token would be left: their roles stay apart.
    const isNamed = turn.speaker !== 'other' && redacted.speaker !== speaker;
    return { ...redacted, ...(isNamed && { speaker: turn.speaker }), ...(!same && { transcript: text }) };
  };
}

function tipEntry(entry: unknown, at: number, _index: number, texts: Texts): Say {
  const tip = decodeTip(entry);
  if (tip === null) return texts.value(entry, at);
  const fields = entry as Record<string, unknown>;
  const say = texts.tip({ ...tip, windowNumber: at });
  const { tag, content, ...others } = fields;
  const rest = { ...others, ...(typeof tag !== 'string' && tag != null && { tag }) };
  const sayRest = restOf(rest, at, texts);
  return (call) => {
    const said = say(call) as typeof tip;
    const more = sayRest(call);
    if (said.tag === tip.tag && said.content === tip.content && more === rest) return entry;
    return {
      ...merged(fields, rest, more),
      ...(typeof tag === 'string' && { tag: said.tag }),
      content: said.content,
    };
  };
}

function activityEntry(entry: unknown, at: number, index: number, texts: Texts): Say {
  const activity = decodeActivity(entry, at, index);
  if (activity === null) return texts.value(entry, at);
  const fields = entry as Record<string, unknown>;
  const say = texts.activity(activity);
  const { name: _, input, output, status, ...others } = fields;
  const rest = {
    ...others,
    ...(status !== 'success' && status !== 'failed' && status != null && { status }),
  };
  const sayRest = restOf(rest, at, texts);
  return (call) => {
    const said = say(call) as CallActivity;
    const more = sayRest(call);
    const changed = (['input', 'output'] as const).filter((part) => said[part] !== activity[part]);
    if (said.name === activity.name && changed.length === 0 && more === rest) return entry;
    const parts = changed.map((part) => [part, sameForm(fields[part], said[part])]);
    return { ...merged(fields, rest, more), name: said.name, ...Object.fromEntries(parts) };
  };
}

/** What else an entry holds; most hold nothing. */
function restOf(rest: Record<string, unknown>, at: number, texts: Texts): Say {
  return Object.keys(rest).length === 0 ? () => rest : texts.value(rest, at);
}

// A key may be a secret as well, and then has another name afterwards.
function merged(fields: Record<string, unknown>, rest: object, more: unknown): Record<string, unknown> {
  if (more === rest) return { ...fields };
  const kept = Object.entries(fields).filter(([name]) => !(name in rest));
  return { ...Object.fromEntries(kept), ...(typeof more === 'object' && more) };
}
