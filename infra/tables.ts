import type { StageSettings } from './settings.ts';

/**
 * The six tables. Keys and indexes match `tableDefinitions` in packages/functions, which the local engine uses; a test
 * compares both.
 */
export function createTables({ production, existingTables }: StageSettings) {
  const kept = { ttl: 'expires_at', deletionProtection: production };
  const callRecords = existingTables
    ? sst.aws.Dynamo.get('CallRecordsTable', existingTables.callRecords)
    : new sst.aws.Dynamo('CallRecordsTable', {
        ...kept,
        fields: { call_id: 'string', window_number: 'number', client_email: 'string' },
        primaryIndex: { hashKey: 'call_id', rangeKey: 'window_number' },
        // The function that learns when calls end needs the key of a new window, and no word of it.
        stream: 'keys-only',
        globalIndexes: {
          byCustomer: { hashKey: 'client_email', rangeKey: 'call_id', projection: 'keys-only' },
        },
      });
  const callAnalytics = existingTables
    ? sst.aws.Dynamo.get('CallAnalyticsTable', existingTables.callAnalytics)
    : new sst.aws.Dynamo('CallAnalyticsTable', {
        ...kept,
        fields: { client_email: 'string', created_at: 'string' },
        primaryIndex: { hashKey: 'client_email', rangeKey: 'created_at' },
      });
  const analysisClaims = new sst.aws.Dynamo('AnalysisClaimsTable', {
    ...kept,
    fields: {
      call_id: 'string',
      client_email: 'string',
      alias_hash: 'string',
      waitingShard: 'number',
      since: 'string',
    },
    primaryIndex: { hashKey: 'call_id' },
    globalIndexes: {
      byCustomer: {
        hashKey: 'client_email',
        rangeKey: 'call_id',
        projection: ['status', 'created_at', 'attempt', 'leaseUntil', 'updatedAt', 'expires_at'],
      },
      waiting: {
        hashKey: 'waitingShard',
        rangeKey: 'since',
        projection: [
          'client_email',
          'status',
          'code',
          'leaseUntil',
          'updatedAt',
          'unnamed',
          'found',
          'waitingRev',
          'eventsRev',
          'eventsUntil',
          'expires_at',
        ],
      },
      byAlias: { hashKey: 'alias_hash', rangeKey: 'call_id', projection: ['expires_at'] },
    },
  });
  const serviceState = new sst.aws.Dynamo('ServiceStateTable', {
    ...kept,
    fields: { id: 'string' },
    primaryIndex: { hashKey: 'id' },
  });
  const promises = new sst.aws.Dynamo('PromisesTable', {
    ...kept,
    fields: {
      client_email: 'string',
      commitment_id: 'string',
      recall: 'string',
      bucket: 'string',
      sort: 'string',
    },
    primaryIndex: { hashKey: 'client_email', rangeKey: 'commitment_id' },
    globalIndexes: { byState: { hashKey: 'bucket', rangeKey: 'sort', projection: 'all' } },
    localIndexes: { recalled: { rangeKey: 'recall' } },
  });
  const customerAliases = new sst.aws.Dynamo('CustomerAliasesTable', {
    ...kept,
    fields: { alias: 'string', client_email: 'string' },
    primaryIndex: { hashKey: 'alias' },
    globalIndexes: { byCustomer: { hashKey: 'client_email', rangeKey: 'alias', projection: 'all' } },
  });
  return { callRecords, callAnalytics, analysisClaims, serviceState, promises, customerAliases };
}

/** The tables of a stage. */
export type Tables = ReturnType<typeof createTables>;

/**
 * The permissions of both functions on the tables: only the calls that the stores of packages/functions make. Linking
 * the table itself would grant every call.
 */
