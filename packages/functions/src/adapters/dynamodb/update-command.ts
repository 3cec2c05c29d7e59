import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

export type Attributes = Record<string, unknown>;

/**
 * A change of one row: attributes to set (undefined ones are skipped) and to remove (also `map.entry.field`), numbers to add (a missing
 * attribute counts as 0), and a condition.
 */
export interface Change {
  key: Attributes;
  set: Attributes;
  add?: Record<string, number>;
  remove?: string[];
  /**
   * Names as `#name`, values as `:name`; values that are not in `set` go in `values`. All of several conditions must
   * hold.
   */
  condition?: string | readonly string[];
  values?: Attributes;
  /** True if the condition needs a row, so that a missing row is final. */
  needsRow?: boolean;
  /** Attributes for aliases in `set` and `condition`. */
  names?: Record<string, string>;
  /** The expiry of a row that has none, in seconds since 1970, where it is not that of {@link Times}. */
  expiresAt?: number | undefined;
  /** True to leave a row without an expiry as it is. */
  keepsExpiry?: boolean;
  /** True to return the row as it was before. */
  returnsFormer?: boolean;
}

/** A change of one entry of a map, so that writers of different entries never overwrite each other. */
export interface EntryChange {
  key: Attributes;
  attribute: string;
  entry: string;
  value: Attributes;
  /** The field of `value` that orders versions: a value that is not greater than the stored one changes nothing. */
  orderedBy: string;
  /** The attribute that counts the changes of the map. */
  counter: string;
  /** The value of that field that the new value replaces, null for none; undefined: any lower one. */
  replaces?: string | null | undefined;
  condition: string;
  values?: Attributes;
}

/** Seconds since 1970. */
export interface Times {
  now: number;
  /** Expiry for a row without one; undefined when rows are kept. */
  expiresAt: number | undefined;
}

/** A row is live until `expires_at`; DynamoDB removes it up to days later. */
const LIVE = 'attribute_not_exists(#expires_at) OR #expires_at > :now';

// The first write sets the expiry; later writes keep it.
const EXPIRE_ONCE = '#expires_at = if_not_exists(#expires_at, :expires_at)';

/** The command for a {@link Change} of a live row. */
export function updateCommand(
  TableName: string,
  { key, set, add = {}, remove = [], condition = [], values, names = {}, ...change }: Change,
  times: Times,
): UpdateCommand {
  const { now } = times;
  const expiresAt = change.keepsExpiry ? undefined : (change.expiresAt ?? times.expiresAt);
  const setting = Object.keys(set).filter((name) => set[name] !== undefined);
  const ConditionExpression = allOf([condition, LIVE].flat());
  const adding = Object.keys(add);
  const settings = [
    ...setting.map((name) => `#${name} = :${name}`),
    ...(expiresAt === undefined ? [] : [EXPIRE_ONCE]),
  ];
  const used = {
    ...Object.fromEntries(setting.map((name) => [name, set[name]])),
    ...add,
    ...values,
    now,
    ...expiryOf(expiresAt),
  };
  return new UpdateCommand({
    TableName,
    Key: key,
    UpdateExpression: [
      settings.length > 0 ? `SET ${settings.join(', ')}` : '',
      remove.length > 0 ? `REMOVE ${remove.map((path) => `#${path.replaceAll('.', '.#')}`).join(', ')}` : '',
      adding.length > 0 ? `ADD ${adding.map((name) => `#${name} :${name}`).join(', ')}` : '',
    ].join(' '),
    ConditionExpression,
    ...(change.returnsFormer && { ReturnValues: 'ALL_OLD' }),
    ExpressionAttributeNames: aliases(
      [...setting, ...adding, ...remove.flatMap((path) => path.split('.')), ...namesIn(ConditionExpression)],
      names,
    ),
    ExpressionAttributeValues: valuesOf(used),
  });
}

/** The command for an {@link EntryChange} of an existing map. */
export function entryCommand(
  TableName: string,
  { key, attribute, entry, value, orderedBy, counter, replaces, condition, values = {} }: EntryChange,
  { expiresAt }: Times,
): UpdateCommand {
  const expire = expiresAt === undefined ? [] : [EXPIRE_ONCE];
  const isLater =
    replaces === undefined
      ? ['attribute_not_exists(#map.#entry) OR #map.#entry.#order < :order']
      : replaces === null
        ? ['attribute_not_exists(#map.#entry)']
        : ['#map.#entry.#order = :replaced', '#map.#entry.#order < :order'];
  const usesOrder = replaces !== null;
  return new UpdateCommand({
    TableName,
    Key: key,
    UpdateExpression: `SET ${['#map.#entry = :value', ...expire].join(', ')} ADD #counter :one`,
    ConditionExpression: allOf([condition, 'attribute_exists(#map)', ...isLater]),
    ExpressionAttributeNames: {
      ...aliases([...namesIn(condition), ...expire.flatMap(namesIn)]),
      '#map': attribute,
      '#entry': entry,
      '#counter': counter,
      ...(usesOrder && { '#order': orderedBy }),
    },
    ExpressionAttributeValues: valuesOf({
      ...values,
      value,
      one: 1,
      ...(usesOrder && { order: value[orderedBy] }),
      ...(replaces != null && { replaced: replaces }),
      ...expiryOf(expiresAt),
    }),
  });
}

/**
 * Joins conditions with AND. Parentheses are added only where needed: each nested pair makes the embedded engine parse
 * four times as long.
 */
function allOf(conditions: readonly string[]): string {
  return conditions.map((condition) => (/ OR /.test(condition) ? `(${condition})` : condition)).join(' AND ');
}

function expiryOf(expiresAt: number | undefined): Attributes {
  return expiresAt === undefined ? {} : { expires_at: expiresAt };
}

/** The command that deletes a row if its attributes have the given values; undefined means absent. */
export function deleteCommand(TableName: string, key: Attributes, as: Attributes): DeleteCommand {
  const names = Object.keys(as);
  const given = names.filter((name) => as[name] !== undefined);
  const conditions = names.map((name) =>
    as[name] === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`,
  );
  return new DeleteCommand({
    TableName,
    Key: key,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: aliases(names),
    ...(given.length > 0 && {
      ExpressionAttributeValues: valuesOf(Object.fromEntries(given.map((name) => [name, as[name]]))),
    }),
  });
}

function namesIn(expression: string): string[] {
  return [...expression.matchAll(/#(\w+)/g)].map(([, name = '']) => name);
}

/** Attribute names for an expression; many of them (`status`, `token`) are reserved words of DynamoDB. */
export function aliases(names: Iterable<string>, meant: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries([...names].map((name) => [`#${name}`, meant[name] ?? name]));
}

/** Attribute values for an expression. */
export function valuesOf(values: Attributes): Attributes {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}
