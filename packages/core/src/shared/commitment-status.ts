/** How a promise ended. `dismissed`: it was none. */
export type ClosedStatus = 'kept' | 'broken' | 'dismissed';

/** What became of a promise. */
export type CommitmentStatus = 'open' | ClosedStatus;
