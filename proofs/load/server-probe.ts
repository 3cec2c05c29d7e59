// Runs inside the server of a proof (`node --import`): reports the memory after a garbage collection, and ends the
// server when the proof is gone.

/** Memory after a garbage collection, in bytes. */
export interface Memory {
  heapUsed: number;
  /** Memory outside the heap, such as buffers. */
  external: number;
  rss: number;
}

process.on('message', () => {
  // Memory that finalizers release in one collection is freed in the next.
  for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ heapUsed, external, rss } satisfies Memory);
});
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
