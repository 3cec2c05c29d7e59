import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { toIso } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { timelineOf } from '@live-assist/core/metrics/timeline';
import type { ImportedCall } from '../import-line.ts';
import type { PlannedCall, Unmatched } from './plan-call.ts';

/** A line of the report: a call of a file, or a file that is none. It holds no word of a call, no address and no name. */
export interface ReportLine {
  file: string;
  outcome: 'imported' | 'would import' | 'refused' | 'no customer' | 'left out' | 'failed';
  format: string | null;
  call_id?: string;
  callIdFrom?: string;
  turns?: number;
  /** Turns with a begin, and with a begin and an end. */
  withBegin?: number;
  withBeginAndEnd?: number;
  windows?: number;
  basis?: string;
  speakers?: string[];
  /** Why the sides were guessed, in figures. */
  guessed?: string;
  startedAt?: string;
  startedAtFrom?: string;
  customerFrom?: string;
  code?: string;
  message?: string;
  warnings?: string[];
}

/** What the report says of a call that can be stored. */
export function lineOf(file: string, outcome: ReportLine['outcome'], planned: PlannedCall): ReportLine {
  const { call, transcript, sides, startedAt } = planned;
  const { turns } = transcript;
  const withBeginAndEnd = turns.filter(({ beginMs, endMs }) => beginMs !== null && endMs !== null).length;
  return {
    file,
    outcome,
    format: transcript.format,
    call_id: call.call_id,
    callIdFrom: planned.callIdFrom,
    turns: turns.length,
    withBegin: turns.filter(({ beginMs, at }) => beginMs !== null || at !== undefined).length,
    withBeginAndEnd,
    windows: call.windows.length,
    basis: withBeginAndEnd === turns.length && call.timestamp_marks !== 'sent' ? 'measured' : basisOf(call),
    speakers: sides.how,
    ...(sides.guessed !== null && { guessed: sides.guessed }),
    startedAt: toIso(startedAt.ms),
    startedAtFrom: startedAt.from,
    customerFrom: planned.customerFrom,
    warnings: planned.warnings,
  };
}

/** What the figures of a call rest on, once its noise is left out. */
function basisOf(call: ImportedCall): string {
  const windows = call.windows.map(({ turns, created_at, window_number }) => ({
    call_id: call.call_id,
    window_number: window_number ?? 0,
    turns,
    created_at: created_at ?? undefined,
    timestamp_marks: call.timestamp_marks ?? undefined,
    speakers: call.speakers,
  }));
  return timelineOf(decodeCall(call.call_id, windows)).basis;
}

/** The report as one line of text. */
export function sentenceOf(line: ReportLine): string {
  const parts = [line.outcome, line.file, line.format ?? 'unknown format'];
  if (line.call_id !== undefined) parts.push(`call ${line.call_id} (${line.callIdFrom})`);
  if (line.turns !== undefined) {
    parts.push(`${line.turns} turns, ${line.withBeginAndEnd} with begin and end, ${line.basis}`);
    parts.push(`${line.startedAt} (${line.startedAtFrom})`, `customer by ${line.customerFrom}`);
    parts.push((line.speakers ?? []).join(', '));
  }
  if (line.guessed !== undefined && line.outcome !== 'refused') parts.push(`Guessed: ${line.guessed}`);
  if (line.message !== undefined) parts.push(line.message);
  for (const warning of line.warnings ?? []) parts.push(`Note: ${warning}`);
  return parts.join(' | ');
}

/** Writes the lines of a report to a file, one JSON object a line. */
export function reportWriter(path: string | undefined): (line: ReportLine) => void {
  if (path === undefined) return () => {};
  writeFileSync(path, '');
  return (line) => appendFileSync(path, `${JSON.stringify(line)}\n`);
}

/**
 * Writes the calls whose customers or starts are not known, ready to be filled in.
 *
 * @returns the name of the new file; no file is overwritten, since it may have been filled in.
 */
export function writeUnmatched(unmatched: readonly Unmatched[]): string {
  let number = 1;
  const nameAt = (at: number) => (at === 1 ? 'unmatched.csv' : `unmatched-${at}.csv`);
  while (existsSync(nameAt(number))) number += 1;
  const rows = unmatched.map(({ contact_id, file, customer_id, phone }) =>
    [contact_id, file, customer_id, phone, '', ''].map(quoted).join(','),
  );
  writeFileSync(
    nameAt(number),
    `contact_id,file,customer_id,phone,client_email,started_at\n${rows.join('\n')}\n`,
  );
  return nameAt(number);
}

function quoted(value: string): string {
  return /[",;\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** What `inspect` shows of a call: its report, its labels, and its first turns with their words. */
export function inspected(planned: PlannedCall): string {
  const { transcript, sides } = planned;
  const labels = [...sides.roles].map(([label, role]) => `${label} = ${role}`);
  return [`voices: ${labels.join(', ')}`, ...firstTurns(transcript)].join('\n');
}

/** The first five turns of a transcript, for the eyes of the person who asked to see them. */
export function firstTurns({ turns }: PlannedCall['transcript']): string[] {
  return turns.slice(0, 5).map(({ speaker, text, beginMs, endMs, at }) => {
    const when = at === undefined ? `${beginMs ?? '-'} to ${endMs ?? '-'} ms` : toIso(at);
    return `  [${when}] ${speaker === '' ? '(no label)' : speaker}: ${text.slice(0, 200)}`;
  });
}
