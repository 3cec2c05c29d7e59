// Passes the same event to a Lambda handler repeatedly.

import { serveMessages } from '../fresh-process.ts';
import { median } from '../measure.ts';

/** The handler, the events, and the repetitions. */
export interface EventRun {
  bundle: string;
  events: { event: object; warmUp: number; times: number }[];
}

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 60_000 };

/** Answers with the median time of each event in milliseconds. */
serveMessages<EventRun, number[]>(async ({ bundle, events }) => {
  process.stdout.write = () => true;
  const { handler } = await import(bundle);
  const medians: number[] = [];
  for (const { event, warmUp, times } of events) {
    const each: number[] = [];
    for (let n = 0; n < warmUp + times; n += 1) {
      const begin = performance.now();
      const { statusCode, body } = await handler(event, context);
      each.push(performance.now() - begin);
      if (statusCode !== 200) throw new Error(body);
    }
    medians.push(median(each.slice(warmUp)));
  }
  return medians;
});
