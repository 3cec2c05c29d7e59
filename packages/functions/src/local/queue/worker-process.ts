// The worker of the analysis queue as a separate process, so that an analysis never delays a memory box. worker.ts
// starts it next to the server. It uses the running engine, and ends with its parent.

import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { appOptionsOf, jobOptionsOf } from '../../doors/wiring.ts';
import { concurrencyFrom, startLocalService } from '../server/local-service.ts';
import { sweepHourly } from './sweep-hourly.ts';
import { followFeed } from './window-feed.ts';
import { workQueue } from './work-queue.ts';

/** Redactions wait for an hour or longer, and each poll reads the whole queue. */
const REDACTION_PAUSE_MS = 30_000;

/** A call that may have ended can wait for a moment. */
const SETTLE_PAUSE_MS = 500;

/** A receiver of events can wait for a moment. */
const EVENTS_PAUSE_MS = 500;

const concurrency = concurrencyFrom(process.env);
const service = await startLocalService(process.env);
const { config, ports } = service;
const client = dynamoClient({ endpoint: config.dynamodbEndpoint, credentials: config.dynamodbCredentials });
const work = {
  ...appOptionsOf(config),
  ...jobOptionsOf(config),
  ports,
  compact: service.compact,
  log: (line: object) => console.log(JSON.stringify(line)),
};
const stopping = [
  workQueue({ ...work, queue: service.queue, concurrency }),
  workQueue({ ...work, queue: service.redactionQueue, concurrency: 1, pauseMs: REDACTION_PAUSE_MS }),
  workQueue({ ...work, queue: service.settleQueue, concurrency: 1, pauseMs: SETTLE_PAUSE_MS }),
  workQueue({ ...work, queue: service.eventsQueue, concurrency: 1, pauseMs: EVENTS_PAUSE_MS }),
  followFeed({ client, callRecords: config.tables.callRecords, ports, ending: config.ending }),
  sweepHourly(work, work.log),
];

// Ctrl-C reaches every process of the terminal; the parent closes the channel when it has stopped.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.on('SIGTERM', end);
process.on('disconnect', end);

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.all(stopping.map((stop) => stop()));
  process.exit(0);
}

// A parent that was stopped during the start has closed the channel already.
if (!process.connected) await end();
