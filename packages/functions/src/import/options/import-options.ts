import { parseArgs } from 'node:util';
import type { TimestampMarks } from '@live-assist/core';
import { FORMATS } from '@live-assist/core/formats/formats';
import type { SideOptions } from '@live-assist/core/formats/sides';
import { mappedJson } from '@live-assist/core/formats/text/mapped';
import type { ReadOptions } from '@live-assist/core/formats/transcript';
import {
  columnsIn,
  dayIn,
  destinationIn,
  mappingIn,
  numberIn,
  oneOf,
  patternIn,
  zoneIn,
} from './option-values.ts';
import { refuseReplacing, requireBatch, requireConsent } from './options-that-fit.ts';
import { UsageError } from './usage-error.ts';

export { readOptionFile } from './option-values.ts';

/** The next step for calls after they are stored. */
export type NextStep = 'nothing' | 'analyze' | 'queue';

/** What a run of the import was told. */
export interface ImportOptions {
  command: 'import' | 'inspect' | 'formats';
  inputs: string[];
  /** `local`, or the address of a deployment. */
  to: string;
  /** Most requests to a deployment in a second. */
  rate: number;
  /** The folder whose new files are imported as they come. */
  watch: string | undefined;
  /** Days of the objects of `s3://` inputs to take, `YYYY-MM-DD`; both ends count. */
  since: string | undefined;
  until: string | undefined;
  next: NextStep;
  /** Whether the analyses go through batches of the provider, at half the price. */
  batch: boolean;
  dryRun: boolean;
  /** Consent to what `--guess-roles` proposes. */
  yes: boolean;
  failFast: boolean;
  limit: number;
  concurrency: number;
  timestampMarks: TimestampMarks | undefined;
  format: string;
  read: ReadOptions;
  sides: SideOptions;
  customers: string | undefined;
  contactRecords: string[];
  customerFrom: string | undefined;
  clientEmail: string | undefined;
  startedAt: string | undefined;
  timeZone: string | undefined;
  namePattern: RegExp | undefined;
  redacted: 'prefer' | 'only' | 'skip';
  unknownCustomer: 'skip' | 'fail';
  /** A call without an address of its customer is refused, is known by an id or a number, or may also be known by nothing yet. */
  withoutAddress: 'refuse' | 'alias' | 'keep';
  report: string | undefined;
}

export const USAGE = `Usage: pnpm import-calls INPUT… [options]
       pnpm import-calls inspect FILE [options]
       pnpm import-calls --watch FOLDER [options]
       pnpm import-calls formats

INPUT is a file, a folder, a glob, a .gz, a .zip, s3://BUCKET/PREFIX, or - for standard input; it may be JSONL of this
service.
Where to     --to local|https://… with a token in LIVE_ASSIST_TOKEN, --rate REQUESTS-A-SECOND
From S3      --since DAY, --until DAY
What to do   --analyze [--batch] | --queue, --dry-run, --report FILE.jsonl, --fail-fast, --limit N, --concurrency N
Format       --format NAME, --language LANGUAGE|all, --transcript N, --speaker agent|customer, --join-gap SECONDS,
             --keep-markup, --ends durations, --date-order mdy|dmy, --time-unit s|ms, --timestamp-marks end|start|sent
Own forms    --map MAPPING.json for JSON, --columns speaker=NAME,text=NAME… for CSV
Who          --customers MAP.csv, --contact-records FILE…, --customer-from PATH, --client-email ADDRESS,
             --by-alias, --unknown-customer skip|fail
Sides        --agent LABEL, --customer LABEL, --other LABEL, --rest customer|agent|other, --agent-channel N, --swap,
             --guess-roles [--yes]
When         --started-at TIME, --tz ZONE
Names        --name-pattern '(?<call_id>…)_(?<customer_id>…)_(?<started_at>…)'
Redaction    --redacted prefer|only|skip`;

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'string', multiple: true } as const;
const FLAG = { type: 'boolean', default: false } as const;

/**
 * Reads the command line.
 *
 * @throws {UsageError}
 */
