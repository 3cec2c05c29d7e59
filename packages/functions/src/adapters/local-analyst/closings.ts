import type { Evidence, Judgement, OpenCommitment } from '@live-assist/core';
import { isQuotable, quoteOf, type Reading, type Sentence } from './reading.ts';
import { doneStatement } from './statements.ts';
import { contentStems, overlap } from './stems.ts';
import { activityEvidence, type ToolCall } from './tool-calls.ts';

type Closing = Judgement['closings'][number];

const MOST = 50;
// Words of a promise that say when or how it is made, not what is promised.
const OF_NO_MATTER = contentStems(
  'monday tuesday wednesday thursday friday saturday sunday tomorrow tonight today week weeks day days hour hours business within morning afternoon evening going soon later month end next original successfully promise',
);

/**
 * Ends of promises that were made in earlier calls, as far as this call tells them: the one who promised says that it
 * is done, the other side says that it came or never came, or a tool call did it. A sentence must share two words of
 * substance with the promise (having received a thing counts for having been sent it); otherwise the promise stays open.
 */
export function findClosings(
  reading: Reading,
  tools: readonly ToolCall[],
  open: readonly OpenCommitment[],
): Closing[] {
  if (open.length === 0) return [];
  const said = reading.sentences
    .filter((sentence) => !sentence.isQuestion && sentence.turn.speaker !== 'other' && isQuotable(sentence))
    .map((sentence) => ({ sentence, stems: contentStems(sentence.plain) }));
  return open
    .flatMap((promise): Closing[] => {
      const matter = new Set([...contentStems(promise.text)].filter((word) => !OF_NO_MATTER.has(word)));
      for (const { sentence, stems } of said) {
        const status = statusIn(sentence, stems, promise, matter, reading.call.endedAt);
        if (status !== null) return [{ commitment_id: promise.id, status, evidence: [quoteOf(sentence)] }];
      }
      const evidence = promise.owner === 'agent' ? doneByTool(tools, matter) : null;
      return evidence === null ? [] : [{ commitment_id: promise.id, status: 'kept', evidence: [evidence] }];
    })
    .slice(0, MOST);
}

function statusIn(
  sentence: Sentence,
  stems: ReadonlySet<string>,
  { owner, dueAt }: OpenCommitment,
  matter: ReadonlySet<string>,
  endedAt: number | null,
): Closing['status'] | null {
  const { plain, turn } = sentence;
  const shared = overlap(stems, matter);
  if (shared === 0 || DOUBTFUL.test(plain)) return null;
  if (turn.speaker === owner) return shared >= 2 && saysDone(sentence) ? 'kept' : null;
  // The other side speaks of what came, or did not.
  const goods = overlap(matter, SENDING) > 0 ? 1 : 0;
  if (shared + goods < 2) return null;
  if (NEVER_CAME.test(plain)) return isDue(dueAt, endedAt) ? 'broken' : null;
  return CAME.test(plain) && !/\b(?:not|never)\b|n't\b/i.test(plain) ? 'kept' : null;
}

const SENDING = contentStems(
  'send email mail post ship deliver forward fax refund credit replace dispatch text return',
);
const CAME =
  /\b(?:(?:i|we)(?:'ve| have|) (?:just |already |now |finally )*(?:got|received)\b|(?:has |have |)(?:just |already |finally )*(?:arrived|came|come) (?:through|in|today|yesterday|on|this|last)\b|(?:has|have) (?:just |already |finally )*(?:arrived|come)\b|(?:arrived|came)\b|you (?:called|rang|phoned|emailed|sent)\b|thank(?:s| you) for (?:sending|calling|emailing|the))/i;
const NEVER_CAME =
  /\b(?:never|nobody|no one|no-one)\b[^.!?]{0,40}\b(?:got|get|received|came|come|arrived|called|rang|phoned|emailed|sent|contacted|heard|showed)\b|\b(?:haven't|have not|hasn't|has not|didn't|did not|don't|still not)\b[^.!?]{0,30}\b(?:got|get|gotten|received?|come|came|arrived?|called|call|rung|phoned|emailed|email|sent|send|contacted|heard|hear|seen)\b|\bstill waiting (?:for|on)\b/i;
const DONE_BY_SPEAKER =
  /\b(?:i|we)(?:'ve| have|) (?:just |already |now |also )*(?:sent|e-?mailed|mailed|posted|called|rung|phoned|texted|paid|returned|uploaded|filled (?:in|out)|signed|submitted|forwarded|refunded|credited|issued|shipped|ordered|cancell?ed|updated|changed|booked|arranged|spoken|contacted|sorted|fixed)\b/i;
const DOUBTFUL =
  /\b(?:if|unless|whether|when|would|could|should|might|may|will|going to|want|need|please)\b|'ll\b/i;

function saysDone(sentence: Sentence): boolean {
  return (
    doneStatement(sentence) !== null ||
    (DONE_BY_SPEAKER.test(sentence.plain) && !/\b(?:not|never)\b|n't\b/i.test(sentence.plain))
  );
}

// What is not due yet cannot have been broken.
function isDue(dueAt: string | null, endedAt: number | null): boolean {
  return dueAt === null || endedAt === null || dueAt < new Date(endedAt).toISOString().slice(0, 10);
}

function doneByTool(tools: readonly ToolCall[], matter: ReadonlySet<string>): Evidence | null {
  const tool = tools.find(({ done }) => done !== null && overlap(contentStems(done), matter) >= 2);
  return tool === undefined ? null : activityEvidence(tool.activity);
}
