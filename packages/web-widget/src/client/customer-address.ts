/** An address as it is looked up, or null when it can be none. The service decides on the finer points. */
export function customerAddress(value: unknown): string | null {
  return typeof value === 'string' && /^\s*[^\s@]+@[^\s@]+\s*$/.test(value) ? value.trim() : null;
}

/** The same for every way to write an address: the service answers with its domain in the letters of ASCII. */
export function addressKey(email: unknown): unknown {
  try {
    return new URL(`http://${email}`.toLowerCase()).href;
  } catch {
    return email;
  }
}
