/** What a call can tell of a promise. `missed` and `attempted` leave it open. */
export const TOLD_STATUSES = ['kept', 'missed', 'attempted', 'replaced', 'withdrawn'] as const;
/** What a call tells of a promise that an earlier call, or an earlier day of the same chat, has made. */
export type ToldStatus = (typeof TOLD_STATUSES)[number];

/** A status as it is stored: former versions closed a promise as `broken`, which is read as `missed`. */
export function toldStatus(stored: ToldStatus | 'broken'): ToldStatus {
  return stored === 'broken' ? 'missed' : stored;
}

/** What a person can say of a promise. `dismissed`: it was none; `open`: whatever had closed it does not count. */
export const MANUAL_STATUSES = ['kept', 'withdrawn', 'dismissed', 'open'] as const;
/** The state that a person gives a promise. */
export type ManualStatus = (typeof MANUAL_STATUSES)[number];

/** How a promise ended. `replaced`: by a newer one; `dismissed`: it was none. */
export type ClosedStatus = 'kept' | 'replaced' | 'withdrawn' | 'dismissed';

/** What became of a promise. */
export type CommitmentStatus = 'open' | ClosedStatus;
