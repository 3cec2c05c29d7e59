/**
 * Moves the dead letters of a stage back into the queues that they came from: `pnpm redrive --stage NAME`.
 *
 * @module
 */
import { Resource } from 'sst/resource';
import { redrive } from '../packages/functions/src/stage/redrive.ts';
import { oneLine } from './one-line.ts';

await oneLine(async () => {
  const { moved, reasons } = await redrive(
    Resource.AnalysisDeadLetters.url,
    Resource.AnalysisQueue.url,
    Resource.RedactionQueue.url,
  );
  console.log(`${moved} calls are back in the queue.`);
  for (const [reason, times] of Object.entries(reasons).sort(([, a], [, b]) => b - a)) {
    console.log(`${String(times).padStart(6)} ${reason}`);
  }
});
