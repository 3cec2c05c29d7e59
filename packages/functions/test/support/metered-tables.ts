import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoClient } from '../../src/adapters/dynamodb/dynamodb-client.ts';
import type { TableNames } from '../../src/adapters/dynamodb/tables.ts';
import { overTables, type TestEngine, type TestTables } from './with-engine.ts';

/** Stores whose reads are counted. */
export interface Meter {
  tables: TestTables;
  reset(): void;
  /** Bytes of all answers, and the bytes for which DynamoDB counts capacity of reads. */
  read(): { bytes: number; capacityBytes: number; commands: number };
  stop(): void;
}

/** Counts what is read of these tables. */
export function meteredTables({ endpoint, credentials }: TestEngine, names: TableNames): Meter {
  const client = dynamoClient({ endpoint, credentials, attemptTimeoutMs: 60_000 });
  let count = { bytes: 0, capacityBytes: 0, commands: 0 };
  measure(client, (bytes, capacityBytes) => {
    count = {
      bytes: count.bytes + bytes,
      capacityBytes: count.capacityBytes + capacityBytes,
      commands: count.commands + 1,
    };
  });
  return {
    tables: overTables(client, names),
    reset() {
      count = { bytes: 0, capacityBytes: 0, commands: 0 };
    },
    read: () => count,
    stop: () => client.destroy(),
  };
}

type Input = { ConsistentRead?: boolean; ReturnConsumedCapacity?: 'TOTAL' };
type Output = { ConsumedCapacity?: { CapacityUnits?: number } };

function measure(
  client: DynamoDBDocumentClient,
  onAnswer: (bytes: number, capacityBytes: number) => void,
): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = args.input as Input;
      const result = await next({ ...args, input: { ...input, ReturnConsumedCapacity: 'TOTAL' } });
      const isRead = ['GetItemCommand', 'QueryCommand'].includes(String(context.commandName));
      const units = (result.output as Output).ConsumedCapacity?.CapacityUnits ?? 0;
      // A unit is 4 KB that are read consistently, or 8 KB otherwise.
      const each = input.ConsistentRead ? 4096 : 8192;
      onAnswer(JSON.stringify(result.output).length, isRead ? units * each : 0);
      return result;
    },
    { step: 'initialize', name: 'measureReads', priority: 'low' },
  );
}
