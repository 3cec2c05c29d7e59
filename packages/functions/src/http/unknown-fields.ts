import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;

/** A field of a body that is not in its schema. */
export interface UnknownField {
  /** Path of the object that contains it: field names and list indexes, outermost first. */
  within: readonly (string | number)[];
  name: string;
  /** The field names that the object may have. */
  known: readonly string[];
}

/**
 * Yields the fields of a value that are not in its schema, at any depth, in document order. Values of `z.unknown()` are
 * skipped.
 *
 * @example [...unknownFields(ListCallsQuery, { client_email: 'ana@example.com', limits: 5 })][0]?.name // 'limits'
 */
export function* unknownFields(
  schema: Schema,
  value: unknown,
  within: readonly (string | number)[] = [],
): Generator<UnknownField> {
  if (typeof value !== 'object' || value === null) return;
  const { fields, entries } = layersOf(schema);
  if (Array.isArray(value)) {
    if (entries === undefined) return;
    for (const [index, entry] of value.entries()) yield* unknownFields(entries, entry, [...within, index]);
    return;
  }
  if (fields === undefined) return;
  for (const [name, held] of Object.entries(value)) {
    const field = fields.get(name);
    if (field === undefined) yield { within, name, known: [...fields.keys()] };
    else if (typeof held === 'object') yield* unknownFields(field, held, [...within, name]);
  }
}

/** The object and list schemas inside the wrappers of a schema. */
interface Layers {
  fields?: Map<string, Schema>;
  entries?: Schema;
}

const seen = new WeakMap<Schema, Layers>();

function layersOf(schema: Schema): Layers {
  const known = seen.get(schema);
  if (known !== undefined) return known;
  const layers = readLayers((schema as z.core.$ZodTypes)._zod);
  seen.set(schema, layers);
  return layers;
}

function readLayers(inner: z.core.$ZodTypes['_zod']): Layers {
  const { def } = inner;
  switch (def.type) {
    case 'object':
      return { fields: new Map(Object.entries(def.shape)) };
    case 'array':
      return { entries: def.element };
    case 'lazy':
      return layersOf((inner as z.core.$ZodLazy['_zod']).innerType);
    case 'optional':
    case 'nullable':
      return layersOf(def.innerType);
    // A list has two schemas: the first checks its length, the second describes its entries.
    case 'pipe':
      return layersOf(def.out);
    case 'intersection': {
      const [left, right] = [layersOf(def.left), layersOf(def.right)];
      return { ...left, ...right, fields: new Map([...(left.fields ?? []), ...(right.fields ?? [])]) };
    }
    default:
      return {};
  }
}
