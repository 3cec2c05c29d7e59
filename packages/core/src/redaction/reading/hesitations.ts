import type { Atom } from './lexer.ts';

const WORDS = new Set(
  'uh um er erm ah hmm mm and then ok okay sorry wait no nope yes yeah yep right so well actually'.split(' '),
);
const PHRASES =
  `hang on|hold on|bear with me|let me see|let me think|let me check|i think|i mean|i believe|give me a|just a|one|a
second|sec|moment|minute|start again|let me start again|that s it|you know|hang on there|what is it|where is it|the rest is
followed by|after that`
    .split(/[|\n]/)
    .map((phrase) => phrase.trim().split(' '));
const BY_FIRST = new Map<string, string[][]>();
for (const phrase of PHRASES) {
  const first = phrase[0] ?? '';
  BY_FIRST.set(
    first,
    [...(BY_FIRST.get(first) ?? []), phrase].sort((a, b) => b.length - a.length),
  );
}
const TIMES = new Set(['second', 'sec', 'moment', 'minute', 'seconds', 'moments', 'minutes']);
const PLACES = new Set(['first', 'next', 'last', 'final', 'middle', 'second', 'third', 'other', 'remaining']);
const SIZES = new Set('two three four five six seven eight nine ten 2 3 4 5 6 7 8 9 10'.split(' '));
const NOUNS = new Set(['digits', 'numbers', 'ones', 'figures']);
const LINKS = new Set(['is', 'are', 'were', 'was', ':']);

/** How many atoms from `at` on are what people say while they look for the next group of a number: "hang on". */
export function hesitationAt(atoms: Atom[], at: number): number {
  return pauseAt(atoms, at) || placeAt(atoms, at) || (WORDS.has(atoms[at]?.text ?? '') ? 1 : 0);
}

/** How many atoms from `at` on ask for time and say nothing else: "hang on", "let me see". */
export function pauseAt(atoms: Atom[], at: number): number {
  const word = atoms[at]?.text ?? '';
  const phrase = BY_FIRST.get(word)?.find((words) =>
    words.every((text, index) => atoms[at + index]?.text === text),
  );
  // "One second" and "a moment" only with what follows.
  const isCount = phrase?.length === 1 && (word === 'one' || word === 'a');
  if (phrase !== undefined && (!isCount || TIMES.has(atoms[at + 1]?.text ?? ''))) {
    return phrase.length;
  }
  return 0;
}

/** "One second": the number word is none. */
export function isPause(atoms: Atom[], at: number): boolean {
  return atoms[at]?.text === 'one' && TIMES.has(atoms[at + 1]?.text ?? '');
}

/** "Next four", "the last four digits are": which group comes, when a number follows. */
export function placeAt(atoms: Atom[], at: number): number {
  const first = atoms[at]?.text === 'the' ? at + 1 : at;
  if (!PLACES.has(atoms[first]?.text ?? '')) {
    return 0;
  }
  let end = first + 1;
  end += SIZES.has(atoms[end]?.text ?? '') ? 1 : 0;
  end += NOUNS.has(atoms[end]?.text ?? '') ? 1 : 0;
  end += LINKS.has(atoms[end]?.text ?? '') ? 1 : 0;
  return end - at;
}

/** Whether the number word at `at` says only how many digits come: "the first four are 4242". */
export function isSizeOfGroup(atoms: Atom[], at: number): boolean {
  const after = atoms[at + 1];
  return (
    SIZES.has(atoms[at]?.text ?? '') &&
    PLACES.has(atoms[at - 1]?.text ?? '') &&
    after !== undefined &&
    (NOUNS.has(after.text) || LINKS.has(after.text) || after.kind !== 'mark')
  );
}
