import type { Call, CallActivity, CallWindow, Turn } from './call.ts';
import { storedBytes } from './call-size.ts';
import { decodeActivity, decodeCall, decodeTip, decodeTurn } from './decode.ts';
import { listOf } from './list-column.ts';
import { redactCall } from './redact.ts';
import { parseStamp } from './timestamps.ts';

/** What a redacted call says at the place that was asked for. */
type Say = (call: Call) => unknown;

/** Attributes that hold no free text, and the address of the customer, which stays. */
const KEPT: ReadonlySet<string> = new Set([
  'call_id',
  'window_number',
  'created_at',
  'client_email',
  'timestamp_marks',
  'time_zone',
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
 */
export function redactedWindows(callId: string, windows: readonly CallWindow[]): CallWindow[] {
  const ordered = [...windows].sort((a, b) => a.window_number - b.window_number);
  const texts = collector();
  const drafts = ordered.map((window) => ({ window, draft: draftOf(window, texts) }));
  const call = { ...decodeCall(callId, []), ...texts.collected };
  const redacted = redactCall(call);
  const result = new Map<CallWindow, CallWindow>();
  for (const { window, draft } of drafts) {
    const clean = applied(window, draft, redacted);
    const fits = clean === window || storedBytes(clean) <= LARGEST_BYTES;
    result.set(window, fits ? clean : applied(window, draft, withoutTexts(call, redacted)));
  }
  return windows.map((window) => result.get(window) ?? window);
}

/** The call with one token for each text that was changed: tokens may be longer than what they stand for. */
function withoutTexts(call: Call, redacted: Call): Call {
  const short = (before: string | undefined, now: string) => (before === now ? now : '[SECRET]');
  return {
    ...redacted,
    turns: redacted.turns.map((turn, at) => ({ ...turn, text: short(call.turns[at]?.text, turn.text) })),
    tips: redacted.tips.map((tip, at) => ({
      ...tip,
      tag: short(call.tips[at]?.tag, tip.tag),
      content: short(call.tips[at]?.content, tip.content),
    })),
    activities: redacted.activities.map((activity, at) => ({
      ...activity,
      name: short(call.activities[at]?.name, activity.name),
      input: short(call.activities[at]?.input, activity.input),
      output: short(call.activities[at]?.output, activity.output),
    })),
  };
}

/** Collects the texts of a call, each under the place from which its redacted form is fetched. */
function collector() {
  const turns: Turn[] = [];
  const tips: Call['tips'] = [];
  const activities: CallActivity[] = [];
  const places = new Map<string, number>();
  return {
    collected: { turns, tips, activities },
    /** A turn that is repeated is read once: otherwise it would stand between the two parts of a secret. */
    turn(turn: Turn, identity: string | null): Say {
      const place = (identity === null ? undefined : places.get(identity)) ?? turns.push(turn) - 1;
      if (identity !== null) places.set(identity, place);
      return (call) => call.turns[place]?.text;
    },
    tip(tip: Call['tips'][number]): Say {
      const place = tips.push(tip) - 1;
      return (call) => call.tips[place];
    },
    activity(activity: CallActivity): Say {
      const place = activities.push(activity) - 1;
      return (call) => call.activities[place];
    },
    /** Any value; as JSON it keeps its form. */
    value(value: unknown, windowNumber: number): Say {
      const input = textOf(value);
      if (input === null) return () => '[SECRET]';
      const place =
        activities.push({ windowNumber, index: 0, name: '', input, output: '', succeeded: false }) - 1;
      return (call) => {
        const said = call.activities[place]?.input ?? input;
        return said === input ? value : sameForm(value, said);
      };
    },
  };
}
type Texts = ReturnType<typeof collector>;

function draftOf(window: CallWindow, texts: Texts): Map<string, Say> {
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
    const entryOf = { turns: turnEntry, aiTips: tipEntry, activityFeed: activityEntry }[name];
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

function turnEntry(entry: unknown, at: number, index: number, texts: Texts): Say {
  const decoded = decodeTurn(entry, at, index);
  if (decoded === null) return texts.value(entry, at);
  const { turn, identity } = decoded;
  const fields = entry as Record<string, unknown>;
  const say = turn.text === '' ? () => '' : texts.turn(turn, identity);
  const { transcript, begin_ms, end_ms, speaker, timestamp, ...others } = fields;
  const rest = {
    ...others,
    // A role is no name, and what can be read as a time is no number of a person.
    ...(turn.speaker === 'other' && speaker !== undefined && { speaker }),
    ...(parseStamp(timestamp) === null && timestamp != null && { timestamp }),
  };
  const sayRest = restOf(rest, at, texts);
  return (call) => {
    const text = say(call);
    const more = sayRest(call);
    const same = text === turn.text;
    return same && more === rest
      ? entry
      : { ...merged(fields, rest, more), ...(!same && { transcript: text }) };
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

/** Null for what is nested too deeply to be written as JSON: nothing tells what it holds. */
function textOf(value: unknown): string | null {
  try {
    return typeof value === 'string' ? value : JSON.stringify(value);
  } catch {
    return null;
  }
}

/** A text for a text, and for any other value what the text says as JSON. */
function sameForm(value: unknown, said: string): unknown {
  if (typeof value === 'string') return said;
  try {
    return JSON.parse(said);
  } catch {
    return said;
  }
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
