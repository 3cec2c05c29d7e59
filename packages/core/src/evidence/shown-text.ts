import { LINK_TOKEN, ordinaryText } from '../call/ordinary-text.ts';
import { closedUp, HOLE } from '../call/speech.ts';
import { lazyPattern, PLAIN_ASCII } from '../shared/lazy-pattern.ts';
import { hasLookAlikes } from './look-alikes.ts';

/**
 * A text as it may be shown in a finding: an {@link ordinaryText} without links and without signs of markup. Null if what
 * is left could act on a screen, or pass for something else: tags that are more than form, overrides of the direction of
 * writing, characters without a meaning of their own, look-alikes.
 *
 * @example shownText('The form is at https://example.com/form') // 'The form is at [LINK]'
 * @example shownText('abc\u202edef') // null
 */
export function shownText(text: string): string | null {
  const shown = withoutLinks(ordinaryText(text));
  if (MARKUP.test(shown)) return null;
  return !PLAIN_ASCII.test(shown) && (HIDDEN().test(shown) || hasLookAlikes(shown)) ? null : shown;
}

/**
 * {@link shownText} for the text of a finding: without the marks of words that were not understood, which its quote keeps.
 * Null if nothing is left.
 */
export function shownClaim(text: string): string | null {
  const shown = shownText(text);
  if (shown === null) return null;
  return (shown.includes(HOLE) ? closedUp(shown.split(HOLE)) : shown) || null;
}

/** True if a name is safe to show as it is: without links, markup, hidden characters and look-alikes. */
export function isPlain(name: string): boolean {
  if (MARKUP.test(name) || withoutLinks(name) !== name || hasLookAlikes(name)) return false;
  return !UNSEEN().test(name);
}

/** A text with a token in place of each link. */
export function withoutLinks(text: string): string {
  if (!MAY_HOLD_LINK.test(text)) return text;
  return text.replace(MARKDOWN_LINK, `$1 ${LINK_TOKEN}`).replace(LINK, LINK_TOKEN).replaceAll('](', '] (');
}

const MAY_HOLD_LINK = /:|www\.|\]\(/i;
const MARKDOWN_LINK = /\[([^[\]]{1,200})\]\([^()\s]{1,2000}\)/g;
/** The stop of the sentence is no part of the link. */
const LINK =
  /\b(?:(?:https?|ftp|file|data|javascript|vbscript):|www\.)(?=\S)(?:[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}])?/gi;
const MARKUP = /<\s*[a-z!/?]|&(?:#\d+|#x[\da-f]+|lt|gt|quot);/i;
const UNSEEN = lazyPattern(() => /[\p{Cf}\p{Cs}\p{Co}]|[^\P{Cc}\n\r\t]/u);
// Overrides, surrogates alone, private characters, and what ordinary text never holds; joiners within words stay.
const HIDDEN = lazyPattern(() => /(?!\u200c|\u200d)[\p{Cf}\p{Cs}\p{Co}]|[^\P{Cc}\n\r\t]/u);
