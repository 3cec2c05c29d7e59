import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EndingSettings, Ports } from '@live-assist/core';
import { noteWindows } from '@live-assist/core/ingest/note-windows';
import { dynamoTable } from '../../adapters/dynamodb/table.ts';
import { FEED, feedOf } from '../engine/engine-feed.ts';

/** A window that was put, as the engine has noted it. */
interface Note {
  feed: typeof FEED;
  position: string;
  call_id: string;
  window_number: number;
  storedAt: number;
}

/** Notes that are read at a time. */
const PAGE = 100;

/** The options of the reader of the feed. */
export interface FeedOptions {
  client: DynamoDBDocumentClient;
  /** Name of the table of windows. */
  callRecords: string;
  ports: Ports;
  ending: EndingSettings;
}

/**
 * Reads the feed of the embedded engine once, the oldest notes first, and removes what is dealt with. It plays the part of
 * the function behind a stream of DynamoDB: a note stays until its call waits and has its settle job.
 *
 * @returns the number of notes that were dealt with.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function readFeed({ client, callRecords, ports, ending }: FeedOptions): Promise<number> {
  const table = dynamoTable<Note>({ client, table: feedOf(callRecords) });
  const notes = await table.queryAll(
    {
      KeyConditionExpression: '#feed = :feed',
      ExpressionAttributeNames: { '#feed': 'feed' },
      ExpressionAttributeValues: { ':feed': FEED },
    },
    { most: PAGE },
  );
  const events = notes.map((note) => ({ ...note, mayBeEarly: true }));
  const failed = new Set((await noteWindows(ports, ending, events)).map(({ event }) => event));
  const dealt = events.filter((event) => !failed.has(event));
  for (const { feed, position } of dealt) await table.remove({ feed, position });
  return dealt.length;
}

const PAUSE_MS = 250;
const PAUSE_AFTER_FAULT_MS = 1_000;

/**
 * Reads the feed until it is stopped.
 *
 * @returns a function that stops it, and waits for what is in progress.
 */
export function followFeed(options: FeedOptions): () => Promise<void> {
  const stopping = new AbortController();
  const rest = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const following = (async () => {
    while (!stopping.signal.aborted) {
      try {
        if ((await readFeed(options)) === 0) await rest(PAUSE_MS);
      } catch {
        // The engine cannot be reached; the notes stay.
        await rest(PAUSE_AFTER_FAULT_MS);
      }
    }
  })();
  return async () => {
    stopping.abort();
    await following;
  };
}
