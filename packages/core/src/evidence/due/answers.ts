import { lazyPattern } from '../../shared/lazy-pattern.ts';

const ASKS_WHEN =
  /\b(?:when|what time|what day|which day|how (?:soon|long|quickly)|by when|wann|cu[aá]ndo|quand|quando)\b/i;
const AGREES = lazyPattern(
  () =>
    /^(?:(?:and|so|oh|um|uh|er|well|right),? )?(?:yes|yeah|yep|yup|sure|of course|absolutely|certainly|ok(?:ay)?|no problem|will do|definitely|right|great|perfect|lovely|brilliant|excellent|wonderful|fine|all ?right|that['’]s (?:fine|great|good|perfect)|that works|works for me|sounds good|deal)\b/i,
);
const OF_THE_PAST = lazyPattern(
  () => /\b(?:did|was|were|had|happened|started|since|last|have you|has it|ago|broke|noticed)\b/i,
);
const OFFERS = lazyPattern(
  () =>
    /\b(?:suits?|best|works?|good|prefer|like|want|shall|should|would|can|could|convenient|free|available|okay|ok|about|need)\b/i,
);
// Words around a day in a turn that says nothing else: "Will that be by Friday, please?"
const SMALL_WORDS = new Set(
  "a about after all alright am and any around at be before best by can chance could do fine for get good great have how i is it just make maybe me my no of ok okay on or perfect please possible possibly probably really right say send shall so sounds suits sure that that's thats the then there think this to um uh we well what will with work works would yeah yes you your hopefully er hmm".split(
    ' ',
  ),
);
const FILLERS = lazyPattern(
  () =>
    /^(?:(?:um|uh|er|well|so|oh|okay|probably|maybe|i['’]d say|it['’]ll be|that['’]ll be|it takes|it should be|usually|normally|around|about|roughly|approximately)[\s,]+)+/i,
);

/** Whether a short turn asks when. */
export const asksWhen = (text: string, longest: number) => text.length <= longest && ASKS_WHEN.test(text);

/** Whether a turn begins with a yes. */
export const agrees = (text: string) => AGREES().test(text.trim());

/** Whether a turn asks for a day to come, or offers one. */
export const offers = (text: string) =>
  text.includes('?') && OFFERS().test(text) && !OF_THE_PAST().test(text);

/** Whether a turn says nothing but when, with a few words around it. */
export function isBare(text: string, { from, end }: { from: number; end: number }): boolean {
  const rest = `${text.slice(0, from)} ${text.slice(end)}`.toLowerCase().replaceAll('’', "'");
  return (rest.match(/[a-zà-ÿ']+/g) ?? []).every((word) => SMALL_WORDS.has(word));
}

/** An answer that is a span alone as a due time: "three to five days" is "in three to five days". */
export const asSpan = (answer: string) => `in ${answer.replace(FILLERS(), '')}`;
