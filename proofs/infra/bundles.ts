import { expect } from 'vitest';
import { dynamoClient } from '../../packages/functions/src/adapters/dynamodb/dynamodb-client.ts';
import { createTables, type TableNames } from '../../packages/functions/src/adapters/dynamodb/tables.ts';
import type { Engine } from '../../packages/functions/src/local/engine/engine.ts';
import { type Answer, type RunningFunction, startFunction } from './lambda-runtime.ts';
import { resourceOf, type Stack } from './stack.ts';

/** The secret; the functions only receive it in `resource.enc`. */
export const SECRET = 'a secret of the tests that is long enough';

/** The table names that are linked to a function. */
export function linkedTables(stack: Stack): TableNames {
  const links = stack.builds.find(({ functionID }) => functionID === 'Api')?.links ?? {};
  const name = (link: string) => (links[link] as { name: string }).name;
  return {
    callRecords: name('CallRecords'),
    callAnalytics: name('CallAnalytics'),
    analysisClaims: name('AnalysisClaims'),
    serviceState: name('ServiceState'),
    promises: name('Promises'),
    customerAliases: name('CustomerAliases'),
  };
}

/** Creates the tables of a stack in the local engine. */
export function makeTables(stack: Stack, { endpoint, credentials }: Engine): Promise<void> {
  return createTables(dynamoClient({ endpoint, credentials }), linkedTables(stack));
}

/** The engine's key in the environment variables of the AWS SDK. */
export function awsKeyOf({ credentials }: Engine): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

/** Runs a function of the stack with its environment, on the local engine. */
export function startBundle(
  stack: Stack,
  name: 'Api' | 'Analysis',
  engine: Engine,
  env: Record<string, string> = {},
): Promise<RunningFunction> {
  const { inputs } = resourceOf(stack, 'lambda/function:Function', `${name}Function`);
  const out = stack.builds.find(({ functionID }) => functionID === name)?.out ?? '';
  return startFunction(out, inputs.handler, {
    ...inputs.environment.variables,
    DYNAMODB_ENDPOINT: engine.endpoint,
    ...awsKeyOf(engine),
    ...env,
  });
}

/** Parses an answer of the API, streamed or buffered. */
export function read(answer: Answer, streamed = true) {
  expect(answer.streamed).toBe(streamed);
  if (answer.streamed) return { ...answer, json: JSON.parse(answer.body) };
  const { statusCode, headers, body } = answer.payload as {
    statusCode: number;
    headers: Record<string, string>;
    body: string;
  };
  return { status: statusCode, headers, json: JSON.parse(body) };
}
