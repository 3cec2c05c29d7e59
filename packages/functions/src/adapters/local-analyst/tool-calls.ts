import type { ActivityEvidence, CallActivity } from '@live-assist/core';
import type { ToolRules } from '@live-assist/core/call/tool-name';
import { readTool, type ToolReading } from '@live-assist/core/evidence/tool-call';

/** A tool call, interpreted from its name, input and answer. */
export interface ToolCall extends ToolReading {
  activity: CallActivity;
  /** What was done, in the past tense ("Cancelled reservation"); null unless an act was carried out. */
  done: string | null;
  /** The verb of an act ("cancel"); null for other tools. */
  verb: string | null;
}

/** Interprets a tool call. */
export function readToolCall(activity: CallActivity, rules: ToolRules): ToolCall {
  const reading = readTool(activity, rules);
  const { kind, outcome, words, verbAt } = reading;
  const verb = kind === 'act' ? (words[verbAt] ?? null) : null;
  // `cancel_reservation` that answers with the record has cancelled; `ride_book` that answers with a ride may
  // only have looked for one, so a name that starts with a noun needs a confirmation.
  const carriedOut = outcome === 'confirmed' || (outcome === 'silent' && verbAt === 0);
  const done = kind === 'act' && carriedOut ? doneBy(words, verbAt) : null;
  return { ...reading, activity, done, verb };
}

/** The tool call as evidence. */
export function activityEvidence({ windowNumber, index, name }: CallActivity): ActivityEvidence {
  return { window_number: windowNumber, activity: index, name };
}

const IRREGULAR: Record<string, string> = {
  cancel: 'cancelled',
  debit: 'debited',
  hold: 'held',
  make: 'made',
  pay: 'paid',
  reset: 'reset',
  send: 'sent',
  resend: 'resent',
  set: 'set',
  ship: 'shipped',
  stop: 'stopped',
  submit: 'submitted',
  swap: 'swapped',
  top: 'topped',
  transfer: 'transferred',
  withdraw: 'withdrawn',
  write: 'wrote',
};

function doneBy(words: readonly string[], verbAt: number): string {
  const verb = words[verbAt];
  // A tool name must not become an amount or a number.
  const rest = words.filter((word, at) => at !== verbAt && !/\d/.test(word)).join(' ');
  const text = verb === undefined ? `Carried out: ${rest}` : `${pastOf(verb)} ${rest}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.trim().slice(0, 120);
}

function pastOf(verb: string): string {
  const known = Object.hasOwn(IRREGULAR, verb) ? IRREGULAR[verb] : undefined;
  if (known !== undefined) return known;
  if (verb.endsWith('e')) return `${verb}d`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
}
