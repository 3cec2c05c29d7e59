import { withMetrics } from './embedded-metrics.ts';
import type { JobLogLine } from './job-log.ts';
import type { RequestLogLine } from './request-log-line.ts';

/**
 * The log of a function on Lambda: one line of JSON each. It goes past `console`, because the log format of Lambda puts
 * what a console is given into a field `message`, and CloudWatch looks for metrics at the top alone.
 *
 * @param namespace - Where metrics are made of the log; without it the lines are as they are.
 */
export function lambdaLog(namespace: string | undefined): (line: RequestLogLine | JobLogLine) => void {
  return (line) => {
    const told = namespace === undefined ? line : withMetrics(line, namespace);
    // Written before the function is frozen: a pipe is synchronous on Linux.
    process.stdout.write(`${JSON.stringify(told)}\n`);
  };
}
