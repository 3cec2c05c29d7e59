import { withMetrics } from './embedded-metrics.ts';
import type { JobLogLine } from './job-log.ts';
import type { RequestLogLine } from './request-log-line.ts';

/**
 * Returns the logger of a Lambda function, which writes one line of JSON per entry. It does not use `console`: Lambda's
 * log format would nest the entry under `message`, and CloudWatch reads metrics at the top level only.
 *
 * @param namespace - Namespace of the metrics; without it lines are written unchanged.
 */
export function lambdaLog(namespace: string | undefined): (line: RequestLogLine | JobLogLine) => void {
  return (line) => {
    const told = namespace === undefined ? line : withMetrics(line, namespace);
    // The write ends before Lambda freezes the function: a pipe is synchronous on Linux.
    process.stdout.write(`${JSON.stringify(told)}\n`);
  };
}
