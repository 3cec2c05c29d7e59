import { parseStamp } from '../../shared/timestamps.ts';
import { TIMES_OF_DAY, withClockTimes } from '../clock-times.ts';
import { grouped } from '../grouped.ts';
import { fileTime, millisOf, nameOf } from '../json-values.ts';
import {
  type Format,
  type ReadOptions,
  type SpokenTurn,
  type Transcript,
  transcriptOf,
  UnreadableTranscript,
} from '../transcript.ts';

/** The names of columns, in lower case and without blanks and underscores. */
const COLUMNS = {
  speaker:
    /^(?:speaker|role|participant|participantrole|channel|voice|who|sender|from|author|speakerlabel|party)$/,
  text: /^(?:text|transcript|utterance|message|content|words|body|sentence)$/,
  callId: /^(?:call|contact|conversation|interaction|chat|session)(?:id)?$/,
  begin:
    /^(?:begin|start|from|offset|starttime|begintime|startoffset|beginoffset)(?:ms|millis|milliseconds|s|sec|secs|seconds)?$/,
  end: /^(?:end|to|endtime|endoffset)(?:ms|millis|milliseconds|s|sec|secs|seconds)?$/,
  at: /^(?:timestamp|time|datetime|date|sentat|createdat)$/,
  email: /^(?:client|customer)?e?mail(?:address)?$/,
  customerId: /^(?:customer|client)(?:id)?$/,
  phone: /^(?:customer|client)?phone(?:number)?$/,
  agentId: /^agent(?:id|name)?$/,
  startedAt: /^(?:startedat|callstart|starttimeutc)$/,
} as const;
type Column = keyof typeof COLUMNS;

/** Rows of turns under named columns, separated by commas, semicolons or tabs. */
export const csv: Format = {
  name: 'csv',
  about:
    'CSV with the columns speaker and text, and call_id, begin_ms, end_ms, timestamp, client_email, agent_id as they are known',
  claims: ({ text }) => {
    const columns = text === undefined ? null : headerOf(text);
    return columns?.names.has('speaker') === true && columns.names.has('text');
  },
  read: ({ text = '' }, options) => {
    const header = headerOf(text, options.columns);
    if (header?.names.has('text') !== true || !header.names.has('speaker')) {
      throw new UnreadableTranscript(
        'unknown_format',
        'This CSV has no columns of the speaker and of the text. Name them, or pass --columns speaker=NAME,text=NAME.',
      );
    }
    const [, ...rows] = header === null ? [] : csvRows(text, header.separator, refuseUnclosed);
    const calls = grouped(rows, (row) => cell(row, header, 'callId') ?? '');
    return [...calls].map(([callId, ofCall]) => callOf(callId, ofCall, header, options));
  },
};

/** All that follows would be the words of one turn. */
function refuseUnclosed(): never {
  throw new UnreadableTranscript(
    'not_a_transcript',
    'A quotation mark of this CSV is never closed: it is cut short or damaged. Export it again.',
  );
}

interface Header {
  separator: string;
  names: Map<Column, number>;
  /** The columns as they are written. */
  written: string[];
}

/** The columns by the names that `--columns` gives them. */
export const CSV_COLUMNS: ReadonlyMap<string, Column> = new Map([
  ['speaker', 'speaker'],
  ['text', 'text'],
  ['call_id', 'callId'],
  ['begin', 'begin'],
  ['end', 'end'],
  ['timestamp', 'at'],
  ['client_email', 'email'],
  ['customer_id', 'customerId'],
  ['phone', 'phone'],
  ['agent_id', 'agentId'],
  ['started_at', 'startedAt'],
]);

function headerOf(text: string, columns: ReadonlyMap<string, string> = new Map()): Header | null {
  const [line = ''] = text
    .replace(/^\ufeff/, '')
    .slice(0, 4000)
    .split(/\r?\n/, 1);
  const separator = [',', ';', '\t'].find((mark) => line.split(mark).length > 1);
  if (separator === undefined || line.length > 3000) return null;
  const written = csvRows(line, separator)[0] ?? [];
  const plain = written.map((name) => name.replace(/[\s_-]/g, '').toLowerCase());
  const names = new Map<Column, number>();
  const used = new Set<number>();
  for (const [name, given] of columns) {
    const column = CSV_COLUMNS.get(name);
    const at = written.findIndex((one) => one.trim() === given);
    if (column === undefined || at === -1) continue;
    names.set(column, at);
    used.add(at);
  }
  for (const [column, pattern] of Object.entries(COLUMNS) as [Column, RegExp][]) {
    if (names.has(column)) continue;
    const at = plain.findIndex((name, index) => !used.has(index) && pattern.test(name));
    if (at === -1) continue;
    names.set(column, at);
    used.add(at);
  }
  return { separator, names, written };
}

