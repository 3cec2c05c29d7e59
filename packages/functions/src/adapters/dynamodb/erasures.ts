import { type ErasedName, type Erasures, forgottenAt } from '@live-assist/core';
import { contended, dynamoTable, type TableOptions } from './table.ts';

interface Tombstone {
  id: string;
  /** Milliseconds since 1970. */
  erasedAt: number;
  /** Hash of the customer to whom an erased call belonged. */
  owner?: string;
}

/**
 * {@link Erasures} over the table `service-state`, key `id`: `erased#customer#<hash>` and `erased#call#<hash>`.
 *
 * @param options - `hash` makes the keyed hash of a text.
 * @example dynamoErasures({ client: dynamoClient(), table: 'service-state', hash: keyedHash(erasureKey) })
 */
export function dynamoErasures({
  hash,
  ...options
}: TableOptions & { hash: (text: string) => Promise<string> }): Erasures {
  const table = dynamoTable<Tombstone>(options);
  const idOf = async (name: ErasedName) =>
    'client_email' in name
      ? `erased#customer#${await hash(name.client_email)}`
      : `erased#call#${await hash(`call ${name.call_id}`)}`;
  return {
    async erasedAt(name) {
      return (await table.get({ id: await idOf(name) }))?.erasedAt ?? null;
    },
    async mark(name, erasedAt) {
      const outcome = await table.change({
        key: { id: await idOf(name) },
        set: { erasedAt, expires_at: forgottenAt(name, erasedAt) },
        condition: 'attribute_not_exists(#erasedAt) OR #erasedAt < :erasedAt',
      });
      return outcome.done ? erasedAt : (outcome.stored ?? contended()).erasedAt;
    },
    async keepOwner(call_id, clientEmail) {
      await table.change({
        key: { id: await idOf({ call_id }) },
        set: { owner: await hash(clientEmail) },
        condition: 'attribute_exists(#erasedAt)',
        needsRow: true,
      });
    },
    async isOfAnother(call_id, clientEmail) {
      const owner = (await table.get({ id: await idOf({ call_id }) }))?.owner;
      return owner !== undefined && owner !== (await hash(clientEmail));
    },
  };
}
