import { beforeAll, describe, expect, it } from 'vitest';
import { inMemoryPorts, manualClock } from '../../packages/core/src/in-memory/in-memory.ts';
import { type JobOutcome, runJob } from '../../packages/core/src/queue/run-job.ts';
import { type ErrorCode, LiveAssistError } from '../../packages/core/src/shared/errors.ts';
import { promiseCall } from '../../packages/core/test/support/story.ts';
import { grantsOf, hastyQueues, mappingsOf, queuesWithoutDeadLetters } from './checks.ts';
import { PRODUCTION, resourceOf, resourcesOf, SLOW, type Stack, synth } from './stack.ts';

const HOUR_MS = 3_600_000;

let developers: Stack;
let production: Stack;
let slow: Stack;
beforeAll(async () => {
  developers = await synth('test');
  production = await synth('production', { env: PRODUCTION });
  slow = await synth('test', SLOW);
});

const queueOf = (stack: Stack) => resourceOf(stack, 'sqs/queue:Queue', 'AnalysisQueueQueue').inputs;
const deadLettersOf = (stack: Stack) =>
  resourceOf(stack, 'sqs/queue:Queue', 'AnalysisDeadLettersQueue').inputs;
const redactionsOf = (stack: Stack) => resourceOf(stack, 'sqs/queue:Queue', 'RedactionQueueQueue').inputs;

describe('the analysis queue', () => {
  it('the analysis queue keeps the order of each message group, also among the dead letters', () => {
    for (const inputs of [queueOf(developers), redactionsOf(developers), deadLettersOf(developers)]) {
      expect(inputs).toMatchObject({
        fifoQueue: true,
        name: expect.stringMatching(/\.fifo$/),
        delaySeconds: 0,
      });
    }
  });

  it('the analysis queue deduplicates messages by the id that the app sets, not by their content', () => {
    expect(queueOf(developers).contentBasedDeduplication).toBe(false);
    expect(queueOf(developers).deduplicationScope ?? 'queue').toBe('queue');
  });

  it('the analysis queue hides a message for six times the timeout of its function, whatever that is', () => {
    expect(hastyQueues(developers)).toEqual([]);
    expect(hastyQueues(slow)).toEqual([]);
    expect([developers, slow].map((stack) => queueOf(stack).visibilityTimeoutSeconds)).toEqual([450, 810]);
  });

  it('the analysis queue has a dead-letter queue of the same kind, which keeps messages for 14 days', () => {
    expect(queuesWithoutDeadLetters(developers)).toEqual([]);
    expect(queuesWithoutDeadLetters(production)).toEqual([]);
    expect(deadLettersOf(production).messageRetentionSeconds).toBe(14 * 24 * 3600);
  });

  it.each([
    ['an outage', 'analyst_unavailable', 12, 19],
    ['a limit on what analyses cost', 'rate_limited', 36, 43],
  ] as const)(
    'the analysis queue outlasts %s: SQS does not give up a message before the worker does',
    async (_, code, hours, deliveries) => {
      const end = await workOffWhile(code);
      expect(end).toMatchObject({ outcome: { outcome: 'dead', code }, deliveries });
      expect(end.hours).toBeGreaterThanOrEqual(hours);
      const { maxReceiveCount } = JSON.parse(queueOf(developers).redrivePolicy);
      // Twice as many, because a deployment may stop the worker, which costs a delivery.
      expect(maxReceiveCount).toBeGreaterThanOrEqual(2 * deliveries);
      // Several calls of one customer may wait for one another.
      expect(queueOf(developers).messageRetentionSeconds).toBeGreaterThanOrEqual(9 * end.hours * 3600);
    },
  );

  it('the analysis queue is encrypted at rest, which is the default of SQS', () => {
    for (const { inputs } of resourcesOf(production, 'sqs/queue:Queue')) {
      expect(inputs.sqsManagedSseEnabled ?? true).toBe(true);
    }
  });
});

