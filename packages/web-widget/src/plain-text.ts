// Direction overrides and isolates, marks, zero-width spaces, the byte order mark, controls but line breaks.
// The joiners (U+200C, U+200D) stay: Persian, the Indic scripts and emoji are written with them.
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Longest text that is put on the screen. The service keeps 500 characters; a proxy may send anything. */
export const MAX_SHOWN = 600;

/**
 * A text of a call as it may stand on the screen: without characters that turn or hide the words beside
 * them, and not without end. What is not a text becomes an empty one.
 *
 * @example plainText('refund\u202Etxt') // 'refundtxt'
 */
export function plainText(value: unknown): string {
  if (typeof value !== 'string') return '';
  const text = value.slice(0, 4 * MAX_SHOWN).replace(INVISIBLE, '').trim();
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
}
