import type { CallWindow } from '../call/call.ts';
import type { WindowRedaction } from '../ports/window-redaction.ts';
import { listOf } from '../shared/json-list.ts';

/** The fields of an entry that count; the API does not accept other fields that a direct writer may add. */
const FIELDS = {
  turns: ['speaker', 'transcript', 'timestamp', 'begin_ms', 'end_ms'],
  aiTips: ['tag', 'content'],
  activityFeed: ['name', 'input', 'output', 'status'],
} as const;

/**
 * Serialises the content of a window canonically: JSON text and native lists, any spacing, absent and null optional
 * fields, and any order of fields give the same text.
 */
export function contentOf(window: CallWindow): string {
  return JSON.stringify([
    columnOf(window.turns, FIELDS.turns),
    columnOf(window.aiTips ?? [], FIELDS.aiTips),
    columnOf(window.activityFeed ?? [], FIELDS.activityFeed),
    window.timestamp_marks ?? 'end',
  ]);
}

/**
 * Hashes the content of a window, to recognise it after its secrets were replaced.
 *
 * @param window - As it was sent or found, before anything was removed from it.
 * @returns `v1:` and a keyed hash.
 */
export async function contentHash(
  { hash }: Pick<WindowRedaction, 'hash'>,
  window: CallWindow,
): Promise<string> {
  return `v1:${await hash(`window ${contentOf(window)}`)}`;
}

function columnOf(column: unknown, fields: readonly string[]): unknown {
  const entries = listOf(column);
  return entries === null ? column : entries.map((entry) => entryOf(entry, fields));
}

function entryOf(entry: unknown, fields: readonly string[]): unknown {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry;
  const given = entry as Record<string, unknown>;
  // Absent fields add no name, so null and absent are the same.
  return fields.flatMap((name) => (given[name] == null ? [] : [[name, given[name]]]));
}
