import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { BY_ALIAS } from '../late/alias-claims.ts';

/**
 * The table of claims with its index of the calls whose customer is known by an alias alone. It may lag behind the table, so
 * decisions read the table.
 */
export function withAliasIndex(claims: CreateTableCommandInput): CreateTableCommandInput {
  return {
    ...claims,
    AttributeDefinitions: [
      ...(claims.AttributeDefinitions ?? []),
      { AttributeName: 'alias_hash', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      ...(claims.GlobalSecondaryIndexes ?? []),
      {
        IndexName: BY_ALIAS,
        KeySchema: [
          { AttributeName: 'alias_hash', KeyType: 'HASH' },
          { AttributeName: 'call_id', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['expires_at'] },
      },
    ],
  };
}
