import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerSchema } from '../../src/prompt/answer-schema.ts';

const FILE = new URL('../../../functions/src/adapters/openai-analyst/answer-schema.json', import.meta.url);

/** Every schema inside a schema. */
function* within(schema: unknown): Generator<Record<string, unknown>> {
  if (typeof schema !== 'object' || schema === null) return;
  if (!Array.isArray(schema)) yield schema as Record<string, unknown>;
  for (const value of Object.values(schema)) yield* within(value);
}

describe('the JSON Schema of a model’s answer', () => {
  it('the JSON Schema of a model’s answer equals the file', () => {
    const why = 'ModelAnswer has changed: run pnpm write-answer-schema';
    expect(JSON.parse(readFileSync(FILE, 'utf8')), why).toEqual(answerSchema());
  });

  it('the JSON Schema of a model’s answer is strict: all keys required, lists bounded, no pattern', () => {
    const schemas = [...within(answerSchema())];
    const objects = schemas.filter(({ type }) => type === 'object');
    expect(objects.length).toBeGreaterThan(5);
    for (const { properties, required, additionalProperties } of objects) {
      expect([required, additionalProperties]).toEqual([Object.keys(properties as object), false]);
    }
    expect(schemas.filter(({ type, maxItems }) => type === 'array' && maxItems === undefined)).toEqual([]);
    const isBounded = ({ maxLength, enum: names }: Record<string, unknown>) =>
      maxLength !== undefined || names !== undefined;
    expect(schemas.filter((schema) => schema.type === 'string' && !isBounded(schema))).toEqual([]);
    const known =
      'type properties required additionalProperties items maxItems maxLength enum minimum maximum anyOf $defs'.split(
        ' ',
      );
    const names = schemas
      .filter((schema) => 'type' in schema || 'anyOf' in schema)
      .flatMap((schema) => (typeof schema.type === 'object' ? [] : Object.keys(schema)));
    expect([...new Set(names)].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('facts stand before the outcome, the outcome before scores, and quotes before texts', () => {
    const { properties, $defs } = answerSchema() as Record<string, Record<string, { properties?: object }>>;
    const fields = Object.keys(properties ?? {});
    const first = [
      'commitments',
      'deliverables',
      'closings',
      'settles',
      'about',
      'keyInsights',
      'actionItems',
      'summary',
    ];
    expect(fields.slice(0, first.length)).toEqual(first);
    expect(fields.indexOf('resolved')).toBeLessThan(fields.findIndex((name) => name.endsWith('Score')));
    for (const schema of within({ properties, $defs })) {
      const names = Object.keys((schema.properties as object | undefined) ?? {});
      if (names.includes('quotes')) expect(names[0]).toBe('quotes');
      // Advice is what the agent said: no tool call proves it.
      if (names.includes('area')) expect(names).toEqual(['quotes', 'area']);
    }
  });
});
