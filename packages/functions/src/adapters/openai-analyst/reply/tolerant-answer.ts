import { GENERAL_ENQUIRY } from '@live-assist/core/analytics/categories';
import type { Prompt } from '@live-assist/core/prompt/prompt';
import { ModelAnswer, modelAnswerWith } from '@live-assist/core/prompt/prompt-answer';
import { ANSWER_SCHEMA, answerSchemaWith, type Schema } from '../provider/reduced-schema.ts';

/** An answer, with flags for what was left out of it; or what is wrong with it, without words of the model. */
export type ReadAnswer = { answer: ModelAnswer; flags: string[] } | { complaint: string };

/**
 * Fits a value to the schema of answers: a bad entry of a list costs that entry alone, a list that is too long is cut, a
 * fraction is rounded. What has no evidence and cannot be guessed (a score, `resolved`) must be there.
 *
 * @param categories - Those that the prompt has offered; absent for the usual ones.
 * @example readAnswer({ ...answer, sentimentScore: 70.5, emotions: ['joy'] }) // 71, no emotions, one flag
 */
export function readAnswer(value: unknown, categories?: Prompt['categories']): ReadAnswer {
  const flags = new Set<string>();
  const fitted = fit(unwrapped(value), answerSchemaWith(categories), [], flags);
  const expected =
    categories === undefined ? ModelAnswer : modelAnswerWith(categories.map(({ name }) => name));
  const parsed = expected.safeParse(fitted);
  if (parsed.success) return { answer: parsed.data, flags: [...flags] };
  // The path contains only schema names and numbers; text of the model is never sent back.
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  return {
    complaint: path === '' ? 'it is no JSON object of the schema' : `"${path}" does not follow the schema`,
  };
}

/** Some models answer `{ "call_judgement": { … } }`. */
function unwrapped(value: unknown): unknown {
  if (!isObject(value)) return value;
  const [[name, inner] = [], ...others] = Object.entries(value);
  if (name === undefined || others.length > 0 || !isObject(inner)) return value;
  return name in (ANSWER_SCHEMA.properties ?? {}) ? value : inner;
}

/** Stands for a value that does not fit at all. */
const NOTHING = Symbol('nothing');

function fit(value: unknown, given: Schema, path: readonly string[], flags: Set<string>): unknown {
  const schema = resolved(given);
  const { type, anyOf } = schema;
  if (anyOf !== undefined) return fitNullable(value, anyOf, path, flags);
  if (Array.isArray(type)) {
    const choices = type.map((name: string) => ({ ...schema, type: name }));
    return fitNullable(value, choices, path, flags);
  }
  if (schema.enum !== undefined) return fitName(value, schema.enum, path, flags);
  switch (type) {
    case 'object':
      return fitObject(value, schema, path, flags);
    case 'array':
      return fitList(value, schema, path, flags);
    case 'integer':
      return fitNumber(value, schema);
    case 'boolean':
      return value === 'true'
        ? true
        : value === 'false'
          ? false
          : typeof value === 'boolean'
            ? value
            : NOTHING;
    case 'string':
      return fitText(value, schema);
    default:
      return value;
  }
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  if (name === undefined) return schema;
  return ANSWER_SCHEMA.$defs?.[name] ?? ANSWER_SCHEMA.definitions?.[name] ?? {};
}

function fitNullable(
  value: unknown,
  choices: readonly Schema[],
  path: readonly string[],
  flags: Set<string>,
) {
  const given = choices.find(({ type }) => type !== 'null') ?? {};
  const fitted = value == null ? NOTHING : fit(value, given, path, flags);
  return fitted === NOTHING ? null : fitted;
}

/** A name of a list, however it is written: "Technical Support" is `technical-support`. */
function fitName(value: unknown, names: readonly unknown[], path: readonly string[], flags: Set<string>) {
  if (names.includes(value)) return value;
  const same =
    typeof value === 'string' ? names.find((name) => plain(String(name)) === plain(value)) : undefined;
  if (same !== undefined) return same;
  if (path.length !== 1 || path[0] !== 'category') return NOTHING;
  flags.add('category_unknown');
  return GENERAL_ENQUIRY;
}

function plain(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A text that is too long is left out whole: its beginning may say something else. */
function fitText(value: unknown, { maxLength }: Schema): unknown {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.length <= (maxLength ?? text.length) ? text : NOTHING;
}

function fitNumber(value: unknown, { minimum, maximum }: Schema): unknown {
  const number =
    typeof value === 'string' && /^\s*-?\d{1,6}(?:\.\d{1,9})?\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return NOTHING;
  const whole = Math.round(number);
  // What lies outside, or between 0 and 1, may be on another scale, so it is not moved.
  const isFraction = number > 0 && number < 1;
  const fits = !isFraction && whole >= (minimum ?? whole) && whole <= (maximum ?? whole);
  return fits ? whole : NOTHING;
}

function fitObject(value: unknown, schema: Schema, path: readonly string[], flags: Set<string>): unknown {
  if (!isObject(value)) return NOTHING;
  const fields: [string, unknown][] = [];
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    // A model that leaves out a mark of an entry means that it does not hold.
    const missing = path.length > 0 && part.type === 'boolean' ? false : undefined;
    const own = Object.hasOwn(value, name) ? value[name] : missing;
    const fitted = fit(own, part, [...path, name], flags);
    // Below the top an entry without one of its fields is no entry; at the top the check names the field.
    if (fitted !== NOTHING) fields.push([name, fitted]);
    else if (path.length > 0) return NOTHING;
  }
  return Object.fromEntries(fields);
}

function fitList(value: unknown, schema: Schema, path: readonly string[], flags: Set<string>): unknown {
  const [list] = path;
  const isTop = path.length === 1;
  if (!Array.isArray(value)) {
    // A single entry is often sent without its list.
    if (isObject(value)) return fitList([value], schema, path, flags);
    if (value != null && value !== '') flags.add(`entries_dropped:${list}`);
    return [];
  }
  const entries: unknown[] = [];
  const seen = new Set<string>();
  const most = schema.maxItems ?? value.length;
  for (const [index, entry] of value.entries()) {
    const fitted = fit(entry, schema.items ?? {}, [...path, String(index)], flags);
    if (fitted === NOTHING) {
      flags.add(`entries_dropped:${list}`);
      continue;
    }
    const text = JSON.stringify(fitted);
    if (seen.has(text)) continue;
    if (entries.length === most) {
      if (isTop) flags.add(`list_shortened:${list}`);
      break;
    }
    seen.add(text);
    entries.push(fitted);
  }
  return entries;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
