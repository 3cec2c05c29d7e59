import type { Issue } from '@live-assist/core';
import { nameMeant } from './name-meant.ts';
import type { UnknownField } from './unknown-fields.ts';

/** Longest part of an unknown name in an answer, in characters. */
const MAX_NAME = 64;

/** The report about unknown fields. */
export interface UnknownFieldReport {
  /** The problem with the first field, for a person. It never contains an unknown name. */
  sentence: string;
  issues: Issue[];
}

/**
 * Reports the first unknown fields.
 *
 * @param fields - At least one field.
 * @param notYet - Top-level field names that a later version will accept.
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

/** Most names in one log line. */
const MOST_NAMES = 20;

/**
 * Counts each unknown name of a body for the log. Only plain names are listed, because they cannot hold an address or a
 * number of a person; all others count as `other`.
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

// A telephone or card number has more digits than this.
const PLAIN_NAME = /^(?!__proto__$)(?=(?:\D*\d){0,3}\D*$)[A-Za-z_][\w-]{0,39}$/;

function shown(name: string): string {
  const plain = name.slice(0, MAX_NAME).replace(/[^\p{L}\p{N}_$.\- ]/gu, '?');
  return plain === '' ? '?' : plain;
}
