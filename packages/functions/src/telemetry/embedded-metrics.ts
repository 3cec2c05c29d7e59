import type { JobLogLine } from './job-log.ts';
import type { RequestLogLine } from './request-log-line.ts';

/** Each metric with its unit, as CloudWatch names it. A metric is a field of a log line, or counts lines. */
const UNITS = {
  requests: 'Count',
  jobs: 'Count',
  failures: 'Count',
  analystFaults: 'Count',
  analyses: 'Count',
  ms: 'Milliseconds',
  storeMs: 'Milliseconds',
  modelMs: 'Milliseconds',
  ownMs: 'Milliseconds',
  inputTokens: 'Count',
  cachedInputTokens: 'Count',
  outputTokens: 'Count',
  // CloudWatch has no unit for money.
  costUsd: 'None',
} as const;
type Metric = keyof typeof UNITS;

/** Fields of a log line by which metrics are told apart; each has few values, and none is a caller's text. */
type Dimension = 'route' | 'class' | 'job' | 'outcome' | 'code' | 'engine';

/** A log line with the fields that stand for one event each: a sum of ones is a count. */
type Counted = (RequestLogLine | JobLogLine) & { class?: string } & Partial<Record<Metric, number>>;

const AMOUNTS = ['inputTokens', 'cachedInputTokens', 'outputTokens', 'costUsd'] as const;

/**
 * A log line in CloudWatch's embedded metric format: the same object with `_aws`, which says which of its fields are
 * metrics, and with fields that count. docs/operations.md lists the metrics.
 *
 * @param namespace - Of the metrics, such as `LiveAssist/production`.
 * @example withMetrics(line, 'LiveAssist/production') // { time, route, ms, …, requests: 1, _aws: { … } }
 */
export function withMetrics(line: RequestLogLine | JobLogLine, namespace: string): object {
  const counted: Counted = 'route' in line ? countRequest(line) : countJob(line);
  const [kind, event] = 'route' in line ? (['route', 'class'] as const) : (['job', 'outcome'] as const);
  const directive = (dimensions: Dimension[], metrics: readonly Metric[]) => {
    const given = metrics.filter((name) => counted[name] !== undefined);
    const definitions = given.map((Name) => ({ Name, Unit: UNITS[Name] }));
    return given.length === 0
      ? []
      : [{ Namespace: namespace, Dimensions: [dimensions], Metrics: definitions }];
  };
  return {
    ...counted,
    _aws: {
      Timestamp: Date.parse(line.time),
      CloudWatchMetrics: [
        ...directive([kind, event], ['requests', 'jobs']),
        ...directive(
          [kind],
          line.engine ? ['ms', 'storeMs', 'modelMs', 'ownMs'] : ['ms', 'storeMs', 'ownMs'],
        ),
        ...directive(['code'], ['failures']),
        ...directive([], ['analystFaults']),
        ...directive(['engine'], ['analyses', ...AMOUNTS]),
      ],
    },
  };
}

function countRequest(line: RequestLogLine): Counted {
  const { status, code, source } = line;
  return {
    ...line,
    requests: 1,
    class: `${Math.floor(status / 100)}xx`,
    ...(code !== undefined && { failures: 1 }),
    // An outage of the analyst's provider, as the metric `Url5xxCount` counts it.
    ...(status >= 500 && code?.startsWith('analyst_') && { analystFaults: 1 }),
    ...(source === 'computed' && { analyses: 1 }),
  };
}

function countJob(line: JobLogLine): Counted {
  const { outcome, code, model } = line;
  return {
    ...line,
    jobs: 1,
    ...(code !== undefined && { failures: 1 }),
    // A job whose call was analysed already asks no analyst.
    ...(outcome === 'done' && model !== undefined && { analyses: 1 }),
  };
}
