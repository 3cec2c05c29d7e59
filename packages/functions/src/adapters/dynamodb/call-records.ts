import { type CallRecords, type CallWindow, requireReadable } from '@live-assist/core';
import { callsUnder } from './by-customer.ts';
import { contended, dynamoTable, type TableOptions } from './table.ts';

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
  return {
    async list(callId, options) {
      const readable = requireReadable(options?.maxCharacters);
      const windows: CallWindow[] = [];
      for await (const window of table.query(ofCall(callId), options)) windows.push(readable(window));
      return windows;
    },
    async newestWindow(callId) {
      // More than one row is read only where the newest has expired.
      for await (const window of table.query({ ...ofCall(callId), ScanIndexForward: false, Limit: 1 })) {
        return window.window_number;
      }
      return null;
    },
    async add(window) {
      const { call_id, window_number } = window;
      const outcome = await table.add({ call_id, window_number }, window);
      return outcome.done ? null : (outcome.stored ?? contended());
    },
    callsOf: (clientEmail) => callsUnder(table, clientEmail),
    remove: ({ call_id, window_number, created_at }) =>
      table.removeIf({ call_id, window_number }, { created_at }),
  };
}
