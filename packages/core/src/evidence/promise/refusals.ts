import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { deniesIn } from '../abroad/denials.ts';
import { plainQuote } from '../evidence.ts';

/**
 * True if a text says no more than that something cannot or may not be done, or is refused: then nothing was done, and
 * nothing is promised. "I won't charge you again" is a promise, and "I can't do it today, but I'll do it tomorrow" holds one.
 * English, and the languages of which denials are known; of others it is false.
 *
 * @example refuses("I'm afraid I can't refund that.", 'en') // true
 */
export function refuses(text: string, language: string | null): boolean {
  const plain = plainQuote(text);
  if (language === null || language === 'en') return REFUSES().test(plain) && !ACTS().test(plain);
  const modal = MODALS[language];
  if (modal === undefined || !deniesIn(plain, language)) return false;
  return modal().test(plain) && !TURNS().test(plain);
}

const REFUSES = lazyPattern(
  () =>
    /\b(?:can't|cannot|can not|couldn't|could not|unable|not able|won't be able|will not be able|not (?:possible|allowed|permitted|authori[sz]ed|in a position)|impossible|out of the question|no way (?:to|for)|(?:i|we) (?:have to |must )?(?:refuse|decline)|(?:was|is|been) (?:refused|declined|rejected))\b/i,
);
/** What is done or will be done all the same. */
const ACTS = lazyPattern(
  () =>
    /\b(?:i|we|you|they|he|she|it|someone|somebody)(?:'ll|'ve| have| will| (?:am|are|is) going to)(?! (?:not|never|be (?:un)?able)\b)\b|\b(?:has|have) been (?!(?:refused|declined|rejected)\b)\w+ed\b/i,
);

const modal = (words: string) => lazyPattern(() => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu'));
/** What a denial is of: ability, permission, or the refusal itself. */
const MODALS: Record<string, () => RegExp> = {
  de: modal(
    'kann|können|konnten?|könnten?|darf|dürfen|möglich|unmöglich|geht|machbar|weiger\\p{L}*|lehn(?:e|en|t)|abgelehnt|ausgeschlossen|entfällt|verweigert|untersagt|verboten',
  ),
  es: modal(
    'puedo|podemos|puede|pueden|podría|podríamos|posible|imposible|permite|niego|negamos|rechazad[ao]|rechazamos|denegad[ao]|descartad[ao]|prohibid[ao]',
  ),
  fr: modal(
    'peu[xt]|pouvons|pouvez|peuvent|pourr\\p{L}+|possible|impossible|saurais|refus\\p{L}*|exclue?s?|rejetée?s?|interdite?s?|hors de question',
  ),
  it: modal(
    'posso|possiamo|può|possono|potrei|possibile|impossibile|rifiut\\p{L}*|esclus[oa]|vietat[oa]|fuori discussione',
  ),
  pt: modal(
    'posso|podemos|pode|podem|poderia|consigo|conseguimos|possível|impossível|recus\\p{L}*|negad[ao]|excluíd[ao]|proibid[ao]|fora de questão',
  ),
  nl: modal(
    'kan|kunnen|kon|konden|mag|mogen|mogelijk|onmogelijk|weiger\\p{L}*|geweigerd|afgewezen|uitgesloten|verboden',
  ),
  ja: lazyPattern(() => /でき(?:ません|ない|かね)|かねます|お断り|不可|無理|拒否/u),
};
/** Words that turn from what cannot be done to what can. */
const TURNS = lazyPattern(
  () =>
    /(?<!\p{L})(?:aber|sondern|stattdessen|dafür|jedoch|pero|sino|mais|en revanche|mas|porém|ma|però|maar|echter|wel)(?!\p{L})|が、|けれど|代わりに/iu,
);
