import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

export type Attributes = Record<string, unknown>;

/**
 * A change of one row: attributes to set (an undefined one is left out) and to remove, numbers to add to (an attribute that
 * is missing counts as 0), and on what condition.
 */
export interface Change {
  key: Attributes;
  set: Attributes;
  add?: Record<string, number>;
  remove?: string[];
  /** Names as `#name`, values as `:name`; values that are not among `set` go in `values`. Of several all have to hold. */
  condition?: string | readonly string[];
  values?: Attributes;
  /** Whether the condition cannot hold where there is no row, so that a row that is missing ends the matter. */
  needsRow?: boolean;
  /** What names in `set` and `condition` stand for, where they are not the attributes themselves. */
  names?: Record<string, string>;
  /** Whether a row that has no time to expire is left without one. */
  keepsExpiry?: boolean;
}

/** A change of one entry of a map, so that two writers of two entries never undo each other. */
export interface EntryChange {
  key: Attributes;
  attribute: string;
  entry: string;
  value: Attributes;
  /** The field of `value` by which entries are ordered: one that is no greater than what is there changes nothing. */
  orderedBy: string;
  condition: string;
  values?: Attributes;
}

/** Seconds since 1970. */
export interface Times {
  now: number;
  /** When a row goes that has no time to expire yet; undefined where rows stay. */
  expiresAt: number | undefined;
}

/** A row is live unless `expires_at` has passed; DynamoDB removes such rows up to days later. */
const LIVE = 'attribute_not_exists(#expires_at) OR #expires_at > :now';

// The first write says when a row goes, and no later one moves that.
const EXPIRE_ONCE = '#expires_at = if_not_exists(#expires_at, :expires_at)';

/** The command for a {@link Change} of a live row. */
export function updateCommand(
  TableName: string,
  { key, set, add = {}, remove = [], condition = [], values, names = {}, keepsExpiry = false }: Change,
  times: Times,
): UpdateCommand {
  const { now } = times;
  const expiresAt = keepsExpiry ? undefined : times.expiresAt;
  const setting = Object.keys(set).filter((name) => set[name] !== undefined);
  const ConditionExpression = allOf([condition, LIVE].flat());
  const adding = Object.keys(add);
  const settings = setting.map((name) => `#${name} = :${name}`);
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
      `SET ${[...settings, ...(expiresAt === undefined ? [] : [EXPIRE_ONCE])].join(', ')}`,
      remove.length > 0 ? `REMOVE ${remove.map((name) => `#${name}`).join(', ')}` : '',
      adding.length > 0 ? `ADD ${adding.map((name) => `#${name} :${name}`).join(', ')}` : '',
    ].join(' '),
    ConditionExpression,
    ExpressionAttributeNames: aliases(
      [...setting, ...adding, ...remove, ...namesIn(ConditionExpression)],
      names,
    ),
    ExpressionAttributeValues: valuesOf(used),
  });
}

/** The command for an {@link EntryChange} of a map that is there. */
export function entryCommand(
  TableName: string,
  { key, attribute, entry, value, orderedBy, condition, values = {} }: EntryChange,
  { expiresAt }: Times,
): UpdateCommand {
  const expire = expiresAt === undefined ? [] : [EXPIRE_ONCE];
  const isLater = 'attribute_not_exists(#map.#entry) OR #map.#entry.#order < :order';
  return new UpdateCommand({
    TableName,
    Key: key,
    UpdateExpression: `SET ${['#map.#entry = :value', ...expire].join(', ')}`,
    ConditionExpression: allOf([condition, 'attribute_exists(#map)', isLater]),
    ExpressionAttributeNames: {
      ...aliases([...namesIn(condition), ...expire.flatMap(namesIn)]),
      '#map': attribute,
      '#entry': entry,
      '#order': orderedBy,
    },
    ExpressionAttributeValues: valuesOf({
      ...values,
      value,
      order: value[orderedBy],
      ...expiryOf(expiresAt),
    }),
  });
}

/**
 * The condition that all of these hold. Only what needs parentheses has them: the time that the embedded engine takes to
 * read a condition grows fourfold with each pair in a pair.
 */
function allOf(conditions: readonly string[]): string {
  return conditions.map((condition) => (/ OR /.test(condition) ? `(${condition})` : condition)).join(' AND ');
}

function expiryOf(expiresAt: number | undefined): Attributes {
  return expiresAt === undefined ? {} : { expires_at: expiresAt };
}

/** The command that removes a row whose attributes are as given; undefined means that there is none. */
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

/** Names as an expression has them; many that we use (`status`, `token`) are words that DynamoDB reserves. */
export function aliases(names: Iterable<string>, meant: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries([...names].map((name) => [`#${name}`, meant[name] ?? name]));
}

/** Values as an expression has them. */
export function valuesOf(values: Attributes): Attributes {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}
