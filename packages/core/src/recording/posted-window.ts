import type { CallWindow } from '../call/call.ts';
import { customerKey } from '../call/identifiers.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import type { RecordCallWindowCommand } from './record-window-command.ts';

/**
 * The window of a command, as it is stored.
 *
 * @param now - Milliseconds since 1970.
 * @throws LiveAssistError `invalid_request` for a `created_at` that lies ahead of now.
 */
export function postedWindow(
  command: RecordCallWindowCommand & { window_num: number },
  now: number,
): CallWindow {
  const { client_email, agent_id, timestamp_marks, speakers, time_zone, continues, final, analyze } = command;
  return {
    call_id: command.call_id,
    window_number: command.window_num,
    turns: JSON.stringify(command.turns ?? []),
    aiTips: JSON.stringify(command.aiTips ?? []),
    activityFeed: JSON.stringify(command.activityFeed ?? []),
    created_at: recordedAt(command, now),
    ...(client_email != null && { client_email: customerKey(client_email) }),
    ...(agent_id != null && { agent_id }),
    ...(timestamp_marks != null && { timestamp_marks }),
    ...(speakers != null && { speakers }),
    ...(time_zone != null && { time_zone }),
    ...(continues != null && { continues }),
    ...(final === true && { final }),
    ...(analyze != null && { analyze }),
  };
}

const CLOCK_GRACE_MS = 60_000;

/** When a window was recorded: as an archive says, else now. A time ahead of now would outlive an erasure. */
function recordedAt({ created_at }: RecordCallWindowCommand, now: number): string {
  const told = parseAbsolute(created_at) ?? now;
  if (told <= now + CLOCK_GRACE_MS) return toIso(Math.min(told, now));
  const message = 'must not lie ahead of now';
  throw new LiveAssistError('invalid_request', `created_at ${message}.`, {
    issues: [{ path: 'created_at', message }],
  });
}
