/** From this length on, reading a text again costs more than keeping what was read. */
const LONG = 2_000;

/**
 * A reading of texts that keeps the result of the last long one: a model may prove fifty claims by one turn, and a turn
 * may hold a whole document. The result is shared, so it must not be changed.
 *
 * @example const wordsOf = readOnce((text) => text.split(' '));
 */
export function readOnce<Result>(read: (text: string) => Result): (text: string) => Result {
  let last: { text: string; result: Result } | undefined;
  return (text) => {
    if (text.length < LONG) return read(text);
    if (last?.text !== text) last = { text, result: read(text) };
    return last.result;
  };
}
