/**
 * The door for an AWS Lambda function URL (payload 2.0). The function URL answers CORS, never this code.
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

// Lambda ends the process at its deadline; the margin is for marking the attempt as failed.
const MARGIN_MS = 2_000;

// Outside the handler, so that warm invocations reuse the connections to DynamoDB.
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

/** Streams when the function URL does; infra/functions.ts sets both. */
export const handler = process.env.INVOKE_MODE === 'RESPONSE_STREAM' ? streamed() : buffered();

function buffered() {
  const answer = handle(app);
  return (event: LambdaEvent, context: LambdaContext) => answer(answerable(event), context);
}

function streamed() {
  // The signature of the runtime; Hono's types only describe the buffered form.
  const answer = streamHandle(app) as unknown as StreamingHandler;
  return awslambda.streamifyResponse<StreamingHandler>((event, stream, context) =>
    answer(answerable(event), stream, context),
  );
}

type StreamingHandler = (event: LambdaEvent, stream: unknown, context: LambdaContext) => Promise<void>;

/** A global of the Lambda runtime for streamed answers. */
declare const awslambda: { streamifyResponse<Handler>(handler: Handler): Handler };

// Hono's buffered handler calls it `lambdaContext`, its streaming handler `context`.
function lambdaContext(env: { lambdaContext?: LambdaContext; context?: LambdaContext } | undefined) {
  return env?.lambdaContext ?? env?.context;
}
