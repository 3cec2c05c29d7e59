import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AnalysisQueue, ErrorCode } from '@live-assist/core';
import { contended, dynamoTable } from '../../adapters/dynamodb/table.ts';
import { messageGroup, messageId } from '../../adapters/sqs/message-group.ts';
import { sentNames } from '../commands/sent-names.ts';

/** Name of the table that replaces the SQS queue on a local engine. */
export const QUEUE_TABLE = 'analysis-queue';
/** The same for the redaction queue. */
export const REDACTION_QUEUE_TABLE = 'redaction-queue';

/** The same for the queue of events. */
export const EVENTS_QUEUE_TABLE = 'events-queue';
/** The same for the settle queue. */
export const SETTLE_QUEUE_TABLE = 'settle-queue';

interface Message {
  /** `waiting`, or `dead` for a message that a person has to check. */
  state: 'waiting' | 'dead';
  /** Sort key in sending order. */
  position: string;
  /** For example the keyed hash of a customer; only the first message of a group can be received. */
  group: string;
  body: string;
  /** Until when the message and those behind it in its group are hidden, in milliseconds since 1970. */
  heldUntil: number;
  /** Token of the worker that holds it. */
  token?: string;
  /** Number of times it was received. */
  tries: number;
  firstTriedAt?: number;
  /** Why it is dead. */
  reason?: ErrorCode;
}

/** A message held by this worker. */
export type Received = Pick<Message, 'position' | 'group' | 'body' | 'tries'> & {
  token: string;
  firstTriedAt: number;
};

/** The options of the queue. */
export interface LocalQueueOptions {
  client: DynamoDBDocumentClient;
  /** The keyed hash of a customer. */
  groupOf: (clientEmail: string) => Promise<string>;
  /** How long a received message stays with its worker, in milliseconds. */
  holdMs: number;
  /** @default QUEUE_TABLE */
  table?: string;
  /** Milliseconds since 1970. @default Date.now */
  now?: () => number;
}

export type LocalQueue = ReturnType<typeof localQueue>;

/**
 * An {@link AnalysisQueue} in a table of the embedded engine, so that it survives this process. It behaves like a FIFO
 * queue of SQS: delivery at least once and in order within a group; a message that is neither done nor held back is
 * delivered again when its worker is gone; an equal message within five minutes is dropped.
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

    /** Receives the next message that is free and first in its group, or null. */
    async receive(): Promise<Received | null> {
      const behind = new Set<string>();
      // Usually one of the first messages is free, so the first page is small.
      for await (const message of messages.query({ ...inState('waiting'), Limit: 20 })) {
        if (behind.has(message.group)) continue;
        behind.add(message.group);
        if (message.heldUntil > now()) continue;
        const received = await hold(message);
        if (received !== null) return received;
      }
      return null;
    },

    /** Deletes the message. */
    done: (received: Received): Promise<void> => messages.remove(keyOf('waiting', received)),

    /** Releases the message and hides it until `at` (milliseconds since 1970). */
    async later({ position, token }: Received, at: number): Promise<void> {
      await messages.change({
        key: keyOf('waiting', { position }),
        set: { heldUntil: at },
        condition: '#token = :token',
        values: { token },
      });
    },

    /** Moves the message to the dead letters, with its reason. */
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

    /** Number of waiting messages, including held ones. */
    async size(): Promise<number> {
      return (await messages.queryAll(inState('waiting'))).length;
    },

    /** The dead letters with their reasons, oldest first. */
    deadLetters: (): Promise<Message[]> => messages.queryAll(inState('dead')),

    /** Moves the dead letters to the end of the queue, and returns them as they were. */
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
    // The response to this write was lost and the SDK repeated it, or an equal message was already there.
    if (!outcome.done && outcome.stored?.group !== group) contended();
  }
}

/** Creates ascending positions, even within a millisecond, that are unique across processes. */
function positions(now: () => number): () => string {
  const process = crypto.randomUUID();
  let last = 0;
  return () => {
    last = Math.max(last + 1, now() * 1000);
    return `${String(last).padStart(17, '0')}-${process}`;
  };
}
