import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;

/** A field of a body that its schema does not have. */
export interface UnknownField {
  /** The object that holds it: names of fields and numbers of entries, outermost first. */
  within: readonly (string | number)[];
  name: string;
  /** What its object may hold. */
  known: readonly string[];
}

/**
 * Finds the fields of a value that its schema does not know, at any depth, in the order in which they stand. What the
 * schema leaves open (`z.unknown()`) is not looked into.
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

/** What a schema says of an object and of a list, below all that is wrapped around it. */
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
    // A list is measured before its entries are looked at: what they are stands in the second schema.
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
