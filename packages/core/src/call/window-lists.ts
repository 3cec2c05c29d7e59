import * as z from 'zod/mini';
import { isTimeZone } from '../shared/calendar.ts';
import { isStamp, MAX_OFFSET_MS } from '../shared/timestamps.ts';

// Functions, so that a process creates only the schemas that it needs.
const label = () => z.string().check(z.maxLength(100, 'must be at most 100 characters'));
const offsetMs = () => z.nullish(z.number().check(z.minimum(0, 'must not be negative')));
const timestamp = () => z.union([z.string().check(z.maxLength(64)), z.number()], 'must be text or a number');

// Check the length before the entries: otherwise a list of a million wrong entries yields a million issues.
const listOf = <Entry extends z.ZodMiniType>(entry: Entry, most: number) =>
  z.pipe(z.array(z.unknown()).check(z.maxLength(most, `must hold at most ${most} entries`)), z.array(entry));

/** The turns of a stored window. Times that cannot be parsed are left to the decoder. */
export const Turns = z.lazy(() =>
  listOf(
    z.object({
      speaker: label(),
      transcript: z.string(),
      timestamp: z.nullish(timestamp()),
      begin_ms: offsetMs(),
      end_ms: offsetMs(),
    }),
    10_000,
  ),
);
/** The tips of a stored window. */
export const AiTips = z.lazy(() => listOf(z.object({ tag: label(), content: z.string() }), 1000));
/** The tool calls of a window. */
export const ActivityFeed = z.lazy(() =>
  listOf(
    z.object({
      name: z.string().check(z.maxLength(256, 'must be at most 256 characters')),
      input: z.nullish(z.string()),
      output: z.nullish(z.string()),
      status: z.enum(['success', 'failed'], 'must be "success" or "failed"'),
    }),
    1000,
  ),
);

const postedOffset = () =>
  z.nullish(
    z
      .number()
      .check(
        z.minimum(0, 'must not be negative'),
        z.maximum(MAX_OFFSET_MS, 'must be milliseconds from the start of the call'),
      ),
  );

/** The turns of a posted window, each with valid times or none. */
export const PostedTurns = z.lazy(() =>
  listOf(
    z
      .object({
        speaker: label(),
        transcript: z.string(),
        timestamp: z.nullish(
          timestamp().check(
            z.refine(
              isStamp,
              'must be a time in the form of ISO-8601, "01:42" from the start of the call, or seconds as a number: leave it out where it is not known',
            ),
          ),
        ),
        begin_ms: postedOffset(),
        end_ms: postedOffset(),
      })
      .check(
        z.refine(({ begin_ms, end_ms }) => begin_ms == null || end_ms == null || end_ms >= begin_ms, {
          path: ['end_ms'],
          error: 'must not be before begin_ms',
        }),
      ),
    10_000,
  ),
);

const TAGS: ReadonlySet<string> = new Set(['urgent', 'suggestion', 'info']);

/** The tips of a posted window. A tag may be in any case and is stored as sent. */
export const PostedTips = z.lazy(() =>
  listOf(
    z.object({
      tag: z
        .string()
        .check(z.refine((tag) => TAGS.has(tag.toLowerCase()), 'must be "Urgent", "Suggestion" or "Info"')),
      content: z.string(),
    }),
    1000,
  ),
);

/** Most labels that a window may explain. */
const MOST_LABELS = 100;

/** Who speaks under which label: `{ "spk_0": "agent" }`. */
export const Speakers = z.lazy(() =>
  z
    .record(
      z.string().check(z.maxLength(100, 'must be at most 100 characters')),
      z.enum(['agent', 'customer', 'other'], 'must be "agent", "customer" or "other"'),
      'must be an object that names "agent", "customer" or "other" for each label',
    )
    .check(
      z.refine((map) => Object.keys(map).length <= MOST_LABELS, `must hold at most ${MOST_LABELS} labels`),
    ),
);

/** The time zone in which the days of a call are counted. */
export const TimeZone = z.lazy(() =>
  z
    .string()
    .check(
      z.maxLength(64, 'must be at most 64 characters'),
      z.refine(isTimeZone, 'must be a time zone of the IANA list, such as "Europe/Vienna"'),
    ),
);