export function importOptions(args: readonly string[] = process.argv.slice(2)): ImportOptions {
  const { values, positionals } = parsed(args);
  const [first = '', ...rest] = positionals;
  const command = first === 'formats' || first === 'inspect' ? first : 'import';
  const inputs = command === 'import' ? positionals : rest;
  if (inputs.length === 0 && command !== 'formats' && values.watch === undefined) throw new UsageError(USAGE);
  if (command === 'inspect' && inputs.length > 1) throw new UsageError('inspect takes one file.');
  if (values.analyze && values.queue) throw new UsageError('--analyze and --queue exclude each other.');
  if (values.batch) requireBatch(values);
  requireConsent(values);
  refuseReplacing(values);
  const joinGap = numberIn('--join-gap', values['join-gap'], 0, 60);
  const channel = values['agent-channel'];
  return {
    command,
    inputs,
    to: destinationIn(values.to),
    rate: numberIn('--rate', values.rate, 0.1, 1000) ?? 20,
    watch: values.watch,
    since: dayIn('--since', values.since),
    until: dayIn('--until', values.until),
    next: values.analyze ? 'analyze' : values.queue ? 'queue' : 'nothing',
    batch: values.batch,
    dryRun: values['dry-run'],
    yes: values.yes,
    failFast: values['fail-fast'],
    limit: numberIn('--limit', values.limit, 1, 1e9) ?? Number.POSITIVE_INFINITY,
    concurrency: numberIn('--concurrency', values.concurrency, 1, 64) ?? 8,
    timestampMarks: oneOf(USAGE, '--timestamp-marks', values['timestamp-marks'], ['end', 'start', 'sent']),
    format: oneOf(USAGE, '--format', values.format, ['auto', ...FORMATS.map(({ name }) => name)]) ?? 'auto',
    read: {
      joinGapMs: joinGap === undefined ? undefined : joinGap * 1000,
      keepMarkup: values['keep-markup'],
      speaker: values.speaker,
      language: values.language,
      transcript: numberIn('--transcript', values.transcript, 1, 1000),
      dateOrder: oneOf(USAGE, '--date-order', values['date-order'], ['mdy', 'dmy']),
      ends: oneOf(USAGE, '--ends', values.ends, ['times', 'durations']),
      timeUnit: oneOf(USAGE, '--time-unit', values['time-unit'], ['s', 'ms']),
      mapped: values.map === undefined ? undefined : mappedJson(mappingIn(values.map)),
      columns: columnsIn(values.columns),
    },
    sides: {
      agent: [...(values.agent ?? []), ...(channel === undefined ? [] : [`ch_${channel}`])],
      customer: values.customer,
      other: values.other,
      rest: oneOf(USAGE, '--rest', values.rest, ['customer', 'agent', 'other']),
      swap: values.swap,
      guess: values['guess-roles'],
    },
    customers: values.customers,
    contactRecords: values['contact-records'] ?? [],
    customerFrom: values['customer-from'],
    clientEmail: values['client-email'],
    startedAt: values['started-at'],
    timeZone: zoneIn(values.tz),
    namePattern: patternIn(values['name-pattern']),
    redacted: oneOf(USAGE, '--redacted', values.redacted, ['prefer', 'only', 'skip']) ?? 'prefer',
    unknownCustomer:
      oneOf(USAGE, '--unknown-customer', values['unknown-customer'], ['skip', 'fail']) ?? 'skip',
    withoutAddress: values['by-alias'] ? 'alias' : 'refuse',
    report: values.report,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        analyze: FLAG,
        queue: FLAG,
        batch: FLAG,
        'guess-roles': FLAG,
        yes: FLAG,
        replace: FLAG,
        'keep-markup': FLAG,
        'dry-run': FLAG,
        'fail-fast': FLAG,
        swap: FLAG,
        'by-alias': FLAG,
        agent: TEXTS,
        customer: TEXTS,
        other: TEXTS,
        'contact-records': TEXTS,
        'timestamp-marks': TEXT,
        format: TEXT,
        speaker: TEXT,
        language: TEXT,
        transcript: TEXT,
        'join-gap': TEXT,
        ends: TEXT,
        'date-order': TEXT,
        'time-unit': TEXT,
        rest: TEXT,
        'agent-channel': TEXT,
        customers: TEXT,
        'customer-from': TEXT,
        'client-email': TEXT,
        'unknown-customer': TEXT,
        'started-at': TEXT,
        tz: TEXT,
        'name-pattern': TEXT,
        redacted: TEXT,
        report: TEXT,
        limit: TEXT,
        concurrency: TEXT,
        to: TEXT,
        rate: TEXT,
        watch: TEXT,
        since: TEXT,
        until: TEXT,
        map: TEXT,
        columns: TEXT,
      },
    });
  } catch (cause) {
    const what = cause instanceof Error ? (/'(-[^']{1,40})'/.exec(cause.message)?.[1] ?? '') : '';
    throw new UsageError(what === '' ? USAGE : `${USAGE}\n\n${what} is not understood.`, { cause });
  }
}
