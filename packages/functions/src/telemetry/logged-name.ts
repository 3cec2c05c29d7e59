// Long enough to tell a million customers apart, short enough to read.
const DIGITS = 16;

/**
 * The name of a customer in the log: the first 16 digits of the keyed hash; undefined without a customer or without a
 * key.
 */
export async function loggedName(
  clientEmail: string | null | undefined,
  hashCustomer: ((clientEmail: string) => Promise<string>) | undefined,
): Promise<string | undefined> {
  if (!clientEmail) return undefined;
  return (await hashCustomer?.(clientEmail))?.slice(0, DIGITS);
}

/**
 * The name of a caller in the log: the first 16 digits of the keyed hash of the token's `sub`; null without a `sub`,
 * undefined without a key.
 */
export async function loggedSubject(
  subject: string | null,
  hashSubject: ((subject: string) => Promise<string>) | undefined,
): Promise<string | null | undefined> {
  if (hashSubject === undefined) return undefined;
  return subject === null ? null : (await hashSubject(subject)).slice(0, DIGITS);
}
