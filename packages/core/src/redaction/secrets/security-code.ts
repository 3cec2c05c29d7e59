import { finished } from '../../shared/steps.ts';
import { asksAnew, loneNumbers } from '../conversation/alone.ts';
import { cuesBefore } from '../cues/cues.ts';
import { isOnBackOfCard, isSecurityCodeCue, SECURITY_WORDS } from '../cues/security-cue.ts';
import { type JsonRedactionInSteps, redactJsonInSteps } from '../json/json.ts';
import { codeBehindCard } from '../numbers/after-token.ts';
import { cardsInSteps, secretOf } from '../numbers/cards.ts';
import { replaceSecrets, type Secret } from '../reading/lexer.ts';
import { digitsOf, type NumberRun, type Reading, readInSteps, tightParts } from '../reading/number-runs.ts';
import { inOriginal } from '../reading/plain-view.ts';

/** Without one of these words no code is named. */
const NAMES_CODE = new Set([...SECURITY_WORDS, 'front']);
const LEAST = 3;
const MOST = 4;
const AFTER = new Set(['is', 'was', 'are', 'as', 'for', 'that', 'on', 'my', 'the', 'your', 'a', ',']);
const MOST_AFTER = 6;
// An answer may come late ("let me turn it over"), be read back, and be told digit by digit.
const MOST_TURNS = 6;
const MOST_ROUNDS = 8;
const KEY =
  /(?<![^_])(?:cvv2?|cvc2?|csc|cv2|cvn|cid|(?:card_)?security_code|card_verification_(?:value|code|number))$/;

/** What a window of a call says, as `/recordCallWindow` takes it; other fields are kept. */
export interface SpokenWindow {
  turns: readonly { transcript: string }[];
  aiTips?: readonly { tag: string; content: string }[] | null | undefined;
  activityFeed?:
    | readonly { name: string; input?: string | null | undefined; output?: string | null | undefined }[]
    | null
    | undefined;
}

/**
 * A copy of a window in which every security code of a card (CVV, CVC, CID, "the three digits on the back") is
 * `[SECRET]`, written or spoken, named beside the number or asked for in an earlier turn of the window. Nothing else
 * changes: no rule of the card schemes allows a code to be stored, not even until the call is analysed.
 *
 * @example windowWithoutSecurityCodes({ turns: [{ speaker: 'customer', transcript: 'CVV 123' }] }) // 'CVV [SECRET]'
 */
export function windowWithoutSecurityCodes<Window extends SpokenWindow>(window: Window): Window {
  return finished(securityCodesRemoved(window));
}

/** {@link windowWithoutSecurityCodes} in steps: each `yield` is a place to pause. */
export function* securityCodesRemoved<Window extends SpokenWindow>(
  window: Window,
): Generator<undefined, Window> {
  const { aiTips, activityFeed } = window;
  const turns = yield* turnsWithoutCodes(window.turns);
  const tips = [];
  for (const tip of aiTips ?? [])
    tips.push({ ...tip, content: (yield* withoutCodes(tip.content, false)).text });
  const activities = [];
  for (const activity of activityFeed ?? []) activities.push(yield* activityWithoutCodes(activity));
  return {
    ...window,
    turns,
    ...(aiTips ? { aiTips: tips } : {}),
    ...(activityFeed ? { activityFeed: activities } : {}),
  };
}

/**
 * A text without the security codes that it names.
 *
 * @example withoutSecurityCodes('the three digits are 907') // 'the three digits are [SECRET]'
 */
export function withoutSecurityCodes(text: string): string {
  return finished(withoutCodes(text, false)).text;
}

function* turnsWithoutCodes<Turn extends { transcript: string }>(
  turns: readonly Turn[],
): Generator<undefined, Turn[]> {
  const clean: Turn[] = [];
  let left = 0;
  for (const turn of turns) {
    const { text: transcript, reading } = yield* withoutCodes(turn.transcript, left > 0);
    left -= 1;
    if (reading.atoms.some((_, at) => isSecurityCodeCue(reading.atoms, at))) {
      left = MOST_TURNS;
    } else if (asksAnew(reading)) {
      left = 0;
    }
    clean.push(transcript === turn.transcript ? turn : { ...turn, transcript });
    yield;
  }
  return clean;
}

