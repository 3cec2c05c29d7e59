import type { ReadOptions } from './call-records.ts';

/** What a text says as a telephone number: its alias, or why it names no customer. */
export type PhoneReading =
  /** `tel:` and the number in E.164, with `;ext=` for an extension. */
  { name: `tel:+${string}` } | { why: WhyNoAlias };

/**
 * `unreadable`: it is no telephone number. `no_country`: it has no country code, and no country is set. `withheld`: the
 * caller hides it. `no_line`: a short code, an extension, or a number that no line can have. `shared`: many people call
 * from it.
 */
export type WhyNoAlias = 'unreadable' | 'no_country' | 'withheld' | 'no_line' | 'shared';

/** A row of the table `customer-aliases`. */
export interface CustomerAlias {
  /** Keyed hash of `tel:` and a number, of `id:` and the host's id, or of `mail:` and a former address. */
  alias: string;
  /** The customer that it stands for, as a key. Absent once it was told of two customers: then it stands for no one. */
  client_email?: string | undefined;
  /** The former address in the clear, so that an erasure reaches it; absent for numbers and ids. */
  former_email?: string | undefined;
  /** When it was linked or confirmed last, in milliseconds since 1970. */
  linkedAt: number;
  /** Seconds since 1970; absent if it is kept. */
  expires_at?: number | undefined;
}

/** An alias that stands for a customer: the argument of {@link CustomerAliases.link}. */
export type LinkedAlias = Omit<CustomerAlias, 'expires_at'> & { client_email: string };

/**
 * The aliases of customers (table `customer-aliases`). Each write is conditional; a repeated one succeeds. Every method but
 * the first two throws `LiveAssistError('store_unavailable')` if the store cannot be reached.
 */
export interface CustomerAliases {
  /** Reads a telephone number in any usual spelling. */
  readPhone(text: string): Promise<PhoneReading>;
  /** Returns the keyed hash under which an alias is stored. */
  hash(name: string): Promise<string>;
  /** Reads an alias consistently; null if it is not known. */
  get(alias: string): Promise<CustomerAlias | null>;
  /**
   * Makes an alias stand for a customer, and keeps it for the days of retention from now on, unless it stands for another
   * one. Returns the alias as it is then.
   *
   * @param settles - True if it may be one that stands for no one. @default false
   */
  link(alias: LinkedAlias, settles?: boolean): Promise<CustomerAlias>;
  /** Makes an alias stand for no one if it stands for this customer. True if it stands for no one then. */
  contest(alias: string, clientEmail: string): Promise<boolean>;
  /** Makes an alias of a customer stand for another one. True if it stands for that one then. */
  pass(alias: string, from: string, to: string): Promise<boolean>;
  /**
   * Removes an alias of a customer. True if it does not stand for them any more.
   *
   * @param linkedAt - Remove it only if it was not confirmed since.
   */
  unlink(alias: string, clientEmail: string, linkedAt?: number): Promise<boolean>;
  /** The aliases of a customer. The read may lag by moments. */
  ofCustomer(clientEmail: string, options?: ReadOptions): Promise<CustomerAlias[]>;
}
