import { inOneByte, lazyPattern, PLAIN_ASCII } from '../shared/lazy-pattern.ts';
import { withoutSounds } from './speech.ts';

/**
 * A text as a person reads it: {@link withoutMarks}, and with a token in place of web addresses. Applying it twice changes
 * nothing more.
 *
 * @example ordinaryText('I\u2019ll <noise> call\u00a0you\u200e.') // "I'll call you."
 */
export function ordinaryText(text: string): string {
  return withoutWebAddresses(withoutMarks(text));
}

/**
 * A text without what recognisers, chats and editors leave in it: marks of sounds, tags that only format, invisible
 * characters, spaces of other widths, apostrophes of other shapes, accents that stand apart from their letters. Words,
 * digits and their order stay; so does what reorders text, since the gate refuses that.
 */
export function withoutMarks(text: string): string {
  const isAscii = PLAIN_ASCII.test(text);
  if (isAscii && !MAY_HOLD_MORE.test(text) && !CONTROL().test(text)) return text;
  const seen = isAscii && !CONTROL().test(text) ? text : withoutUnseen(text);
  const read = withoutTags(seen.includes('&') ? withoutEntities(seen) : seen);
  return withoutSounds(read).trim();
}

/** A text without the zero-width joiners that {@link ordinaryText} leaves, for comparing. */
export function withoutJoiners(text: string): string {
  return PLAIN_ASCII.test(text) ? text : text.replace(/\u200c|\u200d|\ufe0e|\ufe0f/g, '');
}

const MAY_HOLD_MORE = /[<&[({*]/;
const CONTROL = lazyPattern(() => /[^\P{Cc}\n\t]/u);

/** What stands for a web address: a screen could make a link of one, and a caller may have dictated it. */
export const LINK_TOKEN = '[LINK]';
/** The stop of the sentence is no part of it. In the form of Markdown it stays: that is no ordinary text. */
const WEB_ADDRESS = /(?<!\]\(|[\w/])(?:https?:\/\/|www\.)[^\s<>"'`()[\]]{0,2000}[^\s<>"'`.,;:!?()[\]{}]/gi;

function withoutWebAddresses(text: string): string {
  return /:\/\/|www\./i.test(text) ? text.replace(WEB_ADDRESS, LINK_TOKEN) : text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  '#39': "'",
  '#x27': "'",
  quot: '"',
  '#34': '"',
  nbsp: ' ',
  '#160': ' ',
};
const ENTITY = /&(amp|apos|quot|nbsp|#39|#x27|#34|#160);/gi;

/** Once: what is written to show an entity is not read as one. */
function withoutEntities(text: string): string {
  return text.replace(ENTITY, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole);
}

/** Tags that format a text, and those of captions; what runs or loads something is no ordinary text. */
const INLINE_TAG =
  /<\/?(?:a|abbr|b|bdi|big|c|code|del|em|font|i|ins|mark|ruby|rt|s|small|span|strong|sub|sup|u|v|wbr|speak|emphasis|prosody|say-as|lang)(?:[\s./][^<>]{0,300})?>/gi;
const BLOCK_TAG =
  /<\/?(?:blockquote|br|div|h[1-6]|hr|li|ol|p|pre|table|tbody|td|th|thead|tr|ul)(?:[\s/][^<>]{0,300})?>/gi;
/** What makes a tag do something. */
const ACTS = /\bon\w{1,30}\s?=|script\s?:|\bsrc\w{0,10}\s?=|\bstyle\s?=/i;
/** Times of words in captions: `<00:01:19.000>`. */
const CAPTION_TIME = /<\d{1,2}:\d{2}[\d:.]{0,10}>/g;

function withoutTags(text: string): string {
  if (!text.includes('<')) return text;
  return text
    .replace(INLINE_TAG, (tag) => (ACTS.test(tag) ? tag : ''))
    .replace(CAPTION_TIME, '')
    .replace(BLOCK_TAG, (tag) => (ACTS.test(tag) ? tag : '\n'));
}

// Marks of direction, embeddings and isolates are ordinary in chats of writers from right to left; overrides stay for the
// gate. A soft hyphen, fillers and joiners of words show nothing. A byte-order mark is what a file begins with.
const UNSEEN = lazyPattern(
  () =>
    /[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202c\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|\u061c|[\u180b-\u180d]|\u180f|[\u{e0000}-\u{e0fff}]|[^\P{Cc}\n\t\v\f\r\u0085]/gu,
);
const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/g;
/** Letters and digits that Unicode has for formulas; they stand in a chat for bold and slanted words. */
const OF_FORMULAS = /[\u{1d400}-\u{1d7ff}]+/gu;
/** Wide letters and digits, which are ordinary beside characters that are as wide. */
const WIDE = /[\uff01-\uff5e]+/g;
const WIDE_SCRIPT = lazyPattern(
  () => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u,
);
const APOSTROPHE = /[\u2018\u2019\u201b\u02bc\u2032\uff07]/g;
const ACCENT_GRAVE = lazyPattern(() => /(?<=\p{L})[`\u00b4](?=\p{L})/gu);
const JOINER = /\u200c|\u200d/g;
/** Which form of a picture is meant; behind letters and spaces it says nothing. */
const SELECTOR = lazyPattern(() => /(?<=[\p{Script=Latin}\p{Script=Cyrillic}\s])[\ufe00-\ufe0f]+/gu);

function withoutUnseen(text: string): string {
  const isWide = WIDE_SCRIPT().test(text);
  const ordinary = text
    .replace(OF_FORMULAS, (signs) => signs.normalize('NFKC'))
    .replace(WIDE, (signs) => (isWide ? signs : signs.normalize('NFKC')))
    .replace(LINE_BREAK, '\n')
    .replace(SPACE, ' ')
    .replace(UNSEEN(), '')
    .replace(JOINER, (joiner, at: number, whole: string) => (isJoining(whole, at) ? joiner : ''))
    .replace(SELECTOR(), '')
    .replace(APOSTROPHE, "'")
    .replace(ACCENT_GRAVE(), "'")
    .normalize('NFC');
  return inOneByte(ordinary);
}

/** A joiner does something between signs of a picture, and between letters of a script that joins its letters. */
const BEFORE = lazyPattern(
  () =>
    /(?![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u,
);
const AFTER = lazyPattern(
  () => /^(?![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}\p{Extended_Pictographic}]/u,
);

function isJoining(text: string, at: number): boolean {
  return BEFORE().test(text.slice(Math.max(0, at - 2), at)) && AFTER().test(text.slice(at + 1, at + 3));
}
