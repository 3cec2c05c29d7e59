import * as z from 'zod/mini';
import { CallId } from '../call/identifiers.ts';

/** Names the call. */
export const AnalysisStatusQuery = z.lazy(() => z.object({ call_id: CallId }));
export type AnalysisStatusQuery = z.infer<typeof AnalysisStatusQuery>;
