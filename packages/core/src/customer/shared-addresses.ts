/** True if one of these keys is a shared address. Entries are addresses, or local parts with their `@`. */
export function isShared(keys: readonly string[], shared: readonly string[]): boolean {
  return shared.some((entry) =>
    keys.some((key) => (entry.endsWith('@') ? key.startsWith(entry) : key === entry)),
  );
}
