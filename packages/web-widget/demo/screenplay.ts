/** One turn of a scripted call, or a tool call that the assistant makes during silence. */
export type Cue =
  | { kind: 'turn'; speaker: 'agent' | 'customer'; text: string }
  | { kind: 'hold'; seconds: number }
  | { kind: 'tool'; name: string; output: string };

/** A call that can be played. */
export interface ScriptedCall {
  title: string;
  agent: string;
  /** How many days before the day of the demo it happens. Its turns bear times of that day. */
  daysAgo: number;
  cues: Cue[];
}

/** A customer who rings in the demo, with the calls that are written for them, in order. */
export interface ScriptedCustomer {
  name: string;
  client_email: string;
  company: string;
  /** Why they call, in a few words. */
  about: string;
  script: ScriptedCall[];
}

/**
 * Reads a call that is written like a play: `A:` is the agent, `C:` the customer, `(9 s)` a wait on hold, and
 * `* Name = answer` a tool call that succeeded. Other lines are errors, so that a slip shows at once.
 *
 * @throws Error with the line that is none of these
 * @param daysAgo - How many days before the day of the demo the call happens.
 * @example screenplay('The promise', 'Leah', 'A: Hello.\n(9 s)\nC: Hi.').cues.length // 3
 */
export function screenplay(title: string, agent: string, text: string, daysAgo = 0): ScriptedCall {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { title, agent, daysAgo, cues: lines.map(cueOf) };
}

function cueOf(line: string): Cue {
  const turn = /^(?<who>[AC]): (?<text>.+)$/.exec(line)?.groups;
  if (turn?.text !== undefined) {
    return { kind: 'turn', speaker: turn.who === 'A' ? 'agent' : 'customer', text: turn.text };
  }
  const seconds = /^\((\d+) s\)$/.exec(line)?.[1];
  if (seconds !== undefined) return { kind: 'hold', seconds: Number(seconds) };
  const [, name, output] = /^\* (.+?) = (.+)$/.exec(line) ?? [];
  if (name !== undefined && output !== undefined) return { kind: 'tool', name, output };
  throw new Error(`This line of the script cannot be read: ${line}`);
}
