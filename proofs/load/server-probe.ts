// Runs inside the server that a proof has started (`node --import`): tells the proof its memory after a collection,
// and ends the server when the proof is gone.

/** Memory after a collection, in bytes. */
export interface Memory {
  heapUsed: number;
  /** Buffers and the like, beside the heap. */
  external: number;
  rss: number;
}

process.on('message', () => {
  // What finalizers let go in the first collection is freed in the second.
  for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ heapUsed, external, rss } satisfies Memory);
});
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
