import * as z from 'zod/mini';
import { AgentId, CallId, ClientEmail, CustomerId, Phone } from '../call/identifiers.ts';
import { ActivityFeed, PostedTips, PostedTurns, Speakers, TimeZone } from '../call/window-lists.ts';
import { parseAbsolute } from '../shared/timestamps.ts';

/**
 * A window of a running call, as the live system sends it. The lists are native, not JSON strings. With `final: true` the
 * turns may be empty, and without a number it ends a call whose windows are recorded. An archive says when a window was
 * recorded (`created_at`, by default now), and that its calls are analysed on request alone (`analyze`).
 */
export const RecordCallWindowCommand = z.lazy(() =>
  z
    .object({
      call_id: CallId,
      window_num: z.nullish(
        z
          .int('must be a whole number')
          .check(
            z.minimum(0, 'must be from 0 to 1,000,000'),
            z.maximum(1_000_000, 'must be from 0 to 1,000,000'),
          ),
      ),
      client_email: z.nullish(ClientEmail),
      phone: z.nullish(Phone),
      customer_id: z.nullish(CustomerId),
      agent_id: z.nullish(AgentId),
      timestamp_marks: z.nullish(z.enum(['end', 'start', 'sent'], 'must be "end", "start" or "sent"')),
      speakers: z.nullish(Speakers),
      time_zone: z.nullish(TimeZone),
      continues: z.nullish(CallId),
      final: z.nullish(z.boolean('must be true or false')),
      created_at: z.nullish(
        z.string().check(z.refine(isMoment, 'must be a time with its zone, such as 2026-03-03T10:05:00Z')),
      ),
      analyze: z.nullish(z.literal('on_request', 'must be "on_request"')),
      turns: z.nullish(PostedTurns),
      aiTips: z.nullish(PostedTips),
      activityFeed: z.nullish(ActivityFeed),
    })
    .check(
      z.refine(({ turns, final }) => turns != null || final === true, {
        path: ['turns'],
        error: 'is missing',
      }),
      z.refine(({ turns, final }) => turns?.length !== 0 || final === true, {
        path: ['turns'],
        error: 'must hold at least one entry, unless "final" is true',
      }),
      z.refine((body) => body.window_num != null || isEndAlone(body), {
        path: ['window_num'],
        error: 'is missing',
      }),
    ),
);
export type RecordCallWindowCommand = z.infer<typeof RecordCallWindowCommand>;

function isMoment(text: string): boolean {
  return text.length <= 64 && parseAbsolute(text) !== null && /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
}

/** The parts of a body that may be stored. */
interface Content {
  final?: boolean | null | undefined;
  turns?: readonly unknown[] | null | undefined;
  aiTips?: readonly unknown[] | null | undefined;
  activityFeed?: readonly unknown[] | null | undefined;
}

/** True for a body that brings nothing to store: it only tells that the call has ended. */
function isEndAlone({ final, turns, aiTips, activityFeed }: Content): boolean {
  return final === true && [turns, aiTips, activityFeed].every((list) => list == null || list.length === 0);
}
