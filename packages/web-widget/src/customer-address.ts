/** An address as it is looked up, or null when it can be none. The service decides on the finer points. */
export function customerAddress(value: unknown): string | null {
  return typeof value === 'string' && /^\s*[^\s@]+@[^\s@]+\s*$/.test(value) ? value.trim() : null;
}
