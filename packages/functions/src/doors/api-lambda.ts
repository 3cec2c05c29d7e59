/**
 * The door for an AWS Lambda function URL (payload 2.0). CORS is answered by the function URL, never here.
 *
 * @module
 */
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import { handle, streamHandle } from 'hono/aws-lambda';
import { readConfig } from '../config/config.ts';
import { withLinks } from '../config/sst-links.ts';
import { createApp } from '../http/app.ts';
import { lambdaLog } from '../telemetry/lambda-log.ts';
import { answerable } from './lambda-event.ts';
import { appOptionsOf, portsOf } from './wiring.ts';

// Lambda ends the process at the deadline; what is left of the time is for marking the attempt as failed.
const MARGIN_MS = 2_000;

// Outside the handler, so that a warm start reuses the connections to DynamoDB.
const config = readConfig(withLinks(process.env), { production: true });
const app = createApp(portsOf(config), {
  ...appOptionsOf(config),
  log: lambdaLog(config.metricsNamespace),
  requestId: (c) => lambdaContext(c.env)?.awsRequestId,
  deadline: (c) => {
    const left = lambdaContext(c.env)?.getRemainingTimeInMillis();
    return left === undefined ? undefined : Date.now() + left - MARGIN_MS;
  },
});

/** Streams where the function URL does; the two are set together, in infra/functions.ts. */
export const handler = process.env.INVOKE_MODE === 'RESPONSE_STREAM' ? streamed() : buffered();

function buffered() {
  const answer = handle(app);
  return (event: LambdaEvent, context: LambdaContext) => answer(answerable(event), context);
}

function streamed() {
  // As the runtime calls it; the types of Hono know the buffered form alone.
  const answer = streamHandle(app) as unknown as StreamingHandler;
  return awslambda.streamifyResponse<StreamingHandler>((event, stream, context) =>
    answer(answerable(event), stream, context),
  );
}

type StreamingHandler = (event: LambdaEvent, stream: unknown, context: LambdaContext) => Promise<void>;

/** What the runtime of Lambda adds where answers are streamed. */
declare const awslambda: { streamifyResponse<Handler>(handler: Handler): Handler };

// The buffered handler of Hono names it `lambdaContext`, the streaming one `context`.
function lambdaContext(env: { lambdaContext?: LambdaContext; context?: LambdaContext } | undefined) {
  return env?.lambdaContext ?? env?.context;
}
