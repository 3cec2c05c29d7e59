// Loads a call from a file as plain JSON; the product also analyses it by the rules. Returns the peak memory.
import { readFileSync } from 'node:fs';
import { GCProfiler, getHeapStatistics } from 'node:v8';
import { analyzeCall, type CallWindow } from '@live-assist/core';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { analystOf } from '../../packages/functions/src/doors/wiring.ts';
import { serveMessages } from '../fresh-process.ts';

export interface PeakRun {
  side: 'product' | 'floor';
  file: string;
}

/** Peak memory of the process and of its heap, in megabytes. */
export interface Peak {
  rss: number;
  heap: number;
}

const MB = 1024 * 1024;

serveMessages<PeakRun, Peak>(async ({ side, file }) => {
  const profiler = new GCProfiler();
  profiler.start();
  const windows: CallWindow[] = JSON.parse(readFileSync(file, 'utf8'));
  if (side === 'product') await analyse(windows);
  else for (const window of windows) window.turns = JSON.parse(String(window.turns));
  const heaps = profiler.stop()?.statistics.map(({ beforeGC }) => beforeGC.heapStatistics.usedHeapSize) ?? [];
  return {
    rss: process.resourceUsage().maxRSS / 1024,
    heap: Math.max(getHeapStatistics().used_heap_size, ...heaps) / MB,
  };
});

async function analyse(windows: CallWindow[]): Promise<void> {
  const ports = inMemoryPorts({ analyst: analystOf({ engine: 'local' }) });
  ports.records.list = async () => windows;
  const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
  const client_email = 'ana@example.com';
  await analyzeCall(ports, settings, { call_id: String(windows[0]?.call_id), client_email });
}