describe('the function that works it off', () => {
  const workerOf = (stack: Stack) => resourceOf(stack, 'lambda/function:Function', 'AnalysisFunction').inputs;

  it('the worker function has the settings of the API function, and no URL', () => {
    const shared = ({
      runtime,
      architectures,
      memorySize,
      timeout,
      loggingConfig,
    }: Stack['resources'][0]['inputs']) => ({
      runtime,
      architectures,
      memorySize,
      timeout,
      logFormat: loggingConfig.logFormat,
    });
    for (const stack of [developers, slow]) {
      expect(shared(workerOf(stack))).toEqual(
        shared(resourceOf(stack, 'lambda/function:Function', 'ApiFunction').inputs),
      );
    }
    expect(resourcesOf(developers, 'lambda/functionUrl:FunctionUrl').map(({ name }) => name)).toEqual([
      'ApiUrl',
    ]);
  });

  it('the worker function receives one call at a time, reports failed messages, and has at most ANALYSIS_CONCURRENCY instances', () => {
    const ofWorker = (stack: Stack) =>
      mappingsOf(stack, 'sqs').filter(({ inputs }) => inputs.functionName.includes('AnalysisFunction'));
    const [mapping, redactions, ...others] = ofWorker(developers);
    expect(others).toEqual([]);
    expect(redactions?.inputs).toMatchObject({
      eventSourceArn: expect.stringContaining(redactionsOf(developers).name),
      functionName: mapping?.inputs.functionName,
      batchSize: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: 2 },
    });
    expect(mapping?.inputs).toMatchObject({
      eventSourceArn: expect.stringContaining(queueOf(developers).name),
      functionName: expect.stringContaining('AnalysisFunction'),
      batchSize: 1,
      // FIFO queues allow no batching window.
      maximumBatchingWindowInSeconds: 0,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: 5 },
    });
    expect(ofWorker(slow).map(({ inputs }) => inputs.scalingConfig)).toEqual([
      { maximumConcurrency: 7 },
      { maximumConcurrency: 2 },
    ]);
  });

  it('the worker function may receive and hide messages and move them to the dead letters; the API may only send them', () => {
    const rights = (role: string) => grantsOf(production, role).filter((grant) => grant.startsWith('sqs:'));
    expect(rights('ApiRole').sort()).toEqual([
      'sqs:SendMessage AnalysisQueueQueue.fifo',
      'sqs:SendMessage EventQueueQueue',
      'sqs:SendMessage RedactionQueueQueue.fifo',
      'sqs:SendMessage SettleQueueQueue',
    ]);
    const received = [
      'ChangeMessageVisibility',
      'DeleteMessage',
      'GetQueueAttributes',
      'ReceiveMessage',
    ].flatMap((action) =>
      ['AnalysisQueueQueue', 'RedactionQueueQueue'].map((queue) => `sqs:${action} ${queue}.fifo`),
    );
    expect(rights('AnalysisRole').sort()).toEqual([
      ...received,
      'sqs:SendMessage AnalysisDeadLettersQueue.fifo',
      'sqs:SendMessage AnalysisQueueQueue.fifo',
      'sqs:SendMessage EventQueueQueue',
      'sqs:SendMessage RedactionQueueQueue.fifo',
    ]);
  });

  it('the worker function has both queues in its environment; the API only has the queue that it sends to', () => {
    const variables = (name: string) =>
      resourceOf(production, 'lambda/function:Function', name).inputs.environment.variables;
    const address = (inputs: Stack['resources'][0]['inputs']) =>
      expect.stringMatching(`^https://sqs\\..+/${inputs.name}$`);
    expect(variables('AnalysisFunction')).toMatchObject({
      ANALYSIS_QUEUE_URL: address(queueOf(production)),
      ANALYSIS_DEAD_LETTER_QUEUE_URL: address(deadLettersOf(production)),
      ANALYST: 'openai',
    });
    expect(variables('ApiFunction').ANALYSIS_QUEUE_URL).toEqual(address(queueOf(production)));
    expect(variables('ApiFunction')).not.toHaveProperty('ANALYSIS_DEAD_LETTER_QUEUE_URL');
  });
});

/** Simulates the worker while every analysis of a call fails with this code. */
async function workOffWhile(
  code: ErrorCode,
): Promise<{ deliveries: number; hours: number; outcome: JobOutcome }> {
  const clock = manualClock(Date.UTC(2026, 10, 2, 12));
  const analyze = async () => {
    throw new LiveAssistError(code, 'It has failed.');
  };
  const ports = inMemoryPorts({ clock, analyst: { engine: 'local', analyze } });
  for (const window of promiseCall('call-1')) await ports.records.add(window);
  const firstTriedAt = clock.now();
  const job = { call_id: 'call-1', client_email: 'ana@example.com', queuedAt: firstTriedAt };
  const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
  for (let deliveries = 1; ; deliveries++) {
    const outcome = await runJob(ports, settings, job, { tries: deliveries, firstTriedAt });
    const waited = clock.now() - firstTriedAt;
    if (outcome.outcome !== 'later') return { deliveries, hours: waited / HOUR_MS, outcome };
    await clock.advance(outcome.at - clock.now());
  }
}
