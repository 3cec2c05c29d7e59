import type { Activity, AiTip, RecordedTurn } from '../call.ts';
import { secretOf } from './cards.ts';
import { type Atom, replaceSecrets, type Secret } from './lexer.ts';
import { digitsOf, type NumberRun, type Reading, read } from './number-runs.ts';
import { inOriginal } from './plain-view.ts';

/** The texts of one window. */
export interface WindowTexts {
  turns: RecordedTurn[];
  aiTips: AiTip[];
  activityFeed: Activity[];
}

const CODE_WORDS = new Set('cvv cvc cvv2 cvc2 csc cv2'.split(' '));
const FURTHEST = 12;
/** A question is answered within so many turns. */
const TURNS_TO_ANSWER = 4;
const LONGEST_KEY = 64;
const CODE_KEY = /(?:^|_)(?:cvv2?|cvc2?|csc|cv2|security_?code|verification_?value)$/;

/**
 * A window without the security codes of cards (CVV, CVC), which may be stored nowhere: digits that stand near their
 * name, the answer to a question for them, and values under their keys in what tools were given. Everything else stays,
 * letter for letter. Takes time in proportion to the text.
 *
 * @returns the same object when nothing was found.
 */
export function windowWithoutSecurityCodes<Window extends WindowTexts>(window: Window): Window {
  let asked = 0;
  const turns = window.turns.map((turn) => {
    const reading = read(turn.transcript);
    let transcript = replaced(reading, codesIn(reading), turn.transcript);
    if (asked > 0 && transcript === turn.transcript) {
      transcript = replaced(reading, answersIn(reading), turn.transcript);
    }
    asked = namesCode(reading.atoms) ? TURNS_TO_ANSWER : Math.max(0, asked - 1);
    return transcript === turn.transcript ? turn : { ...turn, transcript };
  });
  const aiTips = window.aiTips.map((tip) => changed(tip, { content: clean(tip.content) }));
  const activityFeed = window.activityFeed.map((activity) =>
    changed(activity, {
      ...(activity.input != null && { input: cleanJson(activity.input) }),
      ...(activity.output != null && { output: cleanJson(activity.output) }),
    }),
  );
  const isSame =
    same(turns, window.turns) && same(aiTips, window.aiTips) && same(activityFeed, window.activityFeed);
  return isSame ? window : { ...window, turns, aiTips, activityFeed };
}

function clean(text: string): string {
  const reading = read(text);
  return replaced(reading, codesIn(reading), text);
}

function replaced(reading: Reading, runs: NumberRun[], text: string): string {
  const secrets: Secret[] = runs.map((run) => secretOf(reading.atoms, run, 'SECRET'));
  return secrets.length === 0 ? text : replaceSecrets(text, inOriginal(reading.view, secrets));
}

/** What a tool was given or gave back: JSON stays JSON, and anything else is read as plain text. */
function cleanJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return clean(text);
  try {
    const value: unknown = JSON.parse(text);
    const cleaned = cleanValue(value);
    return cleaned === value ? text : JSON.stringify(cleaned);
  } catch {
    return clean(text);
  }
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanJson(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const cleaned = value.map(cleanValue);
    return same(cleaned, value) ? value : cleaned;
  }
  const fields = value as Record<string, unknown>;
  const cleaned = Object.entries(fields).map(([key, held]): [string, unknown] => [
    key,
    isCodeKey(key) && /^\s*\d{3,4}\s*$/.test(String(held)) ? '[SECRET]' : cleanValue(held),
  ]);
  return cleaned.every(([key, held]) => held === fields[key]) ? value : Object.fromEntries(cleaned);
}

function isCodeKey(key: string): boolean {
  const spelled = key
    .slice(-LONGEST_KEY)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
  return CODE_KEY.test(spelled);
}

/** Runs of three or four digits whose name stands before or after them. */
function codesIn({ atoms, runs }: Reading): NumberRun[] {
  return runs.filter((run) => isCode(run) && namesCode(around(atoms, run)));
}

/** Runs of three or four digits in a turn that says little else. */
function answersIn({ runs, atoms }: Reading): NumberRun[] {
  return atoms.length > 24 ? [] : runs.filter(isCode);
}

function isCode(run: NumberRun): boolean {
  const { length } = digitsOf(run);
  return length === 3 || length === 4;
}

function around(atoms: Atom[], run: NumberRun): Atom[] {
  const first = run[0]?.first ?? 0;
  const last = run.at(-1)?.last ?? 0;
  const before = atoms.slice(Math.max(0, first - FURTHEST), first);
  return [
    ...before.slice(before.findLastIndex(({ text }) => text === '?') + 1),
    ...atoms.slice(last + 1, last + 6),
  ];
}

function namesCode(atoms: Atom[]): boolean {
  return atoms.some(({ text }, at) => {
    if (CODE_WORDS.has(text)) return true;
    const next = atoms[at + 1]?.text ?? '';
    if (text === 'security' || text === 'verification')
      return next === 'code' || next === 'number' || next === 'digits';
    return (
      (text === 'digits' || text === 'numbers' || text === 'code') &&
      atoms.slice(at + 1, at + 5).some(({ text: word }) => word === 'back' || word === 'signature')
    );
  });
}

function changed<Entry extends object>(entry: Entry, parts: Partial<Entry>): Entry {
  return Object.entries(parts).every(([name, value]) => entry[name as keyof Entry] === value)
    ? entry
    : { ...entry, ...parts };
}

function same(list: readonly unknown[], other: readonly unknown[]): boolean {
  return list.every((entry, index) => entry === other[index]);
}
