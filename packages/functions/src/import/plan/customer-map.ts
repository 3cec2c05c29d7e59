import { objectOf, objectsOf, textOf } from '@live-assist/core/formats/json-values';
import { csvRows } from '@live-assist/core/formats/text/csv';
import { UsageError } from '../options/usage-error.ts';
import { plainName } from './plain-name.ts';

/** What a map or a contact record says of a call. */
export interface KnownOfCall {
  clientEmail?: string | undefined;
  agentId?: string | undefined;
  startedAt?: string | undefined;
  agentSpeaker?: string | undefined;
  phone?: string | undefined;
  /** True if rows of the map name several addresses. */
  isDisputed?: boolean | undefined;
  /** The whole record, for `--customer-from`. */
  record?: Record<string, unknown> | undefined;
}

/** The rows of `--customers` by each key that a row may have. */
export interface CustomerMap {
  byCall: Map<string, KnownOfCall>;
  byFile: Map<string, KnownOfCall>;
  byCustomer: Map<string, KnownOfCall>;
  byPhone: Map<string, KnownOfCall>;
}

const CALL = ['contact_id', 'call_id', 'conversation_id'];
const KEYS = [...CALL, 'file', 'customer_id', 'phone'];

/** A map that names no customer. */
export function emptyMap(): CustomerMap {
  return { byCall: new Map(), byFile: new Map(), byCustomer: new Map(), byPhone: new Map() };
}

/**
 * Reads a map of customers: a CSV with one or more of the columns contact_id, file, customer_id, phone, and with
 * client_email, agent_id, started_at, agent_speaker.
 *
 * @throws {UsageError}
 */
export function customerMapOf(text: string): CustomerMap {
  const map = emptyMap();
  const separator = [',', ';', '\t'].find((mark) => (text.split('\n', 1)[0] ?? '').includes(mark)) ?? ',';
  const [header = [], ...rows] = csvRows(text, separator);
  const names = header.map((name) => name.trim().toLowerCase());
  if (!names.includes('client_email') || !names.some((name) => KEYS.includes(name))) {
    throw new UsageError(
      '--customers needs the column client_email, and one of contact_id, file, customer_id and phone.',
    );
  }
  for (const row of rows) {
    const value = (...columns: string[]) => {
      const at = names.findIndex((name) => columns.includes(name));
      const found = at === -1 ? '' : (row[at] ?? '').trim();
      return found === '' ? undefined : found;
    };
    const known: KnownOfCall = {
      clientEmail: value('client_email'),
      agentId: value('agent_id'),
      startedAt: value('started_at'),
      agentSpeaker: value('agent_speaker'),
    };
    // A row that is still to be filled in says nothing.
    if (Object.values(known).every((one) => one === undefined)) continue;
    const [call, file, customer, phone] = [
      value(...CALL),
      value('file'),
      value('customer_id'),
      value('phone'),
    ];
    if (call !== undefined) add(map.byCall, call, known);
    if (file !== undefined) {
      add(map.byFile, file, known);
      // A name that several folders have names none of them.
      const name = plainName(file);
      if (name !== file) map.byFile.set(name, map.byFile.has(name) ? {} : known);
    }
    // The other calls of a customer began at other times, with other agents.
    const { clientEmail } = known;
    if (clientEmail === undefined) continue;
    if (customer !== undefined) add(map.byCustomer, customer, { clientEmail });
    // "anonymous" is the number of no one.
    const number = plainPhone(phone ?? '');
    if (number !== '') add(map.byPhone, number, { clientEmail });
  }
  return map;
}

function add(map: Map<string, KnownOfCall>, key: string, known: KnownOfCall): void {
  const former = map.get(key);
  map.set(key, former === undefined ? known : oneOf([former, known]));
}

/** What several rows say together: where they name several addresses, that they do. */
export function oneOf(rows: readonly [KnownOfCall, ...KnownOfCall[]]): KnownOfCall {
  const addresses = new Set(rows.flatMap(({ clientEmail }) => clientEmail?.trim().toLowerCase() ?? []));
  return addresses.size > 1 || rows.some(({ isDisputed }) => isDisputed)
    ? { isDisputed: true }
    : (rows.at(-1) ?? rows[0]);
}

/** A number as its digits with the code of the country, so that two spellings of it are equal. */
export function plainPhone(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, '');
  return digits.replace(/^\+|^00/, '').replaceAll('+', '');
}

/**
 * Reads contact records of Amazon Connect by the ids of their contacts: JSON, a list, or one a line.
 *
 * @param name - How a fault names the records.
 * @throws {UsageError}
 */
export function contactRecordsOf(text: string, name: string): Map<string, KnownOfCall> {
  const records = new Map<string, KnownOfCall>();
  for (const record of recordsIn(text, name)) {
    const id = textOf(record.ContactId ?? record.Id);
    if (id === '') continue;
    const agent = objectOf(record.Agent ?? record.AgentInfo);
    const agentName = textOf(agent.Username) || textOf(agent.ARN) || textOf(agent.Id);
    const started = [
      agent.ConnectedToAgentTimestamp,
      record.ConnectedToSystemTimestamp,
      record.InitiationTimestamp,
    ];
    const phone = textOf(objectOf(record.CustomerEndpoint).Address);
    records.set(id, {
      agentId: agentName === '' ? undefined : agentName,
      startedAt: started.map(textOf).find((time) => time !== ''),
      phone: phone === '' ? undefined : phone,
      record,
    });
  }
  return records;
}

function recordsIn(text: string, name: string): Record<string, unknown>[] {
  try {
    const whole: unknown = JSON.parse(text);
    return Array.isArray(whole) ? objectsOf(whole) : [objectOf(objectOf(whole).Contact ?? whole)];
  } catch {
    // One a line.
  }
  try {
    return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [objectOf(JSON.parse(line))]));
  } catch (cause) {
    throw new UsageError(`--contact-records: ${name} is neither JSON nor one JSON object a line.`, { cause });
  }
}

/** The text at a path such as `Attributes.email` or `/labels/email`; undefined where there is none. */
export function textAt(value: unknown, path: string): string | undefined {
  let found: unknown = value;
  for (const step of path.split(/[./]/).filter((part) => part !== '')) {
    found = Array.isArray(found) ? found[Number(step)] : objectOf(found)[step];
  }
  const text = textOf(found).trim();
  return text === '' ? undefined : text;
}
