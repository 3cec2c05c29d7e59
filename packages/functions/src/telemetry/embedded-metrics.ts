import type { JobLogLine } from './job-log.ts';
import type { RequestLogLine } from './request-log-line.ts';

/** Each metric with its CloudWatch unit. A metric is a field of a log line, or a count of lines. */
const UNITS = {
  requests: 'Count',
  jobs: 'Count',
  failures: 'Count',
  analystFaults: 'Count',
  analyses: 'Count',
  found: 'Count',
  ms: 'Milliseconds',
  storeMs: 'Milliseconds',
  modelMs: 'Milliseconds',
  ownMs: 'Milliseconds',
  inputTokens: 'Count',
  cachedInputTokens: 'Count',
  outputTokens: 'Count',
  // CloudWatch has no currency unit.
  costUsd: 'None',
} as const;
type Metric = keyof typeof UNITS;

/** Dimensions of the metrics. Each has few values, and none is text of a caller. */
type Dimension = 'route' | 'class' | 'job' | 'outcome' | 'code' | 'engine';

/** A log line with counters: each is 1 for one event, so that a sum is a count. */
type Counted = (RequestLogLine | JobLogLine) & { class?: string } & Partial<Record<Metric, number>>;

const AMOUNTS = ['inputTokens', 'cachedInputTokens', 'outputTokens', 'costUsd'] as const;

/**
 * A log line in CloudWatch's embedded metric format: the same object with counters and with `_aws`, which declares its
 * metrics. docs/operations.md lists the metrics.
 *
 * @param namespace - Namespace of the metrics, for example `LiveAssist/production`.
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
        ...directive([], ['analystFaults', 'found']),
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
    // An outage of the analyst's provider, which `Url5xxCount` counts too.
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
    // A job for an analysed call does not ask the analyst.
    ...(outcome === 'done' && model !== undefined && { analyses: 1 }),
  };
}
