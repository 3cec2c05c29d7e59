import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { BY_ALIAS } from '../late/alias-claims.ts';
import { WAITING } from '../late/waiting-calls.ts';

/** What the index of the calls that wait shows of a claim. */
const SHOWN = [
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
];

/** The table of claims with its index of the calls that wait. */
export function withWaitingIndex(claims: CreateTableCommandInput): CreateTableCommandInput {
  const attributes = [
    { AttributeName: 'waitingShard', AttributeType: 'N' as const },
    { AttributeName: 'since', AttributeType: 'S' as const },
  ];
  return withIndex(claims, WAITING, attributes, ['waitingShard', 'since'], SHOWN);
}

/**
 * The table of claims with its index of the calls whose customer is known by an alias alone. It may lag behind the table, so
 * decisions read the table.
 */
export function withAliasIndex(claims: CreateTableCommandInput): CreateTableCommandInput {
  const attributes = [{ AttributeName: 'alias_hash', AttributeType: 'S' as const }];
  return withIndex(claims, BY_ALIAS, attributes, ['alias_hash', 'call_id'], ['expires_at']);
}

/** Adds a global index, and the attributes that only its keys have. */
function withIndex(
  table: CreateTableCommandInput,
  IndexName: string,
  attributes: NonNullable<CreateTableCommandInput['AttributeDefinitions']>,
  [hash, range]: [hash: string, range: string],
  NonKeyAttributes: string[],
): CreateTableCommandInput {
  return {
    ...table,
    AttributeDefinitions: [...(table.AttributeDefinitions ?? []), ...attributes],
    GlobalSecondaryIndexes: [
      ...(table.GlobalSecondaryIndexes ?? []),
      {
        IndexName,
        KeySchema: [
          { AttributeName: hash, KeyType: 'HASH' },
          { AttributeName: range, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes },
      },
    ],
  };
}
