// The worker of the analysis queue as a process of its own, started by worker.ts beside the server, so that an analysis
// never holds up a memory box. It uses the engine that runs, and ends with the process that has started it.

import { appOptionsOf } from '../wiring.ts';
import { concurrencyFrom, startLocalService } from './local-service.ts';
import { workQueue } from './work-queue.ts';

const concurrency = concurrencyFrom(process.env);
const service = await startLocalService(process.env);
const stop = workQueue({
  ...appOptionsOf(service.config),
  ports: service.ports,
  queue: service.queue,
  compact: service.compact,
  concurrency,
  log: (line) => console.log(JSON.stringify(line)),
});
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
  await stop();
  process.exit(0);
}