export function linkTables(tables: Tables) {
  const link = (name: string, table: sst.aws.Dynamo, actions: string[], ...indexes: string[]) =>
    new sst.Linkable(name, {
      properties: { name: table.name },
      include: [
        ...(actions.length > 0 ? [sst.aws.permission({ actions, resources: [table.arn] })] : []),
        ...(indexes.length > 0
          ? [
              sst.aws.permission({
                actions: ['dynamodb:Query'],
                resources: indexes.map((index) => $interpolate`${table.arn}/index/${index}`),
              }),
            ]
          : []),
      ],
    });
  const rows = ['GetItem', 'UpdateItem', 'DeleteItem'].map((action) => `dynamodb:${action}`);
  return [
    link(
      'CallRecords',
      tables.callRecords,
      ['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:DeleteItem'],
      'byCustomer',
    ),
    link('CallAnalytics', tables.callAnalytics, ['dynamodb:Query', ...rows, 'dynamodb:PutItem']),
    link('AnalysisClaims', tables.analysisClaims, rows, 'byCustomer', 'byAlias'),
    link('ServiceState', tables.serviceState, rows),
    link('Promises', tables.promises, ['dynamodb:Query', ...rows, 'dynamodb:PutItem'], 'recalled'),
    link('CustomerAliases', tables.customerAliases, rows, 'byCustomer'),
  ];
}

/** The additional permission of the worker, which redacts windows in place. */
export function mayRedact({ callRecords }: Tables) {
  return { actions: ['dynamodb:UpdateItem'], resources: [callRecords.arn] };
}

/** The additional permission of the API function, which records windows, and adds to them what is told later. */
export function mayRecord({ callRecords }: Tables) {
  return { actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'], resources: [callRecords.arn] };
}

/** The additional permission of the API function, which lists the calls that wait. */
export function mayListWaiting({ analysisClaims }: Tables) {
  return { actions: ['dynamodb:Query'], resources: [$interpolate`${analysisClaims.arn}/index/waiting`] };
}

/** The right to do some actions of DynamoDB on a table, without its indexes. */
function may(actions: string[], table: sst.aws.Dynamo) {
  return { actions: actions.map((action) => `dynamodb:${action}`), resources: [table.arn] };
}

/** The permissions of the function that imports files: it records windows, and takes back what an erasure forbids. */
export function mayImport(tables: Tables) {
  const { callRecords, callAnalytics, analysisClaims, serviceState, promises, customerAliases } = tables;
  return [
    may(['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], callRecords),
    may(['GetItem'], customerAliases),
    may(['Query', 'GetItem', 'DeleteItem'], callAnalytics),
    may(['GetItem', 'UpdateItem', 'DeleteItem'], analysisClaims),
    // Under a former key it is asked whether calls are known by an alias.
    { actions: ['dynamodb:Query'], resources: [$interpolate`${analysisClaims.arn}/index/byAlias`] },
    may(['GetItem', 'UpdateItem', 'DeleteItem'], serviceState),
    may(['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], promises),
  ];
}

/** The permissions of the function that learns when calls end: it marks claims, and removes what an erasure missed. */
export function mayIngest(tables: Tables) {
  const { callRecords, callAnalytics, analysisClaims, serviceState, promises, customerAliases } = tables;
  return [
    // Numbers that a direct writer left in a window are replaced when it is seen.
    may(['Query', 'GetItem', 'UpdateItem', 'DeleteItem'], callRecords),
    may(['GetItem', 'UpdateItem'], customerAliases),
    may(['Query', 'GetItem', 'DeleteItem'], callAnalytics),
    may(['GetItem', 'UpdateItem', 'DeleteItem'], analysisClaims),
    mayListWaiting(tables),
    // After a change of `ERASURE_KEY` it looks whether calls are known by an alias under the former key.
    { actions: ['dynamodb:Query'], resources: [$interpolate`${analysisClaims.arn}/index/byAlias`] },
    may(['GetItem', 'UpdateItem', 'DeleteItem'], serviceState),
    may(['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], promises),
  ];
}

/** The permissions of the function that sends events: it reads what is to be told, and notes what was. */
export function maySendEvents({ callAnalytics, analysisClaims, serviceState, promises }: Tables) {
  return [
    may(['GetItem', 'UpdateItem'], callAnalytics),
    may(['GetItem', 'UpdateItem'], analysisClaims),
    may(['GetItem', 'UpdateItem'], serviceState),
    may(['GetItem'], promises),
    { actions: ['dynamodb:Query'], resources: [$interpolate`${promises.arn}/index/byState`] },
  ];
}
