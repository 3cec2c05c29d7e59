import type { CustomerAliases, WhyNoAlias } from '../ports/customer-aliases.ts';
import { LiveAssistError } from '../shared/errors.ts';

/** How a request names a customer other than by their address. */
export interface NamedBy {
  /** A telephone number in any usual spelling. */
  phone?: string | null | undefined;
  /** The id that the host has for the customer. */
  customer_id?: string | null | undefined;
}

/**
 * The alias by which a customer is named, as it is stored; the host's id goes before a number. `why` tells why there is none.
 */
export async function aliasOf(
  aliases: CustomerAliases,
  { phone, customer_id }: NamedBy,
): Promise<{ alias: string } | { why: WhyNoAlias }> {
  if (customer_id != null) return { alias: await aliases.hash(`id:${customer_id.trim()}`) };
  const reading = await aliases.readPhone(phone ?? '');
  return 'name' in reading ? { alias: await aliases.hash(reading.name) } : reading;
}

/**
 * Every alias by which a customer is named: the number and the id.
 *
 * @throws LiveAssistError `invalid_request` for a number that names no customer.
 */
export async function aliasesToLink(aliases: CustomerAliases, named: NamedBy): Promise<string[]> {
  const found: string[] = [];
  for (const one of namesIn(named)) {
    const reading = await aliasOf(aliases, one);
    if ('why' in reading) throw noAlias(reading.why);
    found.push(reading.alias);
  }
  return found;
}

/** Those of the aliases by which a customer is named that can be one. */
export async function aliasesIn(aliases: CustomerAliases, named: NamedBy): Promise<string[]> {
  const read = await Promise.all(namesIn(named).map((one) => aliasOf(aliases, one)));
  return read.flatMap((reading) => ('alias' in reading ? [reading.alias] : []));
}

/** The id and the number, each by itself. */
function namesIn({ phone, customer_id }: NamedBy): NamedBy[] {
  return [...(customer_id == null ? [] : [{ customer_id }]), ...(phone == null ? [] : [{ phone }])];
}

/** True if it is the request that is wrong, and not the number that calls. */
export function isMistake(why: WhyNoAlias): boolean {
  return why === 'unreadable' || why === 'no_country';
}

const WHY_NOT = {
  unreadable: 'must be a telephone number such as +44 20 7946 0958',
  no_country:
    'must have its country code, such as +44 20 7946 0958; the operator may set DEFAULT_COUNTRY for numbers without one',
  withheld: 'is withheld, so it names no customer',
  no_line: 'is a short code or a number that no line has, so it names no customer',
  shared: 'is one that many people call from, so it names no customer',
} as const satisfies Record<WhyNoAlias, string>;

/** The error for a number that names no customer. */
export function noAlias(why: WhyNoAlias): LiveAssistError {
  const message = WHY_NOT[why];
  return new LiveAssistError('invalid_request', `phone ${message}.`, {
    issues: [{ path: 'phone', message }],
  });
}

/**
 * The error for an alias that stands for no one. A reader of one customer gets the same for one that stands for another.
 *
 * @param why - Tells why a number names no one; of what others linked it tells nothing.
 */
export function customerNotFound(why?: WhyNoAlias): LiveAssistError {
  const told = why === 'withheld' || why === 'no_line' ? `This number ${WHY_NOT[why]}.` : UNKNOWN;
  return new LiveAssistError('customer_not_found', `${told} Ask for the e-mail address.`);
}

const UNKNOWN = 'No customer is known by this number or id.';

/** The error for a deployment without a key for hashes. */
export function noAliasesHere(): LiveAssistError {
  return new LiveAssistError(
    'erasure_misconfigured',
    'No customer is known by a number or an id here, because ERASURE_KEY is not set. Tell the operator of this service.',
  );
}
