/// <reference path="./dynalite.d.ts" />
import { create, type DynaliteStore } from 'dynalite/db/index.js';
import * as validations from 'dynalite/validations/index.js';
import { type Answer, Refusal } from './engine-answer.ts';
import { writeWhole } from './engine-writes.ts';

const OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
];

interface Operation {
  types: unknown;
  custom: unknown;
  act(store: DynaliteStore, data: unknown, done: (error: unknown, data: unknown) => void): void;
}

/** Runs one operation of DynamoDB on a store. */
export type Operate = (store: DynaliteStore, target: string, body: Buffer) => Promise<Answer>;

/** Opens a store in a folder, which is created when missing; without a folder the store is in memory. */
export async function openStore(path: string | undefined): Promise<DynaliteStore> {
  const store = create({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  await store.db.open();
  writeWhole(store.db);
  return store;
}

/** Loads the operations of dynalite. */
export async function loadOperations(): Promise<Operate> {
  const operations = new Map(await Promise.all(OPERATIONS.map(load)));
  return async (store, target, body) => {
    const [, name = ''] = /^DynamoDB_\d{8}\.(\w+)$/.exec(target) ?? [];
    const operation = operations.get(name);
    if (operation === undefined) throw new Refusal('UnknownOperationException', 'No such operation.');
    try {
      const data = validations.checkTypes(parse(body), operation.types);
      validations.checkValidations(data, operation.types, operation.custom, store);
      const done = await new Promise<unknown>((resolve, reject) =>
        operation.act(store, data, (error, result) => (error ? reject(error) : resolve(result))),
      );
      return { status: 200, body: JSON.stringify(done) };
    } catch (error) {
      if (isAnswer(error)) return { status: error.statusCode, body: JSON.stringify(error.body) };
      throw error;
    }
  };
}

async function load(name: string): Promise<[string, Operation]> {
  const file = `${name.slice(0, 1).toLowerCase()}${name.slice(1)}.js`;
  const [{ default: act }, { types, custom }] = await Promise.all([
    import(`dynalite/actions/${file}`),
    import(`dynalite/validations/${file}`),
  ]);
  return [name, { act, types, custom }];
}

function parse(body: Buffer): object {
  try {
    const parsed = JSON.parse(body.toString());
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {}
  throw new Refusal('SerializationException', 'The body is no JSON object.');
}

function isAnswer(error: unknown): error is { statusCode: number; body: unknown } {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}
