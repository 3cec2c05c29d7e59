import * as z from 'zod/mini';
import { AgentId, CallId, ClientEmail } from '../call/identifiers.ts';
import { ActivityFeed, PostedTips, PostedTurns, Speakers, TimeZone } from '../call/window-lists.ts';

/** A window of a running call, as the live system sends it. The lists are native, not JSON strings. */
export const RecordCallWindowCommand = z.lazy(() =>
  z.object({
    call_id: CallId,
    window_num: z
      .int('must be a whole number')
      .check(
        z.minimum(0, 'must be from 0 to 1,000,000'),
        z.maximum(1_000_000, 'must be from 0 to 1,000,000'),
      ),
    client_email: z.nullish(ClientEmail),
    agent_id: z.nullish(AgentId),
    timestamp_marks: z.nullish(z.enum(['end', 'start', 'sent'], 'must be "end", "start" or "sent"')),
    speakers: z.nullish(Speakers),
    time_zone: z.nullish(TimeZone),
    continues: z.nullish(CallId),
    turns: PostedTurns,
    aiTips: z.nullish(PostedTips),
    activityFeed: z.nullish(ActivityFeed),
  }),
);
export type RecordCallWindowCommand = z.infer<typeof RecordCallWindowCommand>;
