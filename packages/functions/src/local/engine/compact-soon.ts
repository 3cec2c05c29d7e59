/**
 * Begins to compact the files of the engine; for after an erasure, a sweep or a redaction in place, whose answer need not
 * wait for it.
 *
 * @param compact - As `startLocalService` gives it.
 */
export function compactSoon(compact: () => Promise<void>): void {
  compact().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
  });
}
