import { objectOf } from '@live-assist/core/formats/json-values';
import { customerMapOf, emptyMap } from '../plan/customer-map.ts';
import type { Knowledge } from '../plan/plan-call.ts';
import { type ImportOptions, importOptions } from './import-options.ts';
import { UsageError } from './usage-error.ts';

/** Options that a source of an inbox may set: those of the command that name no file and no single call. */
const ALLOWED = [
  'agent',
  'agent-channel',
  'by-alias',
  'customer',
  'customer-from',
  'date-order',
  'ends',
  'format',
  'join-gap',
  'language',
  'name-pattern',
  'other',
  'redacted',
  'rest',
  'speaker',
  'swap',
  'time-unit',
  'timestamp-marks',
  'transcript',
  'tz',
];

/**
 * What is told of the files of a source: its settings, a JSON object of options as the command has them
 * (`{ "tz": "Europe/Vienna", "agent": ["spk_0"] }`), and its map of customers, a CSV. A call without an address is known by
 * its id or number unless `by-alias` is false.
 *
 * @param settings - Null without any.
 * @throws {UsageError} that names the option which is not understood.
 */
export function toldOfSource(
  settings: string | null,
  customers: string | null,
): { options: ImportOptions; knowledge: Knowledge } {
  const { 'by-alias': byAlias = true, ...given } = objectOf(parsed(settings));
  const args = Object.entries(given).flatMap(([name, value]) => {
    if (!ALLOWED.includes(name))
      throw new UsageError(
        `The settings of this source have an option that an inbox does not take. It takes ${ALLOWED.join(', ')}.`,
      );
    if (typeof value === 'boolean') return value ? [`--${name}`] : [];
    return [value].flat().flatMap((one) => [`--${name}`, String(one)]);
  });
  const options = importOptions(['-', '--queue', ...args]);
  const map = customers === null ? emptyMap() : customerMapOf(customers);
  return {
    options: { ...options, withoutAddress: byAlias === false ? 'refuse' : 'alias' },
    knowledge: { customers: map, records: new Map() },
  };
}

function parsed(settings: string | null): unknown {
  if (settings === null) return {};
  try {
    return JSON.parse(settings);
  } catch (cause) {
    throw new UsageError('The settings of this source are no JSON.', { cause });
  }
}
