/** Reads a list column: a JSON string (as the live system writes it) or a native list. Null if it is neither. */
export function listOf(column: unknown): unknown[] | null {
  if (Array.isArray(column)) return column;
  if (typeof column !== 'string') return null;
  try {
    const value: unknown = JSON.parse(column);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
