/**
 * Passes one function URL event to the Lambda door, with the tables of the local engine, and prints the answer: `node
 * scripts/lambda-event.ts METHOD PATH [BODY]`. Start `pnpm start` first; `.vscode/launch.json` runs it in a debugger.
 *
 * @module
 */
import { urlEvent } from '../packages/functions/test/support/url-event.ts';

const [method = 'GET', path = '/healthz', body] = process.argv.slice(2);

process.env.DYNAMODB_ENDPOINT ??= 'http://127.0.0.1:8000';
process.env.ANALYST ??= 'local';
process.env.AUTH_SECRET ??= 'a secret for debugging that is long enough';

const { handler } = await import('../packages/functions/src/doors/api-lambda.ts');
const event = urlEvent(
  method === 'POST' ? 'POST' : 'GET',
  path,
  body === undefined ? undefined : JSON.parse(body),
  process.env.TOKEN,
);
const context = { awsRequestId: 'debug', getRemainingTimeInMillis: () => 60_000 };
const answer = await Reflect.apply(handler, undefined, [event, context, () => undefined] as never);
console.log(JSON.stringify(answer, null, 2));
process.exit(0);
