import type { Call } from './call.ts';
import { hasWords } from './speech.ts';
import { countWords } from './words.ts';

/** Fewer words than this are a "Hello? Hello?" to the machine. */
const LEAST_WORDS = 5;

/**
 * True if the call is a message that an agent left on an answering machine: the machine speaks, the customer does not,
 * and the agent says more to it than a greeting.
 */
export function isLeftMessage(call: Call): boolean {
  if (call.answeringMachine !== true) return false;
  if (call.turns.some(({ speaker, text }) => speaker === 'customer' && hasWords(text))) return false;
  let words = 0;
  for (const { speaker, text } of call.turns) {
    if (speaker === 'agent') words += countWords(text);
    if (words >= LEAST_WORDS) return true;
  }
  return false;
}
