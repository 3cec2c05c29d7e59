import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AnalysisQueue, ErrorCode } from '@live-assist/core';
import { contended, dynamoTable } from '../../adapters/dynamodb/table.ts';
import { messageGroup, messageId } from '../../adapters/sqs/message-group.ts';
import { sentNames } from '../commands/sent-names.ts';

/** Name of the table in the embedded engine that stands for the queue of SQS in a deployment. */
export const QUEUE_TABLE = 'analysis-queue';
/** The same for the queue of redactions. */
export const REDACTION_QUEUE_TABLE = 'redaction-queue';

interface Message {
  /** `waiting`, or `dead` for what somebody has to look at. */
  state: 'waiting' | 'dead';
  /** Sorts the messages in the order in which they were sent. */
  position: string;
  /** Such as the keyed hash of a customer; of its messages only the first can be received. */
  group: string;
  body: string;
  /** Milliseconds since 1970 until which nobody receives the message, and nobody those behind it in its group. */
  heldUntil: number;
  /** Who holds it. */
  token?: string;
  /** How often it has been received. */
  tries: number;
  firstTriedAt?: number;
  /** Why it is dead. */
  reason?: ErrorCode;
}

/** A message that this worker holds. */
export type Received = Pick<Message, 'position' | 'group' | 'body' | 'tries'> & {
  token: string;
  firstTriedAt: number;
};

/** What the queue is told. */
export interface LocalQueueOptions {
  client: DynamoDBDocumentClient;
  /** The keyed hash of a customer. */
  groupOf: (clientEmail: string) => Promise<string>;
  /** For how long a message that was received belongs to its worker, in milliseconds. */
  holdMs: number;
  /** @default QUEUE_TABLE */
  table?: string;
  /** Milliseconds since 1970. @default Date.now */
  now?: () => number;
}

export type LocalQueue = ReturnType<typeof localQueue>;

/**
 * An {@link AnalysisQueue} in a table of the embedded engine, so that it outlives this process. It behaves as a FIFO
 * queue of SQS does: at least once, in order within a group, a message that is neither done nor held back comes again
 * when its worker is gone, and one that is sent again within five minutes is the same, whatever became of it.
 */
export function localQueue({
  client,
  groupOf,
  holdMs,
  table = QUEUE_TABLE,
  now = Date.now,
}: LocalQueueOptions) {
  const messages = dynamoTable<Message>({ client, table });
  const names = sentNames({ client, table, now });
  const keyOf = (state: Message['state'], { position }: { position: string }) => ({ state, position });
  const inState = (state: Message['state']) => ({
    KeyConditionExpression: '#state = :state',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':state': state },
  });
  const nextPosition = positions(now);

  const hold = async (message: Message): Promise<Received | null> => {
    const receivedAt = now();
    const token = crypto.randomUUID();
    const tries = message.tries + 1;
    const firstTriedAt = message.firstTriedAt ?? receivedAt;
    const outcome = await messages.change({
      key: keyOf('waiting', message),
      set: { heldUntil: receivedAt + holdMs, token, tries, firstTriedAt },
      condition: '#heldUntil = :seen',
      values: { seen: message.heldUntil },
    });
    if (!outcome.done && outcome.stored?.token !== token) return null;
    return { ...message, token, tries, firstTriedAt };
  };

  return {
    async send(job, sameAs?: string) {
      const group = await messageGroup(job, groupOf);
      const body = JSON.stringify(job);
      if (sameAs === undefined) return add(group, body);
      const name = await messageId(sameAs, groupOf);
      const position = await names.take(name, nextPosition());
      if (position === null) return;
      await add(group, body, position);
      await names.putAt(name, position);
    },

    /** The next message that nobody holds and that none of its group stands before, or null. */
    async receive(): Promise<Received | null> {
      const behind = new Set<string>();
      // Most often one of the first messages is free, so a small page is read first.
      for await (const message of messages.query({ ...inState('waiting'), Limit: 20 })) {
        if (behind.has(message.group)) continue;
        behind.add(message.group);
        if (message.heldUntil > now()) continue;
        const received = await hold(message);
        if (received !== null) return received;
      }
      return null;
    },

    /** Takes the message out of the queue. */
    done: (received: Received): Promise<void> => messages.remove(keyOf('waiting', received)),

    /** Gives the message back, for nobody to receive before `at` (milliseconds since 1970). */
    async later({ position, token }: Received, at: number): Promise<void> {
      await messages.change({
        key: keyOf('waiting', { position }),
        set: { heldUntil: at },
        condition: '#token = :token',
        values: { token },
      });
    },

    /** Moves the message among the dead letters, with its reason. */
    async bury(received: Received, reason: ErrorCode): Promise<void> {
      const { position, group, body, tries, firstTriedAt } = received;
      const letter: Message = {
        state: 'dead',
        position,
        group,
        body,
        tries,
        firstTriedAt,
        reason,
        heldUntil: 0,
      };
      await messages.add(keyOf('dead', received), letter);
      await messages.remove(keyOf('waiting', received));
    },

    /** How many messages wait, those that somebody holds among them. */
    async size(): Promise<number> {
      return (await messages.queryAll(inState('waiting'))).length;
    },

    /** The dead letters with their reasons, oldest first. */
    deadLetters: (): Promise<Message[]> => messages.queryAll(inState('dead')),

    /** Puts the dead letters back into the queue, behind what waits there, and returns them as they lay. */
    async redrive(): Promise<Message[]> {
      const letters = await messages.queryAll(inState('dead'));
      for (const { position, group, body } of letters) {
        await add(group, body);
        await messages.remove({ state: 'dead', position });
      }
      return letters;
    },
  } satisfies AnalysisQueue & Record<string, unknown>;

  async function add(group: string, body: string, position = nextPosition()): Promise<void> {
    const message: Message = { state: 'waiting', position, group, body, heldUntil: 0, tries: 0 };
    const outcome = await messages.add(keyOf('waiting', message), message);
    // The answer to our own write was lost, and the SDK sent it once more; or an equal message was put there before.
    if (!outcome.done && outcome.stored?.group !== group) contended();
  }
}

/** Positions that rise, also within a millisecond, and that no other process has. */
function positions(now: () => number): () => string {
  const process = crypto.randomUUID();
  let last = 0;
  return () => {
    last = Math.max(last + 1, now() * 1000);
    return `${String(last).padStart(17, '0')}-${process}`;
  };
}
