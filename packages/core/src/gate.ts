import type { Claimed, Closing, Commitment, Evidence, Judgement, TurnEvidence } from './analytics.ts';
import { dayInZone } from './calendar.ts';
import type { Call, Speaker } from './call.ts';
import { resolveDueDate } from './due-date.ts';
import { holdsQuote, isPlain, stands, type Transcript, transcriptOf } from './evidence.ts';
import type { OpenCommitment } from './ports.ts';

/** What is left of a judgement's claims, each with evidence that stands. */
export interface CheckedClaims {
  keyInsights: Claimed[];
  actionItems: Claimed[];
  deliverables: Claimed[];
  improvementAreas: Claimed[];
  commitments: Commitment[];
  /** Without `at`: the key of the row, which is the time of a closing, is known only when it is written. */
  closings: Omit<Closing, 'at'>[];
  /** How many claims were refused. */
  dropped: number;
}

const ANYONE: readonly Speaker[] = ['agent', 'customer', 'other'];
const EVERY_EVIDENCE = 3;
// Bounds the row: twenty promises and fifty closings of the longest texts still fit (300 KB).
const COMMITMENT_EVIDENCE = 2;
const CLOSING_EVIDENCE = 1;

/**
 * The evidence gate: keeps the claims that the call bears out and counts those that it does not. A deliverable is
 * what the agent said or a tool call did; a promise is in the words of the one who made it; a promise of an
 * earlier call is closed only by words or a tool call of this one.
 *
 * @param openCommitments - The promises that the analyst was given; closings of any other are refused.
 * @param endedAt - When the call was: due dates count from its day in `timeZone`. Without it they are null.
 */
export function checkClaims(
  judgement: Judgement,
  call: Call,
  openCommitments: readonly OpenCommitment[],
  endedAt: number | null,
  timeZone: string,
): CheckedClaims {
  const transcript = transcriptOf(call);
  let dropped = 0;
  const refuse = () => {
    dropped += 1;
    return [];
  };
  const claims = (list: readonly Claimed[], by: readonly Speaker[]): Claimed[] =>
    list.flatMap((claim) => {
      const evidence = standing(claim.evidence, transcript, by, EVERY_EVIDENCE);
      return evidence.length > 0 && isPlain(claim.text) ? [{ text: claim.text, evidence }] : refuse();
    });

  const callDay = endedAt === null ? null : dayInZone(endedAt, timeZone);
  const made = judgement.commitments.flatMap((claim) => {
    const evidence = standing(claim.evidence, transcript, [claim.owner], COMMITMENT_EVIDENCE);
    const said = evidence.find((item) => 'quote' in item);
    const words = said === undefined ? '' : (transcript.turn(said.window_number, said.turn)?.text ?? '');
    if (said === undefined || !isPlain(claim.text)) return refuse();
    const { text, owner } = claim;
    return [{ text, owner, evidence, said, words, dueAt: dueDate(claim.due, words, callDay) }];
  });

  const open = new Set(openCommitments.map((commitment) => commitment.id));
  const closings = judgement.closings.flatMap(({ commitment_id, status, evidence: given }) => {
    const evidence = standing(given, transcript, ['agent', 'customer'], CLOSING_EVIDENCE);
    // One promise has one end: a second closing of it is refused like one that was never asked for.
    if (evidence.length === 0 || !open.delete(commitment_id)) return refuse();
    return [{ commitment_id, status, evidence }];
  });

  return {
    keyInsights: claims(judgement.keyInsights, ANYONE),
    actionItems: claims(judgement.actionItems, ANYONE),
    deliverables: claims(judgement.deliverables, ['agent']),
    improvementAreas: claims(judgement.improvementAreas, ANYONE),
    commitments: numbered(call.callId, made),
    closings,
    dropped,
  };
}

function standing(
  evidence: readonly Evidence[],
  transcript: Transcript,
  by: readonly Speaker[],
  most: number,
): Evidence[] {
  return evidence.filter((item) => stands(item, transcript, by)).slice(0, most);
}

function dueDate(due: string | null, words: string, callDay: string | null): string | null {
  return due !== null && callDay !== null && holdsQuote(words, due) ? resolveDueDate(due, callDay) : null;
}

interface Made extends Omit<Commitment, 'id'> {
  said: TurnEvidence;
  /** The whole turn in which it was said. */
  words: string;
}

// The id follows from where the promise was said, not from the order in which an analyst lists it, so that a
// change made by hand still finds its promise after a re-analysis.
function numbered(callId: string, made: readonly Made[]): Commitment[] {
  const byTurn = new Map<string, Made[]>();
  for (const promise of made) {
    const turn = `${promise.said.window_number}:${promise.said.turn}`;
    byTurn.set(turn, [...(byTurn.get(turn) ?? []), promise]);
  }
  return [...byTurn].flatMap(([turn, promises]) =>
    promises
      .toSorted((a, b) => a.words.indexOf(a.said.quote) - b.words.indexOf(b.said.quote))
      .map(({ text, owner, dueAt, evidence }, n) => ({
        id: `${callId}:${turn}:${n}`,
        text,
        owner,
        dueAt,
        evidence,
      })),
  );
}
