// Runs inside the server of a proof (`node --import`): reports the memory after a garbage collection, stands still on
// request, and ends the server when the proof is gone.

/** Memory after a garbage collection, in bytes. */
export interface Memory {
  heapUsed: number;
  /** Memory outside the heap, such as buffers. */
  external: number;
  rss: number;
}

/** What a proof asks: for the memory, or to answer no request for some milliseconds. */
export type ProbeRequest = 'memory' | { standStillMs: number };

process.on('message', (request: ProbeRequest) => {
  if (request !== 'memory') {
    const begin = performance.now();
    while (performance.now() - begin < request.standStillMs);
    return;
  }
  // Memory that finalizers release in one collection is freed in the next.
  for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ heapUsed, external, rss } satisfies Memory);
});
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
