/**
 * Processes the queues of a stage on this machine; `sst dev` runs it in a tab. A stub in AWS would answer for a machine
 * that is off, and SQS would take that for success; here a job waits until the machine is back.
 *
 * @module
 */
import { oneLine } from './one-line.ts';

await oneLine(async () => {
  const {
    ANALYSIS_QUEUE_URL: queueUrl = '',
    REDACTION_QUEUE_URL,
    SETTLE_QUEUE_URL,
    ANALYSIS_TIMEOUT_MS = '60000',
  } = process.env;
  if (!queueUrl) throw new Error('ANALYSIS_QUEUE_URL is missing: set it to the queue of the stage.');
  process.env.AWS_REGION ||= /^sqs\.([\w-]+)\./.exec(new URL(queueUrl).hostname)?.[1] ?? '';
  // The module reads its settings when it is loaded.
  const { handler } = await import('../packages/functions/src/doors/worker-lambda.ts');
  const { pollQueue } = await import('../packages/functions/src/local/queue/poll-queue.ts');
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  console.log('This machine now processes the analysis queue.');
  const others = [REDACTION_QUEUE_URL, SETTLE_QUEUE_URL].flatMap((url) => (url ? [url] : []));
  const queueUrls = [queueUrl, ...others];
  await Promise.all(
    queueUrls.map((queueUrl) =>
      pollQueue({
        queueUrl,
        handler,
        handlerMs: Number(ANALYSIS_TIMEOUT_MS) + 15_000,
        signal: stopping.signal,
        onFault: ({ name }) => console.error(`The queue cannot be processed (${name}). Retrying.`),
      }),
    ),
  );
});
