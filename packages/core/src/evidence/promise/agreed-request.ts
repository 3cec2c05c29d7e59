import type { Evidence, TurnEvidence } from '../../analytics/findings.ts';
import type { Call } from '../../call/call.ts';
import { plainTurn } from '../evidence.ts';
import { denies } from '../taken-back.ts';

const AGREES =
  /^\W*(?:(?:oh|well|um|uh|ok|okay|right)[,. ]+)*(?:yes|yeah|yep|sure|of course|absolutely|certainly|definitely|no problem|will do|that's right|correct|(?:i|we)(?:'ll| will)\b)/i;
// A question, or an order: "Please call me on Friday."
const ASKS = /\?$|^\W*(?:\w+,? ){0,2}(?:please|i(?:'d like| need| want) you to)\b/i;
const LONGEST_ANSWER = 160;

/**
 * The question that a promise agrees to: of "Will you ring me on Friday?" "Yes, I will" the promise is the second, and what
 * is promised stands in the first. [] unless the quoted turn agrees in a few words to the turn right before it, of the
 * other side, which asks. English.
 *
 * @param said - The words of the promise.
 * @param given - The evidence of the analyst, of any speaker, each already found in its turn.
 */
export function agreedRequest(call: Call, said: TurnEvidence, given: readonly Evidence[]): TurnEvidence[] {
  const place = call.turns.findIndex(
    ({ windowNumber, index }) => windowNumber === said.window_number && index === said.turn,
  );
  const [answer, question] = [call.turns[place], call.turns[place - 1]];
  if (answer === undefined || question === undefined || question.speaker === answer.speaker) return [];
  const words = plainTurn(answer.text);
  if (words.length > LONGEST_ANSWER || !AGREES.test(words) || denies(words)) return [];
  return given.filter(
    (item): item is TurnEvidence =>
      'quote' in item &&
      item.window_number === question.windowNumber &&
      item.turn === question.index &&
      ASKS.test(item.quote.trim()),
  );
}
