/** Begins the names of marks among the claims: no call can have it, because the name of a call holds no control character. */
const MARK = '\u0001';
const MOVING = `${MARK}moving `;
const FORMER = `${MARK}former `;

/**
 * The claim that names the former customer of a call while it is being moved. It is found by the name of the call, so that a
 * repetition completes the move, and under that customer, so that an erasure finds it.
 */
export function movingMark(callId: string): string {
  return MOVING + callId;
}

/** The call of a mark of a move; null for the claim of a call. */
export function movingCall(name: string): string | null {
  return name.startsWith(MOVING) ? name.slice(MOVING.length) : null;
}

/**
 * The claim that says that an address is a former one. It lies among the claims of that address, where a memory box reads
 * anyway.
 */
export function formerMark(key: string): string {
  return FORMER + key;
}

/** True for the name of a mark. */
export function isMark(name: string): boolean {
  return name.startsWith(MARK);
}
