import { ClientEmail, CustomerId, Phone } from '@live-assist/core/call/identifiers';
import { plainLabel } from '@live-assist/core/call/roles';
import type { Sides } from '@live-assist/core/formats/sides';
import { type Transcript, UnreadableTranscript } from '@live-assist/core/formats/transcript';
import type { ImportOptions } from '../options/import-options.ts';
import { type CustomerMap, type KnownOfCall, oneOf, plainPhone, textAt } from './customer-map.ts';
import { plainName } from './plain-name.ts';
import type { Told } from './start-of-call.ts';

/** The row of `--customers` for a call: by its id, its file, the id of its customer, or a telephone number. */
export function mappedOf(
  read: Transcript,
  { name, callId, named, record }: { name: string; callId: string } & Pick<Told, 'named' | 'record'>,
  { byCall, byFile, byCustomer, byPhone }: CustomerMap,
): KnownOfCall | undefined {
  const byId = byCall.get(callId) ?? byFile.get(name) ?? byFile.get(plainName(name));
  if (byId !== undefined) return byId;
  const ids = [named.customer_id, ...read.customer.ids].filter((id) => id !== undefined);
  const numbers = phonesOf(read, { named, record }).map(plainPhone);
  for (const rows of [
    ids.flatMap((id) => byCustomer.get(id) ?? []),
    numbers.flatMap((number) => byPhone.get(number) ?? []),
  ]) {
    const [first, ...more] = rows;
    if (first !== undefined) return oneOf([first, ...more]);
  }
  return undefined;
}

/** Numbers that may be those of the customer: not those of parties on the side of the agent. */
export function phonesOf(
  { customer, parties }: Transcript,
  { named, record }: Pick<Told, 'named' | 'record'>,
): string[] {
  const ofParties = parties.flatMap(({ role, phone }) => (role === 'agent' ? [] : [phone]));
  return [named.phone, record?.phone, ...customer.phones, ...ofParties].filter(
    (phone) => phone !== undefined,
  );
}

/** Who the customer of a call is: an address, else the id or the number by which the service may know them. */
export interface NamedCustomer {
  client_email?: string;
  customer_id?: string;
  phone?: string;
  /** Where that comes from, in words for a report. */
  from: string;
}

/**
 * Whose call this is: as `--client-email` says, the map, a contact record or field, the name of the file, or the one
 * address of a customer in the file; with `withoutAddress`, by the id or the number of the customer, or not known yet.
 *
 * @param sides - Null where they are not known: then only the file's own roles tell who is the customer.
 * @throws {UnreadableTranscript} `no_customer`, `two_customers`.
 */
export function customerOfCall(
  transcript: Transcript,
  sides: Sides | null,
  { named, record, mapped, json }: Told & { json: unknown },
  { clientEmail, customerFrom, withoutAddress }: ImportOptions,
): NamedCustomer {
  const labels = new Map([...(sides?.roles ?? [])].map(([label, role]) => [plainLabel(label), role]));
  const inFile = [
    ...transcript.customer.emails,
    ...transcript.parties.flatMap(({ label, role, email }) =>
      email !== undefined && (labels.get(plainLabel(label)) ?? role) === 'customer' ? [email] : [],
    ),
  ];
  const addresses = [...new Set(inFile.map((email) => email.trim().toLowerCase()))];
  if (clientEmail === undefined && mapped?.isDisputed === true) {
    throw new UnreadableTranscript(
      'two_customers',
      'Rows of --customers name several addresses for this call. Name it by contact_id or file in one row alone.',
    );
  }
  const candidates: [string | undefined, string][] = [
    [clientEmail, '--client-email'],
    [mapped?.clientEmail, '--customers'],
    [customerFrom && (textAt(record?.record, customerFrom) ?? textAt(json, customerFrom)), '--customer-from'],
    [named.client_email, '--name-pattern'],
    [addresses.length === 1 ? addresses[0] : undefined, 'file'],
  ];
  const found = candidates.find(([email]) => email !== undefined && email !== '');
  if (found?.[0] !== undefined) {
    if (ClientEmail.safeParse(found[0]).success) return { client_email: found[0], from: found[1] };
    throw new UnreadableTranscript('no_customer', `The address in ${found[1]} is no e-mail address.`);
  }
  if (addresses.length > 1) {
    throw new UnreadableTranscript(
      'two_customers',
      `This call names ${addresses.length} addresses of customers. Pass --client-email, or name the call in --customers.`,
    );
  }
  if (withoutAddress !== 'refuse') {
    const alias = aliasOfCall(transcript, { named, record });
    if (alias !== null) return alias;
    if (withoutAddress === 'keep') return { from: 'nothing yet' };
  }
  throw new UnreadableTranscript(
    'no_customer',
    'Nothing tells who the customer is: pass --customers, --contact-records with --customer-from, or --client-email for one call.',
  );
}

/** The id of a customer, else their number, where the call tells one and not several. */
function aliasOfCall(read: Transcript, told: Pick<Told, 'named' | 'record'>): NamedCustomer | null {
  const [id, ...otherIds] = new Set(
    told.named.customer_id === undefined ? read.customer.ids : [told.named.customer_id],
  );
  if (id !== undefined && otherIds.length === 0 && CustomerId.safeParse(id).success)
    return { customer_id: id, from: 'the id of the customer' };
  const numbers = phonesOf(read, told).filter((phone) => plainPhone(phone) !== '');
  const [phone] = numbers;
  const isOne = new Set(numbers.map(plainPhone)).size === 1;
  return phone !== undefined && isOne && Phone.safeParse(phone).success
    ? { phone, from: 'the number of the customer' }
    : null;
}
