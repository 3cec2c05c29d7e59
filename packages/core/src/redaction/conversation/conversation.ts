import type { Turn } from '../../call/call.ts';
import { isLong } from '../../shared/steps.ts';
import { replaceSecrets, type Secret, type SecretKind } from '../reading/lexer.ts';
import type { Reads } from '../reading/number-runs.ts';
import { inOriginal } from '../reading/plain-view.ts';
import { MOST_ROUNDS, redactText, STEPS } from '../redact-text.ts';
import { type KnownSecrets, knownIn } from './known.ts';
import { redactReplies } from './replies.ts';
import { redactSplit, type SplitRedaction } from './split-secrets.ts';

/** How a conversation is redacted. */
export interface ConversationRedaction {
  reads: Reads;
  /** Replaces secrets, and remembers them for the rest of the call. */
  replace: (text: string, secrets: Secret[]) => string;
  /** What is known of the call up to now. */
  known: KnownSecrets;
  /** Is told a secret, with the passage that it covers over all its turns. */
  found(kind: SecretKind, passage: string): void;
}

/** Replaces what no turn tells by itself: secrets cut by turns, and answers. Each `yield` is a place to pause. */
export function* redactConversation(
  turns: Turn[],
  { reads, replace, known, found }: ConversationRedaction,
): Generator<undefined, Turn[]> {
  const split: SplitRedaction = { reads, steps: STEPS, inOriginal, found };
  // What is known by its own cue keeps its kind; the question before it may be for something else.
  const withoutFound = (text: string) => withoutKnown(text, known, reads, true);
  let now = yield* eachTurn(turns, withoutFound);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = now;
    const texts = new Set(before.map(({ text }) => text));
    const joined = yield* redactSplit(now, split);
    const clean = yield* eachTurn(joined, function* (text) {
      return texts.has(text) ? text : yield* redactText(text, replace, reads);
    });
    const answered = yield* redactReplies(clean, {
      reads,
      replace: (text, secrets) => redactText(replace(text, secrets), replace, reads),
      told: found,
    });
    now = yield* eachTurn(answered, withoutFound);
    if (now.every((turn, index) => turn.text === before[index]?.text)) break;
  }
  return now;
}

function* eachTurn(
  turns: Turn[],
  change: (text: string) => Generator<undefined, string>,
): Generator<undefined, Turn[]> {
  const changed: Turn[] = [];
  for (const turn of turns) {
    const text = yield* change(turn.text);
    changed.push(text === turn.text ? turn : { ...turn, text });
    yield;
  }
  return changed;
}

/**
 * Replaces what was found elsewhere in the call; each `yield` is a place to pause.
 *
 * @param inTurn - Whether the text is a turn, in which a secret may also come back in parts.
 */
export function* withoutKnown(
  text: string,
  known: KnownSecrets,
  reads: Reads,
  inTurn: boolean,
): Generator<undefined, string> {
  const secrets = yield* knownIn(text, known, reads, inTurn);
  if (secrets.length === 0) return text;
  const replaced = replaceSecrets(text, secrets);
  if (isLong(text)) yield;
  return yield* redactText(replaced, replaceSecrets, reads);
}
