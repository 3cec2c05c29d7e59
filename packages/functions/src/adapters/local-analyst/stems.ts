import type { Sentence } from './reading.ts';

const STOP = new Set(
  "a about after again all also am an and any anything are as at be because been before being both but by can could day days did do does doing don done for from get gets getting give given go goes going gone got had has have having he her here him his how i if in into is it its just let like make me more most my need no not now of off ok okay on once one only or other our out over own please re right she should so some soon still such sure take than thank thanks that the their them then there these they thing things this those through time to today too under until up us very was we well were what when where which while who will with within would yes you your 'll 've".split(
    ' ',
  ),
);

/**
 * The stemmed content words of a text: "I've emailed the forms" and "email you the form" share two. Words of one letter
 * and words that any sentence may hold are left out.
 */
export function contentStems(text: string): Set<string> {
  const words =
    text
      .slice(0, 2_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];
  return new Set(
    words
      .map(bare)
      .filter((word) => word.length > 1 && !STOP.has(word))
      .map(stem),
  );
}

/** {@link contentStems} of a sentence, stemmed once however often it is compared. */
export function stemsOf(sentence: Pick<Sentence, 'plain'>): ReadonlySet<string> {
  const known = stemmed.get(sentence);
  if (known !== undefined) return known;
  const stems = contentStems(sentence.plain);
  stemmed.set(sentence, stems);
  return stems;
}
const stemmed = new WeakMap<object, ReadonlySet<string>>();

/** Number of stems that two texts share. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const word of fewer) if (more.has(word)) shared += 1;
  return shared;
}

const IRREGULAR: Record<string, string> = {
  sent: 'send',
  paid: 'pay',
  bought: 'buy',
  brought: 'bring',
  made: 'make',
  told: 'tell',
  rang: 'ring',
  rung: 'ring',
  spoke: 'speak',
  found: 'find',
  shipped: 'ship',
  reserve: 'book',
  reserved: 'book',
  reserving: 'book',
  cancelled: 'cancel',
  cancelling: 'cancel',
  canceled: 'cancel',
};

function bare(word: string): string {
  return word.replace(/['’](?:s|ll|ve|re|d|m)$/u, '').replace(/^e-?mail/u, 'email');
}

function stem(word: string): string {
  const known = IRREGULAR[word];
  if (known !== undefined) return known;
  if (word.length <= 4) return word.replace(/(?<=[^s])s$/u, '');
  return word
    .replace(/(?:ies|ied)$/u, 'y')
    .replace(/(?:ing|ed|es|s)$/u, '')
    .replace(/(?<=.{2})([bdgkmnprt])\1$|(?<=.{3})(l)l$/u, '$1$2')
    .replace(/e$/u, '');
}

/** Words that name one thing and no other: numbers, booking codes, references. */
export function identifiers(text: string): Set<string> {
  const words = text.slice(0, 2_000).match(/[\p{L}\p{N}-]+/gu) ?? [];
  return new Set(
    words.flatMap((word) => (/\p{N}/u.test(word) ? [word] : (word.match(/\b\p{Lu}{5,}\b/gu) ?? []))),
  );
}
