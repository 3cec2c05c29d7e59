import { ActivityFeed, AiTips, Turns } from '@live-assist/core/call/window-lists';
import type * as z from 'zod/mini';
import { unknownFieldReport } from '../http/unknown-field-issues.ts';
import { type UnknownField, unknownFields } from '../http/unknown-fields.ts';

/** Columns of a window that hold lists of objects. */
const LISTS = { turns: Turns, aiTips: AiTips, activityFeed: ActivityFeed };

/** Columns of a later version of `call-records`; until then they are refused, so that no data is lost silently. */
const LATER_FIELDS = ['time_zone', 'speakers', 'continues', 'final'];

/**
 * Reports the first unknown field of a line, with its path; null when all are known. A list that cannot be parsed is
 * skipped: it is stored unchanged.
 *
 * @param schema - Schema of the line; its windows hold lists as JSON text or as arrays.
 */
export function unknownFieldOf(schema: z.core.$ZodType, line: unknown): string | null {
  const found = complaintOf(unknownFields(schema, line));
  if (found !== null) return found;
  const { windows } = (line ?? {}) as { windows?: unknown };
  for (const [index, window] of Array.isArray(windows) ? windows.entries() : []) {
    for (const [column, list] of Object.entries(LISTS)) {
      const entries = parsed(window?.[column]);
      const wrong = complaintOf(unknownFields(list, entries, ['windows', index, column]));
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

function complaintOf(fields: Iterable<UnknownField>): string | null {
  const [first] = fields;
  if (first === undefined) return null;
  const [issue] = unknownFieldReport([{ ...first, within: [] }], {
    most: 1,
    // A column of a window, or a field of the line that applies to all its windows.
    notYet: first.within.length <= 2 ? LATER_FIELDS : [],
  }).issues;
  return `${[...first.within, issue?.path].join('.')}: ${issue?.message}`;
}

function parsed(column: unknown): unknown {
  if (typeof column !== 'string') return column;
  try {
    return JSON.parse(column);
  } catch {
    return null;
  }
}
