// A cold start, once: imports the bundle that it is told of and gives its handler one event.
import { serveMessages } from '../fresh-process.ts';

/** What it is told. */
export interface ColdStart {
  bundle: string;
  /** Null when nothing is asked after the import. */
  event: object | null;
  /** Files that it loads late, to be loaded before the event. */
  late?: string[];
}

/** What it took, in milliseconds since the import began. */
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
