// Enough to tell a million customers apart, and short enough to be read.
const DIGITS = 16;

/**
 * The name of a customer in the log: the first 16 digits of their keyed hash; undefined when nobody is named or no key
 * is set.
 */
export async function loggedName(
  clientEmail: string | null | undefined,
  hashCustomer: ((clientEmail: string) => Promise<string>) | undefined,
): Promise<string | undefined> {
  if (!clientEmail) return undefined;
  return (await hashCustomer?.(clientEmail))?.slice(0, DIGITS);
}

/**
 * The name in the log of the caller for whom a token speaks: the first 16 digits of the keyed hash of its `sub`; null when it has
 * none, undefined when no key is set.
 */
export async function loggedSubject(
  subject: string | null,
  hashSubject: ((subject: string) => Promise<string>) | undefined,
): Promise<string | null | undefined> {
  if (hashSubject === undefined) return undefined;
  return subject === null ? null : (await hashSubject(subject)).slice(0, DIGITS);
}
