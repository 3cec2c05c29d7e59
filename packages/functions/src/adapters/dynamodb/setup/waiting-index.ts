import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { WAITING } from '../late/waiting-calls.ts';

/** What the index shows of a claim. */
const SHOWN = ['client_email', 'status', 'code', 'leaseUntil', 'updatedAt', 'unnamed', 'found', 'expires_at'];

/** The table of claims with its index of the calls that wait. */
export function withWaitingIndex(claims: CreateTableCommandInput): CreateTableCommandInput {
  return {
    ...claims,
    AttributeDefinitions: [
      ...(claims.AttributeDefinitions ?? []),
      { AttributeName: 'waitingShard', AttributeType: 'N' },
      { AttributeName: 'since', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      ...(claims.GlobalSecondaryIndexes ?? []),
      {
        IndexName: WAITING,
        KeySchema: [
          { AttributeName: 'waitingShard', KeyType: 'HASH' },
          { AttributeName: 'since', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: SHOWN },
      },
    ],
  };
}
