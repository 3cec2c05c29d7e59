import type { Judgement } from '@live-assist/core';
import { contentStems, overlap } from '../stems.ts';
import { type EarlierPromise, OF_NO_MATTER, readPromise, without } from './earlier-promises.ts';

type Closing = Judgement['closings'][number];

const AGAIN = /\b(?:again|instead|another|new|re-?send|this time|definitely|still|right away)\b/i;

/**
 * Finds which promises the call makes again: one of the same side with the same object. A mere "I'll call you" makes a
 * promise to call again when the call tells that it was missed or tried.
 *
 * @param told - What else the call tells of them.
 */
export function renewalsOf(
  promises: readonly EarlierPromise[],
  made: Judgement['commitments'],
  told: ReadonlyMap<EarlierPromise, { missed?: Closing; other?: Closing }>,
): Map<EarlierPromise, Closing> {
  const renewed = new Map<EarlierPromise, Closing>();
  for (const { text, owner, conditional, evidence } of made) {
    const [said] = evidence;
    if (said === undefined || !('quote' in said) || conditional === true) continue;
    const next = readPromise({ id: text, text, owner, dueAt: null });
    const fitting = promises
      .filter(
        (promise) =>
          promise.commitment.owner === owner && promise.commitment.id !== text && !renewed.has(promise),
      )
      .map((promise) => ({ promise, shared: sharedWith(promise, next, told.get(promise), said.quote) }))
      .filter(({ shared }) => shared > 0);
    const most = Math.max(0, ...fitting.map(({ shared }) => shared));
    const best = fitting.filter(({ shared }) => shared === most);
    const [first] = best;
    if (first === undefined || best.length > 1) continue;
    renewed.set(first.promise, {
      commitment_id: first.promise.commitment.id,
      status: 'replaced',
      by: text,
      evidence: [said],
    });
  }
  return renewed;
}

function sharedWith(
  promise: EarlierPromise,
  next: EarlierPromise,
  told: { missed?: Closing; other?: Closing } | undefined,
  quote: string,
): number {
  const isTold =
    told?.missed !== undefined || told?.other?.status === 'attempted' || told?.other?.status === 'withdrawn';
  const objects = without(contentStems(next.commitment.text), OF_NO_MATTER);
  const shared = overlap(promise.object, objects) + overlap(promise.by, objects);
  if (shared > 0) return promise.wasKept && !isTold ? 0 : shared + overlap(promise.matter, next.matter);
  if (promise.kind !== next.kind || !isTold || promise.wasKept) return 0;
  // "I'll call you again tomorrow", "I'll send it out today", of what was just said to be missed.
  return promise.kind === 'contact' || next.object.size === 0 || AGAIN.test(quote) ? 0.5 : 0;
}
