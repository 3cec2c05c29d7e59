import { beforeAll, describe, expect, it } from 'vitest';
import { tableDefinitions } from '../../packages/functions/src/adapters/dynamodb/tables.ts';
import { ownTables, tablesWithoutExpiry } from './checks.ts';
import { PRODUCTION, type Resource, resourcesOf, type Stack, synth } from './stack.ts';

/** The names of the configured tables, for `tableDefinitions`. */
const NAMES = {
  callRecords: 'CallRecordsTableTable',
  callAnalytics: 'CallAnalyticsTableTable',
  analysisClaims: 'AnalysisClaimsTableTable',
  serviceState: 'ServiceStateTableTable',
  promises: 'PromisesTableTable',
  customerAliases: 'CustomerAliasesTableTable',
};

let developers: Stack;
let production: Stack;
beforeAll(async () => {
  developers = await synth('test');
  production = await synth('production', { env: PRODUCTION });
});

describe('the tables of a deployment', () => {
  it('the tables of a deployment have the keys and indexes of the local engine', () => {
    const made = ownTables(developers).map(described).sort(byName);
    expect(made).toEqual(tableDefinitions(NAMES).map(expected).sort(byName));
  });

  it('the tables of a deployment expire rows by expires_at, and have point-in-time recovery', () => {
    for (const stack of [developers, production]) {
      expect(tablesWithoutExpiry(stack)).toEqual([]);
      expect(ownTables(stack).map(({ inputs }) => inputs.pointInTimeRecovery)).toEqual(
        Array(6).fill({ enabled: true }),
      );
    }
  });

  it('the tables of a deployment can be removed on a developer’s stage', () => {
    expect(developers.app).toMatchObject({ removal: 'remove', protect: false });
    for (const { inputs, retained } of ownTables(developers)) {
      expect(inputs.deletionProtectionEnabled ?? false).toBe(false);
      expect(retained).toBe(false);
    }
  });

  it('the tables of a deployment cannot be deleted in production, and stay when they are removed from the configuration', () => {
    expect(production.app).toMatchObject({ removal: 'retain', protect: true });
    for (const { inputs, retained } of ownTables(production)) {
      expect(inputs.deletionProtectionEnabled).toBe(true);
      expect(retained).toBe(true);
    }
  });

  it('the tables of a deployment are those of the previous system if EXISTING_TABLES is set', async () => {
    const stack = await synth('production', {
      env: { ...PRODUCTION, EXISTING_TABLES: '1', CALL_ANALYTICS_TABLE: 'old-analytics' },
    });
    const adopted = resourcesOf(stack, 'dynamodb/table:Table').filter(({ id }) => id !== undefined);
    expect(adopted.map(({ id }) => id).sort()).toEqual(['call-records', 'old-analytics']);
    expect(
      ownTables(stack)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'AnalysisClaimsTableTable',
      'CustomerAliasesTableTable',
      'PromisesTableTable',
      'ServiceStateTableTable',
    ]);
    const linked = stack.builds.find(({ functionID }) => functionID === 'Api')?.links;
    expect(linked).toMatchObject({
      CallRecords: { name: 'call-records' },
      CallAnalytics: { name: 'old-analytics' },
    });
  });
});

interface Described {
  name: string | undefined;
  keys: (string | undefined)[];
  billing: string | undefined;
  types: Record<string, string>;
  indexes: { name: string; keys: string[]; projection: string; attributes: string[] }[];
}

function described({ name, inputs }: Resource): Described {
  return {
    name,
    keys: [inputs.hashKey, inputs.rangeKey].filter(Boolean),
    billing: inputs.billingMode,
    types: Object.fromEntries(
      inputs.attributes.map((one: { name: string; type: string }) => [one.name, one.type]),
    ),
    indexes: [
      ...inputs.globalSecondaryIndexes,
      // A local index has the hash key of its table.
      ...inputs.localSecondaryIndexes.map((index: object) => ({ hashKey: inputs.hashKey, ...index })),
    ].map((index: Record<string, string & string[]>) => ({
      name: String(index.name),
      keys: [index.hashKey, index.rangeKey].filter(Boolean).map(String),
      projection: String(index.projectionType),
      attributes: index.nonKeyAttributes ?? [],
    })),
  };
}

function expected(definition: ReturnType<typeof tableDefinitions>[number]): Described {
  const keys = (schema: { AttributeName?: string | undefined }[] = []) =>
    schema.map((key) => String(key.AttributeName));
  return {
    name: definition.TableName,
    keys: keys(definition.KeySchema),
    billing: definition.BillingMode,
    types: Object.fromEntries(
      (definition.AttributeDefinitions ?? []).map((one) => [one.AttributeName, String(one.AttributeType)]),
    ),
    indexes: [...(definition.GlobalSecondaryIndexes ?? []), ...(definition.LocalSecondaryIndexes ?? [])].map(
      (index) => ({
        name: String(index.IndexName),
        keys: keys(index.KeySchema),
        projection: String(index.Projection?.ProjectionType),
        attributes: index.Projection?.NonKeyAttributes ?? [],
      }),
    ),
  };
}

function byName(a: Described, b: Described): number {
  return String(a.name).localeCompare(String(b.name));
}
