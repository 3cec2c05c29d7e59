/**
 * Starts to compact the files of the engine after an erasure, a sweep or a redaction, without delaying its answer.
 *
 * @param compact - `compact` of `startLocalService`.
 */
export function compactSoon(compact: () => Promise<void>): void {
  compact().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
  });
}