/** `asked`: a code was asked for, so that a number that says nothing else is one. */
function* withoutCodes(
  text: string,
  asked: boolean,
): Generator<undefined, { text: string; reading: Reading }> {
  let reading = yield* readInSteps(text);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    yield;
    const named = namedCodes(reading);
    yield;
    const behind = yield* codesBehindCards(reading);
    yield;
    const secrets = [...named, ...behind, ...(asked ? yield* loneCodes(reading) : [])];
    if (secrets.length === 0) {
      break;
    }
    // What is beside a token may read differently.
    reading = yield* readInSteps(replaceSecrets(reading.view.original, inOriginal(reading.view, secrets)));
  }
  return { text: reading.view.original, reading };
}

function* activityWithoutCodes<
  Activity extends { name: string; input?: string | null | undefined; output?: string | null | undefined },
>(activity: Activity): Generator<undefined, Activity> {
  const how: JsonRedactionInSteps = {
    *text(text) {
      return (yield* withoutCodes(text, false)).text;
    },
    byKey: (kind, value, key) => (KEY.test(key) && isCode(value) ? `[${kind}]` : withoutSecurityCodes(value)),
    unchanged: new Set(),
    kinds: new Map(),
  };
  const { name, input, output } = activity;
  return {
    ...activity,
    name: withoutSecurityCodes(name),
    ...(typeof input === 'string' ? { input: yield* redactJsonInSteps(input, how) } : {}),
    ...(typeof output === 'string' ? { output: yield* redactJsonInSteps(output, how) } : {}),
  };
}

function isCode(value: string): boolean {
  return /^\s*\d{3,4}\s*$/.test(value);
}

function namedCodes({ atoms, runs }: Reading): Secret[] {
  if (!atoms.some(({ text }) => NAMES_CODE.has(text))) {
    return [];
  }
  return runs.flatMap((run) =>
    [run, ...tightParts(run)]
      .filter((part) => isCodeLong(part) && isNamed(part))
      .slice(0, 1)
      .map((part) => secretOf(atoms, part, 'SECRET')),
  );

  function isNamed(part: NumberRun): boolean {
    const first = part[0]?.first ?? 0;
    const last = part.at(-1)?.last ?? 0;
    const nearest = cuesBefore(atoms, first, last).find(({ direct }) => direct);
    return (nearest !== undefined && isSecurityCodeCue(atoms, nearest.at)) || isNamedAfter(last);
  }

  /** "907 is the security code", "907 on the back". */
  function isNamedAfter(last: number): boolean {
    if (isOnBackOfCard(atoms, last + 1)) {
      return true;
    }
    for (let at = last + 1; at <= last + MOST_AFTER; at++) {
      if (isSecurityCodeCue(atoms, at)) {
        return at > last + 1;
      }
      if (!AFTER.has(atoms[at]?.text ?? '') && !isSecurityCodeCue(atoms, at + 1)) {
        return false;
      }
    }
    return false;
  }
}

/** "4111 1111 1111 1111, 04/29, 123" */
function* codesBehindCards({ atoms, runs }: Reading): Generator<undefined, Secret[]> {
  const ends = new Set<number>();
  const secrets: Secret[] = [];
  for (const run of runs) {
    const cards = yield* cardsInSteps(run);
    const cardEnd = cards.at(-1)?.at(-1)?.last ?? -1;
    const rest = run.filter(({ first }) => first > cardEnd);
    const code =
      rest.length === 0
        ? null
        : codeBehindCard(atoms, rest, (at) => ends.has(at) || at === cardEnd || atoms[at]?.text === '[card]');
    if (cardEnd >= 0) {
      ends.add(cardEnd);
    }
    if (code !== null) {
      secrets.push(secretOf(atoms, code, 'SECRET'));
    }
  }
  return secrets;
}

function* loneCodes(reading: Reading): Generator<undefined, Secret[]> {
  return (yield* loneNumbers(reading))
    .filter(({ digits, linked }) => digits.length <= MOST && (!linked || digits.length >= LEAST))
    .map(({ groups }) => secretOf(reading.atoms, groups, 'SECRET'));
}

function isCodeLong(groups: NumberRun): boolean {
  const { length } = digitsOf(groups);
  return length >= LEAST && length <= MOST;
}