/**
 * The rows of a text with separators and quotation marks, as RFC 4180 has them; empty rows are left out.
 *
 * @param unclosed - Told of a quotation mark that nothing closes.
 */
export function csvRows(text: string, separator = ',', unclosed = () => {}): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at <= text.length) {
    let value: string;
    if (text[at] === '"') {
      const parts: string[] = [];
      let close = text.indexOf('"', at + 1);
      let from = at + 1;
      while (close !== -1 && text[close + 1] === '"') {
        parts.push(text.slice(from, close + 1));
        from = close + 2;
        close = text.indexOf('"', from);
      }
      parts.push(text.slice(from, close === -1 ? undefined : close));
      if (close === -1) unclosed();
      value = parts.join('');
      at = close === -1 ? text.length : close + 1;
    } else {
      value = '';
    }
    const from = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1;
    row.push(value + text.slice(from, at).replace(/\r$/, ''));
    if (text[at] !== separator) {
      if (row.some((one) => one !== '')) rows.push(row);
      row = [];
    }
    at += 1;
  }
  return rows;
}

function cell(row: readonly string[], header: Header | null, column: Column): string | null {
  const index = header?.names.get(column);
  return index === undefined ? null : nameOf(row[index]);
}

function callOf(callId: string, rows: string[][], header: Header | null, options: ReadOptions): Transcript {
  const read = rows.map((row): SpokenTurn => {
    const stamp = parseStamp(cell(row, header, 'at') ?? '');
    return {
      speaker: cell(row, header, 'speaker') ?? '',
      // "None" may be the answer of a customer.
      text: row[header?.names.get('text') ?? -1] ?? '',
      beginMs: offsetOf(row, header, 'begin', options) ?? stamp?.offsetMs ?? null,
      endMs: offsetOf(row, header, 'end', options),
      ...(stamp?.at != null && { at: stamp.at }),
    };
  });
  const hasClock = rows.some((row) =>
    (['at', 'begin'] as const).some((column) => CLOCK.test(cell(row, header, column) ?? '')),
  );
  const { turns, ofDay } = hasClock ? withClockTimes(read) : { turns: read, ofDay: false };
  const all = (column: Column) => [...new Set(rows.flatMap((row) => cell(row, header, column) ?? []))];
  const named = fileTime(all('startedAt')[0], 'column of the start');
  const at = header?.names.get('at');
  const stamps = fileTime(rows.find((row) => at !== undefined && row[at])?.[at ?? 0], 'first time stamp');
  return transcriptOf('csv', turns, {
    callId: callId === '' ? null : callId,
    startedAt: named ?? stamps,
    ...(stamps !== null && { turnsHaveZone: stamps.hasZone }),
    warnings: ofDay ? [TIMES_OF_DAY] : [],
    agentId: all('agentId')[0] ?? null,
    customer: { emails: all('email'), phones: all('phone'), ids: all('customerId') },
  });
}

const CLOCK = /^\d{1,2}:\d{2}:\d{2}/;

function offsetOf(row: string[], header: Header | null, column: 'begin' | 'end', { timeUnit }: ReadOptions) {
  const value = cell(row, header, column);
  if (header === null || value === null) return null;
  if (value.includes(':')) return parseStamp(value)?.offsetMs ?? null;
  const name = header.written[header.names.get(column) ?? 0] ?? '';
  const unit = /(?:ms|millis|milliseconds)$/i.test(name)
    ? 'ms'
    : /[_\s](?:s|secs?|seconds)$|seconds$/i.test(name)
      ? 's'
      : timeUnit;
  if (unit === undefined) {
    throw new UnreadableTranscript(
      'wrong_times',
      'The columns of the times do not tell their unit. Name them begin_ms and end_ms, or begin_s and end_s, or pass --time-unit ms or --time-unit s.',
    );
  }
  return millisOf(value, unit === 'ms' ? 1 : 1000);
}
