import type { Call } from '../call/call.ts';
import type { OwnWork } from '../ports/clock.ts';
import { finished, inSteps } from '../shared/steps.ts';
import { redactConversation, withoutKnown } from './conversation/conversation.ts';
import { nothingKnown, remember } from './conversation/known.ts';
import { type JsonRedactionInSteps, redactJsonInSteps } from './json/json.ts';
import { replaceSecrets, type Secret, type SecretKind } from './reading/lexer.ts';
import { type Reading, type Reads, readInSteps } from './reading/number-runs.ts';
import { redactedText, redactText } from './redact-text.ts';

/**
 * Replaces personal secrets by `[CARD]`, `[BANK_ACCOUNT]`, `[EMAIL]`, `[PHONE]`, `[SECRET]`, `[NATIONAL_ID]`,
 * `[DATE_OF_BIRTH]`, `[ID_DOCUMENT]` and `[ADDRESS]`, written or spoken in English words. Cards pass the Luhn check, IBANs
 * the mod-97 check, national numbers the check of their country; keys and reset links have their published shape;
 * everything else is known by the words around it, in English, German, Spanish, French, Italian, Portuguese and Dutch.
 * Takes time in proportion to the text, never throws, and changes nothing when applied again.
 *
 * @example redact('PIN 4821, call 07700 900123') // 'PIN [SECRET], call [PHONE]'
 */
export function redact(text: string): string {
  return redactedText(text, replaceSecrets);
}

/**
 * A copy of the call with everything redacted that was said, shown, or passed to and from tools (their names
 * too; JSON stays JSON). A call tells more than its sentences: an answer to "what is your PIN?" is redacted though it
 * names no PIN, and so are a secret that is cut by turns and one that is repeated later in the call.
 */
export function redactCall(call: Call): Call {
  return finished(redaction(call));
}

/** {@link redactCall} in steps of a turn or less, so that other requests are answered in between. */
export async function redactCallInSteps(call: Call, work: OwnWork): Promise<Call> {
  return inSteps(redaction(call), work);
}

function* redaction(call: Call): Generator<undefined, Call> {
  const known = nothingKnown();
  const reads = remembering(readInSteps);
  let isFound = false;
  const replace = (text: string, secrets: Secret[]): string => {
    isFound = true;
    for (const { begin, end, kind } of secrets) {
      remember(known, kind, text.slice(begin, end));
    }
    return replaceSecrets(text, secrets);
  };
  const kinds: JsonRedactionInSteps['kinds'] = new Map();
  const first = yield* redactTexts(call, {
    ...once((text) => redactText(text, replace, reads)),
    name: once((name) => redactName(name, replace)).text,
    byKey: (kind, value) => replace(value, [{ begin: 0, end: value.length, kind }]),
    kinds,
  });
  const turns = yield* redactConversation(first.turns, {
    reads,
    replace,
    known,
    found(kind, passage) {
      isFound = true;
      remember(known, kind, passage);
    },
  });
  if (!isFound) return { ...first, turns };
  const replaceKnown = once((text) => withoutKnown(text, known, reads, false));
  const byKey = (kind: SecretKind) => `[${kind}]`;
  return yield* redactTexts({ ...first, turns }, { ...replaceKnown, name: replaceKnown.text, byKey, kinds });
}

type Change = (text: string) => Generator<undefined, string>;

/** The keys and the values of tools come again and again: what stayed as it was is not looked at again. */
function once(change: Change): Pick<JsonRedactionInSteps, 'text' | 'unchanged'> {
  const unchanged = new Set<string>();
  return {
    unchanged,
    *text(text) {
      if (unchanged.has(text)) return text;
      const result = yield* change(text);
      if (result === text) unchanged.add(text);
      return result;
    },
  };
}

function remembering(reads: Reads): Reads {
  const known = new Map<string, Reading>();
  return function* (text) {
    const reading = known.get(text) ?? (yield* reads(text));
    known.set(text, reading);
    return reading;
  };
}

/** The name of a tool, also with its underscores read as spaces: "call_07700900123" is no name of a thing. */
function* redactName(
  name: string,
  replace: (text: string, secrets: Secret[]) => string,
): Generator<undefined, string> {
  return yield* redactText(yield* redactText(name, replace), replace, readName);
}

function* readName(name: string): Generator<undefined, Reading> {
  const reading = yield* readInSteps(name.replace(/_(?!(?:ACCOUNT|ID|OF_BIRTH|BIRTH|DOCUMENT)\])/g, ' '));
  return { ...reading, view: { ...reading.view, original: name } };
}

function* redactTexts(call: Call, how: JsonRedactionInSteps & { name: Change }): Generator<undefined, Call> {
  const turns: Call['turns'] = [];
  for (const turn of call.turns) {
    turns.push({ ...turn, text: yield* how.text(turn.text) });
    yield;
  }
  const tips: Call['tips'] = [];
  for (const tip of call.tips) {
    tips.push({ ...tip, tag: yield* how.text(tip.tag), content: yield* how.text(tip.content) });
    yield;
  }
  const activities: Call['activities'] = [];
  for (const activity of call.activities) {
    const input = yield* redactJsonInSteps(activity.input, how);
    const output = yield* redactJsonInSteps(activity.output, how);
    activities.push({ ...activity, name: yield* how.name(activity.name), input, output });
    yield;
  }
  return { ...call, turns, tips, activities };
}
