import type { Ports } from '../ports/ports.ts';

/** The name under which a former address is hashed as an alias. */
export function formerName(key: string): string {
  return `mail:${key}`;
}

/**
 * The present address of a customer who has another one by now; null if the address is no former one.
 *
 * @param key - The key of the address that was named.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function presentAddress(
  { aliases }: Pick<Ports, 'aliases'>,
  key: string,
): Promise<string | null> {
  if (aliases === undefined) return null;
  return (await aliases.get(await aliases.hash(formerName(key))))?.client_email ?? null;
}
