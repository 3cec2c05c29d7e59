/** True if every number lies in one of the inclusive ranges. */
export function areAllIn(
  ranges: readonly (readonly [number, number])[],
  numbers: readonly number[],
): boolean {
  return numbers.every((number) => ranges.some(([from, to]) => from <= number && number <= to));
}
