import { UpdateCommand } from '@aws-sdk/lib-dynamodb';

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
  /** Names as `#name`, values as `:name`; values that are not among `set` go in `values`. */
  condition?: string;
  values?: Attributes;
}

/** A change of one entry of a map, so that two writers of two entries never undo each other. */
export interface EntryChange {
  key: Attributes;
  attribute: string;
  entry: string;
  value: unknown;
  condition: string;
  values?: Attributes;
}

/** A row is live unless `expires_at` has passed; DynamoDB removes such rows up to days later. */
const LIVE = '(attribute_not_exists(#expires_at) OR #expires_at > :now)';

/**
 * The command for a {@link Change} of a live row.
 *
 * @param now - Seconds since 1970.
 */
export function updateCommand(
  TableName: string,
  { key, set, add = {}, remove = [], condition, values }: Change,
  now: number,
): UpdateCommand {
  const setting = Object.keys(set).filter((name) => set[name] !== undefined);
  const ConditionExpression = condition ? `(${condition}) AND ${LIVE}` : LIVE;
  const adding = Object.keys(add);
  const used = { ...Object.fromEntries(setting.map((name) => [name, set[name]])), ...add, ...values, now };
  return new UpdateCommand({
    TableName,
    Key: key,
    UpdateExpression: [
      `SET ${setting.map((name) => `#${name} = :${name}`).join(', ')}`,
      remove.length > 0 ? `REMOVE ${remove.map((name) => `#${name}`).join(', ')}` : '',
      adding.length > 0 ? `ADD ${adding.map((name) => `#${name} :${name}`).join(', ')}` : '',
    ].join(' '),
    ConditionExpression,
    ExpressionAttributeNames: aliases([...setting, ...adding, ...remove, ...namesIn(ConditionExpression)]),
    ExpressionAttributeValues: valuesOf(used),
  });
}

/** The command for an {@link EntryChange} of a map that is there. */
export function entryCommand(
  TableName: string,
  { key, attribute, entry, value, condition, values = {} }: EntryChange,
): UpdateCommand {
  return new UpdateCommand({
    TableName,
    Key: key,
    UpdateExpression: `SET #${attribute}.#entry = :value`,
    ConditionExpression: `(${condition}) AND attribute_exists(#${attribute})`,
    ExpressionAttributeNames: { ...aliases([attribute, ...namesIn(condition)]), '#entry': entry },
    ExpressionAttributeValues: valuesOf({ ...values, value }),
  });
}

function namesIn(expression: string): string[] {
  return [...expression.matchAll(/#(\w+)/g)].map(([, name = '']) => name);
}

/** Names as an expression has them; many that we use (`status`, `token`) are words that DynamoDB reserves. */
export function aliases(names: Iterable<string>): Record<string, string> {
  return Object.fromEntries([...names].map((name) => [`#${name}`, name]));
}

/** Values as an expression has them. */
export function valuesOf(values: Attributes): Attributes {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}
