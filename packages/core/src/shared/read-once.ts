/** From this length on, caching a result costs less than computing it again. */
const LONG = 2_000;

/**
 * Wraps a function of a text and caches the result for the last long text: a model may prove fifty findings by one
 * turn, and a turn may hold a whole document. Callers share the result, so they must not change it.
 *
 * @example const splitWords = readOnce((text) => text.split(' '));
 */
export function readOnce<Result>(read: (text: string) => Result): (text: string) => Result {
  let last: { text: string; result: Result } | undefined;
  return (text) => {
    if (text.length < LONG) return read(text);
    if (last?.text !== text) last = { text, result: read(text) };
    return last.result;
  };
}
