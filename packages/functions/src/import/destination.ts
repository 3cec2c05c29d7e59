import type {
  AnalysisQueue,
  AnalysisSettings,
  LiveAssistError,
  Ports,
  TimestampMarks,
} from '@live-assist/core';
import type { ImportedCall } from './import-line.ts';
import { analyzeLater, analyzeNow, type CallWork, type ImportedCallRef, importCall } from './import-lines.ts';

/** How a call is stored. */
export interface StoreOptions {
  timestampMarks: TimestampMarks | undefined;
  /** True if the import has it analysed; otherwise only a request does. */
  isAnalyzed: boolean;
}

/** What became of calls that were sent in batches. */
export interface BatchOutcome {
  analysed: number;
  /** Calls of which an analysis was stored already, or came by another way meanwhile. */
  stored: number;
  failed: number;
}

/** Where the calls of an import go: the engine of this machine, or a deployment. */
export interface Destination {
  /**
   * Stores the windows of a call; may be repeated.
   *
   * @throws {BadLine} where the call is refused; any other error ends the run.
   */
  store(call: ImportedCall, how: StoreOptions): Promise<ImportedCallRef>;
  /** Has a stored call analysed, now or by a worker. */
  follow(then: 'analyze' | 'queue', onWait: (callId: string, error: LiveAssistError) => void): CallWork;
  /** Has stored calls analysed through batches of the provider. */
  inBatches?(calls: readonly ImportedCallRef[], say: (line: string) => void): Promise<BatchOutcome>;
  /** True if it tells which windows it had already. */
  tellsNew: boolean;
}

/** The engine of this machine. */
export function localDestination(
  ports: Ports & { queue: AnalysisQueue },
  settings: AnalysisSettings,
): Destination {
  return {
    store: (call, how) => importCall(ports, call, how),
    follow: (then, onWait) =>
      then === 'analyze' ? analyzeNow(ports, settings, onWait) : analyzeLater(ports),
    tellsNew: true,
  };
}
