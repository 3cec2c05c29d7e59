import type { AnalysisSettings, CostBrake, Ports } from '@live-assist/core';
import type { BatchApi } from '../../adapters/openai-analyst/batch/batch-api.ts';
import type { OpenAiOptions } from '../../adapters/openai-analyst/openai-analyst.ts';
import type { BatchNotes } from './batch-notes.ts';

/** What working with batches needs. */
export interface BatchDesk {
  ports: Ports;
  settings: AnalysisSettings;
  model: OpenAiOptions;
  api: BatchApi;
  notes: BatchNotes;
  /** The budget of the day, where one is set. */
  budget: { dollarsPerDay: number; counters: CostBrake['counters'] } | null;
  /** Most questions and most bytes of a file of requests. */
  most: { questions: number; bytes: number };
  /** Tells the person at the terminal; no word of a call. */
  say(line: string): void;
  /** Waits, in milliseconds. */
  pause(ms: number): Promise<void>;
}

/** What became of one call of a batch. `changed` means that its answer no longer fits, and that it can be sent again. */
export type TakenCall = 'analysed' | 'stored' | 'changed' | { failed: string };

/** A run that cannot go on; everything that was paid for is found again by the next one. */
export class BatchStop extends Error {
  override readonly name = 'BatchStop';
}
