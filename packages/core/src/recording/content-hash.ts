import type { CallWindow } from '../call/call.ts';
import type { WindowRedaction } from '../ports/window-redaction.ts';
import { listOf } from '../shared/json-list.ts';

/** The fields of an entry that count; what else a direct writer has left there does not come through the API. */
const FIELDS = {
  turns: ['speaker', 'transcript', 'timestamp', 'begin_ms', 'end_ms'],
  aiTips: ['tag', 'content'],
  activityFeed: ['name', 'input', 'output', 'status'],
} as const;

/**
 * What a window says, in one form for all that say the same: JSON text or native list, however it is spaced, with
 * optional fields absent or null, in any order.
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
 * The name of what a window says, by which it is known again when its secrets have been replaced since.
 *
 * @param window - As it was sent or found, before anything was taken out of it.
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
  // No name for what is absent: then null and absent are the same.
  return fields.flatMap((name) => (given[name] == null ? [] : [[name, given[name]]]));
}
