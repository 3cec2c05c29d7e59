/** True with `THOROUGH=1`, as CI sets it: the tests then try every case, with texts of full size. */
export const THOROUGH = process.env.THOROUGH === '1';

/**
 * Every `nth` of the cases, from another one on each turn, so that `nth` turns try them all. With {@link THOROUGH} all of
 * them on each turn.
 *
 * @example share(['a', 'b', 'c', 'd'], 2, 1) // ['b', 'd']
 */
export function share<Case>(cases: readonly Case[], nth: number, turn: number): readonly Case[] {
  return THOROUGH ? cases : cases.filter((_, n) => n % nth === turn % nth);
}
