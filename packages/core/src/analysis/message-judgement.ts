import type { Closing, Judgement } from '../analytics/analytics.ts';
import { withoutClaims } from './sides.ts';

/** What a message can tell of an earlier promise: an attempt at it, and that a newer one takes its place. */
const TOLD_IN_A_MESSAGE: ReadonlySet<string> = new Set(['attempted', 'replaced']);

/**
 * The part of a judgement that a message on an answering machine can bear: promises of the agent and attempts at earlier
 * ones. No one answered, so nothing was solved, delivered or learnt.
 */
export function ofMessage(judgement: Judgement): Judgement {
  const isTold = ({ status }: Pick<Closing, 'status'>) => TOLD_IN_A_MESSAGE.has(status);
  return {
    ...withoutClaims(judgement).judgement,
    commitments: judgement.commitments.filter(({ owner }) => owner === 'agent'),
    closings: judgement.closings.filter(isTold),
  };
}
