/** Time for which a job is retried while its dependencies are out of order, in milliseconds. */
export const PATIENCE_MS = 12 * 3_600_000;
