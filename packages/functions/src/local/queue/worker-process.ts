// The worker of the analysis queue as a process of its own, started by worker.ts beside the server, so that an analysis
// never holds up a memory box. It uses the engine that runs, and ends with the process that has started it.

import { appOptionsOf } from '../../doors/wiring.ts';
import { concurrencyFrom, startLocalService } from '../server/local-service.ts';
import { workQueue } from './work-queue.ts';

/** What waits there waits for an hour or longer, and each look reads all of it. */
const REDACTION_PAUSE_MS = 30_000;

const concurrency = concurrencyFrom(process.env);
const service = await startLocalService(process.env);
const work = {
  ...appOptionsOf(service.config),
  ports: service.ports,
  compact: service.compact,
  log: (line: object) => console.log(JSON.stringify(line)),
};
const stopping = [
  workQueue({ ...work, queue: service.queue, concurrency }),
  workQueue({ ...work, queue: service.redactionQueue, concurrency: 1, pauseMs: REDACTION_PAUSE_MS }),
];
process.send?.('ready');

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
