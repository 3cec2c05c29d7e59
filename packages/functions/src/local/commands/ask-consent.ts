import { createInterface } from 'node:readline/promises';
import { guessedCalls, withoutGuesses } from '../../import/plan/consent.ts';
import type { Plan } from '../../import/plan/plan-all.ts';
import { sentenceOf } from '../../import/plan/report.ts';

/**
 * Asks the person at the terminal about sides that were guessed; without a terminal, or without a yes, these calls are refused.
 *
 * @param mayAsk - False where standard input is a file to import.
 */
export async function withConsent(plan: Plan, mayAsk: boolean): Promise<Plan> {
  const guessed = guessedCalls(plan);
  if (guessed.length === 0) return plan;
  if (!mayAsk || !process.stdin.isTTY || !process.stderr.isTTY) return withoutGuesses(plan);
  for (const { line } of guessed) console.error(sentenceOf({ ...line, outcome: 'would import' }));
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(
    `Import ${guessed.length} calls with these sides? Type yes to do so: `,
  );
  terminal.close();
  return answer.trim().toLowerCase() === 'yes' ? plan : withoutGuesses(plan);
}
