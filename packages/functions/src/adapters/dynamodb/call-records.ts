import {
  type CallRecords,
  type CallWindow,
  charactersOf,
  RECORDED,
  requireReadable,
} from '@live-assist/core';
import { callsUnder } from './by-customer.ts';
import { contended, dynamoTable, type TableOptions } from './table.ts';
import { aliases } from './update-command.ts';

/**
 * {@link CallRecords} over the table `call-records`, key `call_id` and `window_number`.
 *
 * @example dynamoCallRecords({ client: dynamoClient(), table: 'call-records' })
 */
export function dynamoCallRecords(options: TableOptions): CallRecords {
  const table = dynamoTable<CallWindow>(options);
  const ofCall = (callId: string) => ({
    KeyConditionExpression: '#call_id = :call_id',
    ExpressionAttributeNames: { '#call_id': 'call_id' },
    ExpressionAttributeValues: { ':call_id': callId },
  });
  const newestOf = (callId: string) => ({ ...ofCall(callId), ScanIndexForward: false });
  const numbered = (callId: string, windowNumber: number) => {
    const { KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = ofCall(callId);
    return {
      KeyConditionExpression: `${KeyConditionExpression} AND #window_number = :window_number`,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, '#window_number': 'window_number' },
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ':window_number': windowNumber },
    };
  };
  const firstOf = async (query: Parameters<typeof table.query>[0]): Promise<number | null> => {
    // A second row is read only when the first has expired.
    for await (const window of table.query({ ...query, Limit: 1 })) return window.window_number;
    return null;
  };
  return {
    async list(callId, options) {
      const readable = requireReadable(options?.maxCharacters);
      const windows: CallWindow[] = [];
      for await (const window of table.query(ofCall(callId), options)) windows.push(readable(window));
      return windows;
    },
    async head(callId, windowNumber) {
      const query = windowNumber === undefined ? newestOf(callId) : numbered(callId, windowNumber);
      for await (const head of table.query({ ...projected(query, HEAD), Limit: 1 })) return head;
      return null;
    },
    async numbers(callId) {
      const rows = await table.queryAll(projected(ofCall(callId), ['window_number']));
      return rows.map(({ window_number }) => window_number);
    },
    newestWindow: (callId) => firstOf(newestOf(callId)),
    oldestWindow: (callId) => firstOf(ofCall(callId)),
    async slice(callId, after, maxCharacters) {
      const { KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = ofCall(callId);
      const later = {
        KeyConditionExpression: `${KeyConditionExpression} AND #window_number > :after`,
        ExpressionAttributeNames: { ...ExpressionAttributeNames, '#window_number': 'window_number' },
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':after': after },
      };
      const windows: CallWindow[] = [];
      let size = 0;
      for await (const window of table.query(after === null ? ofCall(callId) : later)) {
        size += charactersOf(window);
        if (size > maxCharacters && windows.length > 0) break;
        windows.push(window);
      }
      return windows;
    },
    async redact(read, change) {
      const { call_id, window_number } = read;
      const names = [...new Set([...RECORDED, ...namesOf(change)])];
      const given = names.filter((name) => read[name] !== undefined);
      const lists = given.filter((name) => typeof read[name] === 'object');
      // Direct writers may use attribute names that no expression accepts.
      const alias = (name: keyof CallWindow) => `a${names.indexOf(name)}`;
      const send = (comparable: (name: keyof CallWindow) => boolean) =>
        table.change({
          key: { call_id, window_number },
          set: Object.fromEntries(namesOf(change).map((name) => [alias(name), change[name]])),
          condition: [
            'attribute_exists(#call_id)',
            ...names.map((name) => {
              if (read[name] === undefined) return `attribute_not_exists(#${alias(name)})`;
              const place = comparable(name) ? `#${alias(name)}` : `size(#${alias(name)})`;
              return `${place} = :read_${alias(name)}`;
            }),
          ],
          values: Object.fromEntries(
            given.map((name) => [`read_${alias(name)}`, comparable(name) ? read[name] : sizeOf(read[name])]),
          ),
          names: Object.fromEntries(names.map((name) => [alias(name), name])),
          needsRow: true,
          keepsExpiry: true,
        });
      const { stored, ...outcome } = { stored: null, ...(await send(() => true)) };
      if (outcome.done || stored === null) return outcome.done;
      // The response to this write was lost, and the SDK repeated it.
      if (holds(stored, change, namesOf(change))) return true;
      // A local engine cannot compare lists, so a list that was just read is compared by its length.
      if (lists.length === 0 || !holds(stored, read, names)) return false;
      return (await send((name) => !lists.includes(name))).done;
    },
    async add(window) {
      const { call_id, window_number } = window;
      const outcome = await table.add({ call_id, window_number }, window);
      return outcome.done ? null : (outcome.stored ?? contended());
    },
    // Loaded with the first number that a direct writer left.
    hideNumber: async (...hidden) => (await import('./late/hide-number.ts')).hideNumber(table, ...hidden),
    callsOf: (clientEmail) => callsUnder(table, clientEmail),
    remove: ({ call_id, window_number, created_at }) =>
      table.removeIf({ call_id, window_number }, { created_at }),
  };
}

/** What a window tells apart from what was said. */
const HEAD = [
  'call_id',
  'window_number',
  'created_at',
  'client_email',
  'agent_id',
  'timestamp_marks',
  'time_zone',
  'continues',
  'final',
  'analyze',
  'contentHash',
];

/** The query for these attributes, and for the one that says whether a row has expired. */
function projected<Query extends { ExpressionAttributeNames: Record<string, string> }>(
  query: Query,
  names: readonly string[],
) {
  const read = [...names, 'expires_at'];
  return {
    ...query,
    ProjectionExpression: read.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: { ...query.ExpressionAttributeNames, ...aliases(read) },
  };
}

function namesOf(change: Partial<CallWindow>): (keyof CallWindow)[] {
  return Object.keys(change) as (keyof CallWindow)[];
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : Object.keys(value ?? {}).length;
}

function holds(stored: CallWindow, as: Partial<CallWindow>, names: (keyof CallWindow)[]): boolean {
  return names.every((name) => JSON.stringify(stored[name]) === JSON.stringify(as[name]));
}
