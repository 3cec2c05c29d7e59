import { type Alarm, MINUTE, ofQueue } from './alarms.ts';
import { metricsNamespace } from './functions.ts';
import type { Queues } from './queue.ts';
import type { StageSettings } from './settings.ts';

/** Watches whether the ends of calls are seen. No caller waits for that, so none of these alarms pages. */
export function watchIngest(
  alarm: Alarm,
  ingest: sst.aws.Function,
  { settles, settleDeadLetters }: Queues,
  { missedCallsAlarm }: StageSettings,
): void {
  alarm('MorningLateEnds', {
    section: 'Ends of calls are seen late',
    tells: 'A call has not been looked at for a quarter of an hour or longer.',
    ...ofQueue(settles, 'ApproximateAgeOfOldestMessage'),
    threshold: 15 * MINUTE,
  });
  alarm('MorningLostEnds', {
    section: 'Ends of calls were given up',
    tells: 'Events of windows or contacts were given up: the dead letters of the settle queue are not empty.',
    ...ofQueue(settleDeadLetters, 'ApproximateNumberOfMessagesVisible'),
    threshold: 1,
  });
  alarm('MorningStreamBehind', {
    section: 'Ends of calls are seen late',
    tells: 'New windows wait in the stream of the table for a quarter of an hour or longer.',
    namespace: 'AWS/Lambda',
    metricName: 'IteratorAge',
    dimensions: { FunctionName: ingest.nodes.function.name },
    statistic: 'Maximum',
    period: 5 * MINUTE,
    evaluationPeriods: 1,
    threshold: 15 * MINUTE * 1000,
  });
  alarm('MorningMissedCalls', {
    section: 'Calls were missed',
    tells: `The hourly look found ${missedCallsAlarm} calls or more whose end was missed.`,
    namespace: metricsNamespace(),
    metricName: 'found',
    statistic: 'Maximum',
    period: 60 * MINUTE,
    evaluationPeriods: 1,
    threshold: missedCallsAlarm,
  });
}
