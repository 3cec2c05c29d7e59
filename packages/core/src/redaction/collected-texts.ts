import type { Call, CallActivity, Turn } from '../call/call.ts';

/** What a redacted call says at the place that was asked for. */
export type Say = (call: Call) => unknown;

/** Collects the texts of a call, each under the place from which its redacted form is fetched. */
export function textsOfWindows() {
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
export type Texts = ReturnType<typeof textsOfWindows>;

/** The call with one token for each text that was changed: tokens may be longer than what they stand for. */
export function withoutTexts(call: Call, redacted: Call): Call {
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

/** Null for what is nested too deeply to be written as JSON: nothing tells what it holds. */
function textOf(value: unknown): string | null {
  try {
    return typeof value === 'string' ? value : JSON.stringify(value);
  } catch {
    return null;
  }
}

/** A text for a text, and for any other value what the text says as JSON. */
export function sameForm(value: unknown, said: string): unknown {
  if (typeof value === 'string') return said;
  try {
    return JSON.parse(said);
  } catch {
    return said;
  }
}
