import type { CallWindow } from '../call/call.ts';
import { customerKey } from '../call/identifiers.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { mapLimit } from '../shared/map-limit.ts';

const WRITES_AT_A_TIME = 8;
/** A window that is redacted at this moment is read again. */
const MOST_READS = 5;

/** The former and the present customer of a call, as keys. */
export interface Move {
  from: string;
  to: string;
}

/**
 * Writes the present customer into the windows of a call that name the former one.
 *
 * @returns the windows as they are then.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function moveWindows(
  { records }: Pick<Ports, 'records'>,
  windows: readonly CallWindow[],
  { from, to }: Move,
): Promise<CallWindow[]> {
  const isTheirs = ({ client_email }: CallWindow) =>
    client_email?.includes('@') && customerKey(client_email) === customerKey(from);
  let read = [...windows];
  for (let reads = 1; ; reads += 1) {
    const done = await mapLimit(WRITES_AT_A_TIME, read.filter(isTheirs), (window) =>
      records.redact(window, { client_email: to }),
    );
    const [first] = windows;
    if (done.every(Boolean) || first === undefined) {
      return read.map((window) => (isTheirs(window) ? { ...window, client_email: to } : window));
    }
    if (reads === MOST_READS) {
      throw new LiveAssistError(
        'store_unavailable',
        'The call is being changed elsewhere. Try again in a moment.',
      );
    }
    read = await records.list(first.call_id);
  }
}
