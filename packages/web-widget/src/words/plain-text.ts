// Controls and format characters: direction overrides, zero-width spaces, the byte order mark. The joiners
// (U+200C, U+200D) stay, for Persian, the Indic scripts and emoji are written with them.
const INVISIBLE = /(?!\u200c|\u200d|\n|\t)[\p{Cc}\p{Cf}]/gu;

/** Longest text that is put on the screen. The service keeps 500 characters; a proxy may send anything. */
export const MAX_SHOWN = 600;

/**
 * A text of a call as it may stand on the screen: without characters that turn or hide the words beside
 * them, and not without end. What is not a text becomes an empty one.
 *
 * @example plainText('refund\u202Etxt') // 'refundtxt'
 */
export function plainText(value: unknown): string {
  const text = typeof value === 'string' ? value.replace(INVISIBLE, '').trim() : '';
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
