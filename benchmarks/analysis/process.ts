// Analyses calls one after another, with the product or with its bare store calls.
import type { StoredAnalytics } from '@live-assist/core';
import { serveMessages } from '../fresh-process.ts';
import { median } from '../measure.ts';
import { floorAnalysis } from './floor.ts';
import { productAnalysis } from './product.ts';

/** The calls to analyse, and the row that the floor writes instead of a result. */
export interface AnalysisRun {
  side: 'product' | 'floor';
  calls: { call_id: string; client_email: string }[];
  warmUp: number;
  row: StoredAnalytics | undefined;
}

/** Answers with the median time of one analysis in milliseconds. */
serveMessages<AnalysisRun, number>(async ({ side, calls, warmUp, row }) => {
  const analyse = side === 'product' ? productAnalysis() : floorAnalysis({ ...row });
  const times: number[] = [];
  for (const { call_id, client_email } of calls) {
    const begin = performance.now();
    await analyse(call_id, client_email);
    times.push(performance.now() - begin);
  }
  return median(times.slice(warmUp));
});
