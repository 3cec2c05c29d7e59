import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoTable } from '../../adapters/dynamodb/table.ts';

/** For how long two equal messages are one, as in SQS, in milliseconds. */
const DEDUPLICATION_MS = 5 * 60_000;

/** Says under which name a message was sent, for as long as an equal one is the same. It lies beside the messages. */
interface Sent {
  state: 'sent';
  /** The name. */
  position: string;
  /** Milliseconds since 1970. */
  sentAt: number;
  /** Where the message was put; it was there for certain once `isThere` is set. */
  message: string;
  isThere?: boolean;
}

/** The names under which messages of the local queue were sent within the last five minutes. */
export function sentNames(options: { client: DynamoDBDocumentClient; table: string; now: () => number }) {
  const { now } = options;
  const names = dynamoTable<Sent>(options);
  let sweptAt = 0;

  /** Removes names whose time is over, at most once in that time. */
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
    /** Takes a name for a message at `position`. Returns where to put it, or null when an equal one was sent already. */
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
      // A sender that ended half-way has left a name without its message.
      return stored === null || stored.isThere === true ? null : stored.message;
    },

    /** Tells that the message of a name lies in the queue. */
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
