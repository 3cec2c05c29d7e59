import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerAlias } from '../../packages/core/src/index.ts';
import {
  describeAliasClaims,
  describeAnalysisClaims,
  describeAnalyticsStore,
  describeCallRecords,
  describeCounters,
  describeCustomerAliases,
  describeErasures,
  describeHiddenNumbers,
  describeMovedRows,
  describePromiseStore,
} from '../../packages/core/test/contracts/contracts.ts';
import { customerAliases } from '../../packages/functions/src/adapters/customer-aliases.ts';
import { dynamoAnalysisClaims } from '../../packages/functions/src/adapters/dynamodb/analysis-claims.ts';
import { dynamoAnalyticsStore } from '../../packages/functions/src/adapters/dynamodb/analytics-store.ts';
import { dynamoCallRecords } from '../../packages/functions/src/adapters/dynamodb/call-records.ts';
import { dynamoCounters } from '../../packages/functions/src/adapters/dynamodb/counters.ts';
import { dynamoErasures } from '../../packages/functions/src/adapters/dynamodb/erasures.ts';
import { dynamoPromiseStore } from '../../packages/functions/src/adapters/dynamodb/promise-store.ts';
import { storeParts } from '../../packages/functions/src/adapters/dynamodb/store-parts.ts';
import type { TableOptions } from '../../packages/functions/src/adapters/dynamodb/table.ts';
import { startTestEngine, type TestEngine } from '../../packages/functions/test/support/with-engine.ts';
import { grantsOf, roleNames } from './checks.ts';
import { type Stack, synth } from './stack.ts';

// The SDK is a dependency of packages/functions; this folder has none.
const { PutCommand } = createRequire(new URL('../../packages/functions/package.json', import.meta.url))(
  '@aws-sdk/lib-dynamodb',
);

/** The DynamoDB calls of the stores during their contract tests, as `action resource`. */
const asked = new Set<string>();

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

const over =
  <Store>(component: string, makeStore: (options: TableOptions) => Store) =>
  async (options: Pick<TableOptions, 'retentionDays'> = {}) => {
    const { client, names } = await engine.newTables();
    const table = Object.values(names)[COMPONENTS.indexOf(component)] ?? '';
    return {
      store: makeStore({ client: recording(client, component), table, ...options }),
      put: (Item: object) => client.send(new PutCommand({ TableName: table, Item })).then(() => {}),
    };
  };
/** In the order of `TableNames`. */
const COMPONENTS = [
  'CallRecordsTable',
  'CallAnalyticsTable',
  'AnalysisClaimsTable',
  'ServiceStateTable',
  'PromisesTable',
  'CustomerAliasesTable',
];

describeCallRecords('DynamoDB', over('CallRecordsTable', dynamoCallRecords));
describeAnalyticsStore('DynamoDB', over('CallAnalyticsTable', dynamoAnalyticsStore));
describeAnalysisClaims('DynamoDB', over('AnalysisClaimsTable', dynamoAnalysisClaims));
describePromiseStore('DynamoDB', over('PromisesTable', dynamoPromiseStore));
describeCustomerAliases(
  'DynamoDB',
  over('CustomerAliasesTable', (options) =>
    customerAliases({
      ...storeParts<CustomerAlias>(options),
      hash: async (text) => text,
      phones: { country: 'GB', shared: ['+442079460999'] },
    }),
  ),
);
describeAliasClaims('DynamoDB', over('AnalysisClaimsTable', dynamoAnalysisClaims));
describeMovedRows('DynamoDB', over('CallAnalyticsTable', dynamoAnalyticsStore));
describeHiddenNumbers('DynamoDB', over('CallRecordsTable', dynamoCallRecords));
describeCounters('DynamoDB', async () => (await over('ServiceStateTable', dynamoCounters)()).store);

describeErasures('DynamoDB', async () => {
  const erasures = over('ServiceStateTable', (options) =>
    dynamoErasures({ ...options, hash: async (text) => text }),
  );
  return (await erasures()).store;
});

describe('the rights of the functions', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await synth('test');
  });

  it('the rights of the functions are compared with the calls of every store', () => {
    for (const component of COMPONENTS) {
      expect([...asked].filter((call) => call.includes(component)).length).toBeGreaterThan(1);
    }
  });

  it('the rights of the functions are exactly the calls of the stores on their tables and indexes', () => {
    expect([...roleNames(stack)].sort()).toEqual([
      'AnalysisRole',
      'ApiRole',
      'EventSenderRole',
      'IngestRole',
    ]);
    for (const role of ['AnalysisRole', 'ApiRole']) {
      const granted = grantsOf(stack, role).filter((grant) => grant.startsWith('dynamodb:'));
      // The worker records no windows, and lists no calls that wait.
      const notNeeded = role.startsWith('Api')
        ? []
        : [
            'dynamodb:PutItem table/CallRecordsTableTable',
            'dynamodb:Query table/AnalysisClaimsTableTable/index/waiting',
          ];
      // The sender of events alone looks at the promises of all customers.
      const ofSender = 'dynamodb:Query table/PromisesTableTable/index/byState';
      const needed = [...asked].filter((call) => !notNeeded.includes(call) && call !== ofSender);
      expect([role, granted.sort()]).toEqual([role, needed.sort()]);
    }
  });

  it('the rights of the function that learns when calls end are calls of the stores, without new windows and without writes of analyses', () => {
    const granted = grantsOf(stack, 'IngestRole').filter((grant) => grant.startsWith('dynamodb:'));
    const ofStream = granted.filter((grant) => grant.includes('/stream/'));
    expect(ofStream.map((grant) => grant.split(' ')[0]).sort()).toEqual(
      ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((name) => `dynamodb:${name}`),
    );
    const onTables = granted.filter((grant) => !ofStream.includes(grant));
    expect(onTables.filter((grant) => !asked.has(grant))).toEqual([]);
    expect(
      onTables.filter((grant) =>
        /(?:PutItem table\/CallRecords|(?:Put|Update)Item table\/CallAnalytics)/.test(grant),
      ),
    ).toEqual([]);
  });

  it('the rights of the function that sends events are calls of the stores, and it writes no row and removes none', () => {
    const granted = grantsOf(stack, 'EventSenderRole');
    const onTables = granted.filter((grant) => grant.startsWith('dynamodb:'));
    expect(onTables.length).toBeGreaterThan(5);
    expect(onTables.filter((grant) => !asked.has(grant))).toEqual([]);
    expect(onTables.filter((grant) => /(?:Put|Delete)Item|CallRecords|CustomerAliases/.test(grant))).toEqual(
      [],
    );
    expect(granted.filter((grant) => !/^(?:dynamodb|sqs):/.test(grant))).toEqual([
      expect.stringMatching(/^events:PutEvents event-bus\//),
    ]);
  });
});

type Client = TableOptions['client'];

function recording(client: Client, component: string): Client {
  return new Proxy(client, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name);
      return (command: { constructor: { name: string }; input: { IndexName?: string } }) => {
        const action = command.constructor.name
          .replace(/Command$/, '')
          .replace(/^(Get|Put|Update|Delete)$/, '$1Item');
        const index = command.input.IndexName === undefined ? '' : `/index/${command.input.IndexName}`;
        asked.add(`dynamodb:${action} table/${component}Table${index}`);
        return Reflect.apply(target.send, target, [command]);
      };
    },
  });
}
