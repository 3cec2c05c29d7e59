import type { Issue } from '@live-assist/core';
import { nameMeant } from './name-meant.ts';
import type { UnknownField } from './unknown-fields.ts';

/** Longest part of an unknown name that is repeated. */
const MAX_NAME = 64;

/** What is said of fields that are not known. */
export interface UnknownFieldReport {
  /** For a person: what is the matter with the first one. It repeats no name that is not ours. */
  sentence: string;
  issues: Issue[];
}

/**
 * What is said of the first fields that are not known.
 *
 * @param fields - At least one.
 * @param notYet - Names of fields that a later version takes, at the top of the body.
 */
export function unknownFieldReport(
  fields: Iterable<UnknownField>,
  { most, notYet = [] }: { most: number; notYet?: readonly string[] },
): UnknownFieldReport {
  const issues: Issue[] = [];
  let sentence: string | undefined;
  for (const { within, name, known } of fields) {
    const isNotYet = within.length === 0 && notYet.includes(name);
    const message = isNotYet ? NOT_YET : complaintOf(name, known);
    const subject = isNotYet ? name : `A field of ${within.join('.') || 'the body'}`;
    sentence ??= `${subject} ${message}.`;
    issues.push({ path: [...within, shown(name)].join('.'), message });
    if (issues.length === most) break;
  }
  return { sentence: sentence ?? '', issues };
}

const NOT_YET = 'is not taken by this version of the service yet: leave it out';

function complaintOf(name: string, known: readonly string[]): string {
  const meant = nameMeant(name, known);
  return meant === undefined
    ? 'is not known here: leave it out'
    : `is not known here, "${meant}" may be meant`;
}

/** Most names that one line of the log has. */
const MOST_NAMES = 20;

/**
 * How often each unknown name stands in a body, for the log: plain names alone, which can hold no address and no number
 * of a person. All others are counted together, as `other`.
 */
export function countedNames(fields: Iterable<UnknownField>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of fields) {
    const isNamed = PLAIN_NAME.test(name) && (counts.has(name) || counts.size < MOST_NAMES);
    const counted = isNamed ? name : 'other';
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

// A telephone number or a card in a name has more digits than this.
const PLAIN_NAME = /^(?!__proto__$)(?=(?:\D*\d){0,3}\D*$)[A-Za-z_][\w-]{0,39}$/;

function shown(name: string): string {
  const plain = name.slice(0, MAX_NAME).replace(/[^\p{L}\p{N}_$.\- ]/gu, '?');
  return plain === '' ? '?' : plain;
}
