// One cold start: imports a bundle and passes one event to its handler.
import { serveMessages } from '../fresh-process.ts';

/** The message to the process. */
export interface ColdStart {
  bundle: string;
  /** Null to stop after the import. */
  event: object | null;
  /** Late files to load before the event. */
  late?: string[];
}

/** Milliseconds since the import began. */
export interface Started {
  imported: number;
  answered: number;
  answer: { statusCode: number; body: string };
}

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 60_000 };

serveMessages<ColdStart, Started>(async ({ bundle, event, late = [] }) => {
  process.stdout.write = () => true;
  const begin = performance.now();
  const { handler } = await import(bundle);
  await Promise.all(late.map((file) => import(file)));
  const imported = performance.now() - begin;
  const answer = event === null ? { statusCode: 204, body: '' } : await handler(event, context);
  return { imported, answered: performance.now() - begin, answer };
});
