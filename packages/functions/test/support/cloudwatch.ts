/** A value of a metric that CloudWatch makes of a log line. */
export interface Datapoint {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  unit: string;
  value: number;
}

const UNITS = new Set(['Count', 'Milliseconds', 'None']);
const MOST_DIMENSIONS = 30;
const MOST_METRICS = 100;

/**
 * The metrics that CloudWatch extracts from a log line, by the specification of its embedded metric format: none
 * without a top-level `_aws`.
 *
 * @throws {Error} where CloudWatch would silently drop the metrics.
 */
export function datapointsOf(line: string): Datapoint[] {
  const root: Record<string, unknown> = JSON.parse(line);
  if (root._aws === undefined) return [];
  const { Timestamp, CloudWatchMetrics } = root._aws as Record<string, unknown>;
  must(Number.isInteger(Timestamp), 'Timestamp');
  must(Array.isArray(CloudWatchMetrics) && CloudWatchMetrics.length > 0, 'CloudWatchMetrics');
  return (CloudWatchMetrics as Directive[]).flatMap(({ Namespace, Dimensions, Metrics, ...more }) => {
    must(Object.keys(more).length === 0, 'members of a directive');
    must(/^[\w./#:-]{1,255}$/.test(Namespace), 'Namespace');
    must(Dimensions.length > 0 && Metrics.length > 0 && Metrics.length <= MOST_METRICS, 'a directive');
    return Dimensions.flatMap((names) => {
      must(names.length <= MOST_DIMENSIONS, 'number of dimensions');
      const dimensions = Object.fromEntries(names.map((name) => [name, textAt(root, name)]));
      return Metrics.map(({ Name, Unit }) => {
        must(UNITS.has(Unit), `unit of ${Name}`);
        return { namespace: Namespace, name: Name, dimensions, unit: Unit, value: numberAt(root, Name) };
      });
    });
  });
}

interface Directive {
  Namespace: string;
  Dimensions: string[][];
  Metrics: { Name: string; Unit: string }[];
}

function textAt(root: Record<string, unknown>, name: string): string {
  const value = root[name];
  must(typeof value === 'string' && value.length > 0 && value.length <= 1024, `dimension ${name}`);
  return value as string;
}

function numberAt(root: Record<string, unknown>, name: string): number {
  const value = root[name];
  must(typeof value === 'number' && Number.isFinite(value), `metric ${name}`);
  return value as number;
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`CloudWatch does not take ${what}.`);
}
