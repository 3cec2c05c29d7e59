import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoTable } from '../../adapters/dynamodb/table.ts';

/** For how long equal messages count as one, as in SQS, in milliseconds. */
const DEDUPLICATION_MS = 5 * 60_000;

/** The deduplication row of a sent message, stored next to the messages. */
interface Sent {
  state: 'sent';
  /** The name. */
  position: string;
  /** Milliseconds since 1970. */
  sentAt: number;
  /** Position of the message; it was stored for certain when `isThere` is set. */
  message: string;
  isThere?: boolean;
}

/** The deduplication ids of messages that were sent within the last five minutes. */
export function sentNames(options: { client: DynamoDBDocumentClient; table: string; now: () => number }) {
  const { now } = options;
  const names = dynamoTable<Sent>(options);
  let sweptAt = 0;

  /** Removes expired ids, at most once per five minutes. */
  const sweep = async (time: number): Promise<void> => {
    if (time - sweptAt < DEDUPLICATION_MS) return;
    sweptAt = time;
    const all = await names.queryAll({
      KeyConditionExpression: '#state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': 'sent' },
    });
    for (const { state, position, sentAt } of all) {
      if (sentAt <= time - DEDUPLICATION_MS) await names.removeIf({ state, position }, { sentAt });
    }
  };

  return {
    /**
     * Reserves an id for a message at `position`. Returns the position to store it at, or null when an equal message
     * was sent already.
     */
    async take(name: string, position: string): Promise<string | null> {
      const sentAt = now();
      await sweep(sentAt);
      const outcome = await names.change({
        key: { state: 'sent', position: name },
        set: { sentAt, message: position },
        remove: ['isThere'],
        condition: 'attribute_not_exists(#sentAt) OR #sentAt <= :before',
        values: { before: sentAt - DEDUPLICATION_MS },
      });
      if (outcome.done) return position;
      const { stored } = outcome;
      // A sender that crashed has left an id without its message.
      return stored === null || stored.isThere === true ? null : stored.message;
    },

    /** Marks the message of an id as stored. */
    async putAt(name: string, position: string): Promise<void> {
      await names.change({
        key: { state: 'sent', position: name },
        set: { isThere: true },
        condition: '#message = :message',
        values: { message: position },
        needsRow: true,
      });
    },
  };
}
