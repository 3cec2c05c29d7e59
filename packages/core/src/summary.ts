import { type Judgement, MAX_TEXT } from './analytics.ts';
import type { CheckedClaims } from './gate.ts';
import { latePattern } from './late-pattern.ts';

/**
 * One paragraph made of nothing but claims that passed the evidence gate and words of ours: what it was about, what was
 * done, what was promised, how it ended. Whole parts are left out where it would get longer than {@link MAX_TEXT}.
 *
 * @example summaryOfClaims(judgement, checked)
 * // 'About refund: the refund form never came. Promised: I’ll email you the form by Friday. Left unresolved.'
 */
export function summaryOfClaims(
  judgement: Pick<Judgement, 'category' | 'resolved'>,
  { about, deliverables, commitments }: Pick<CheckedClaims, 'about' | 'deliverables' | 'commitments'>,
): string {
  const topic = judgement.category.replace(/[-_]+/g, ' ');
  const ofAgent = commitments.filter(({ owner }) => owner === 'agent');
  const ofCustomer = commitments.filter(({ owner }) => owner === 'customer');
  const parts = [
    ...(about[0] === undefined ? [`About ${topic}.`] : [`About ${topic}: ${ended(about[0].text)}`]),
    judgement.resolved ? 'Resolved.' : 'Left unresolved.',
    ...listed('Done', deliverables),
    ...listed('Promised by the agent', ofAgent),
    ...listed('Promised by the customer', ofCustomer),
  ];
  let summary = '';
  for (const part of parts) {
    const longer = summary === '' ? part : `${summary} ${part}`;
    if (longer.length <= MAX_TEXT) summary = longer;
  }
  return summary;
}

/** Does a text repeat six words of a turn in a row, or the whole of a shorter one? Case and punctuation do not count. */
export function repeatsTurn(text: string, turn: string): boolean {
  const said = wordsOf(turn);
  const own = ` ${wordsOf(text).join(' ')} `;
  const length = Math.min(said.length, MOST_WORDS_IN_A_ROW);
  if (length === 0) return false;
  return said
    .slice(0, said.length - length + 1)
    .some((_, at) => own.includes(` ${said.slice(at, at + length).join(' ')} `));
}

const MOST_WORDS_IN_A_ROW = 6;

function listed(label: string, claims: readonly { text: string }[]): string[] {
  return claims.length === 0 ? [] : [`${label}: ${ended(claims.map(({ text }) => bare(text)).join('; '))}`];
}

function ended(text: string): string {
  return `${bare(text)}.`;
}

function bare(text: string): string {
  return text.trim().replace(/(?<![.;\s])[.;\s]+$/, '');
}

const WORD = latePattern(String.raw`[\p{L}\p{M}\p{N}]+`, 'gu');

function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD()) ?? [];
}
