import type { GetToken, LoadMemory, SaveCommitment } from '../client/contract.ts';
import type { Messages } from '../words/messages.ts';

/** The properties that a host may set, null where it has not. */
export interface MemoryBoxProperties {
  /** Address of the service, without the route. Attribute `endpoint`. */
  endpoint: string | null;
  /** The customer's e-mail address; without one the agent is asked. Attribute `client-email`. */
  clientEmail: string | null;
  /**
   * The customer's telephone number, in any usual spelling: it finds the customer where there is no address. Attribute
   * `client-phone`.
   */
  clientPhone: string | null;
  /** The host's own id for the customer; it goes before the number. Attribute `customer-id`. */
  customerId: string | null;
  /**
   * What the customer is called, from the host's own records; it stands in place of the address, for this customer
   * alone. Attribute `client-name`.
   */
  clientName: string | null;
  /** The call that is starting now, which is left out of the memory. Attribute `call-id`. */
  callId: string | null;
  /** A bearer token. When it is refused, `getToken` is asked. Attribute `token`. */
  token: string | null;
  /**
   * A BCP 47 tag for dates; else the browser's own, where it speaks the language of `messages`. Attribute
   * `locale`.
   */
  locale: string | null;
  /** Mints a token for this customer; asked when there is no `token`, and once more when one is refused. */
  getToken: GetToken | null;
  /** Reads a box in place of `endpoint`. */
  load: LoadMemory | null;
  /** Stores a change by hand in place of `endpoint`. With `load` alone the box is read only. */
  save: SaveCommitment | null;
  /** Other words for some or all of the box's texts; what is left out stays as it is in English. */
  messages: Partial<Messages> | null;
}

/** The attributes; each has a property of the same name, in camel case. */
export const ATTRIBUTES = [
  'endpoint',
  'client-email',
  'client-phone',
  'customer-id',
  'client-name',
  'call-id',
  'token',
  'locale',
];
/** The names of the properties, those with an attribute first. */
export const PROPERTIES = [
  ...ATTRIBUTES.map((name) => name.replace(/-./g, (letter) => letter.slice(1).toUpperCase())),
  'getToken',
  'load',
  'save',
  'messages',
] as (keyof MemoryBoxProperties)[];
