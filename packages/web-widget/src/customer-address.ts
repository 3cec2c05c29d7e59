/** An address as it is looked up, or null when it can be none. The service decides on the finer points. */
export function customerAddress(value: unknown): string | null {
  return typeof value === 'string' && /^\s*[^\s@]+@[^\s@]+\s*$/.test(value) ? value.trim() : null;
}

/** The same for every way to write an address: the service answers with its domain in the letters of ASCII. */
export function addressKey(email: string): string {
  const key = email.trim().toLowerCase();
  const at = key.lastIndexOf('@') + 1;
  const url = `http://${key.slice(at)}`;
  const isInternational = /[^\0-\x7f]|xn--/.test(key.slice(at));
  return isInternational && URL.canParse(url)
    ? key.slice(0, at) + new URL(url).hostname.replace(/\.$/, '')
    : key;
}
