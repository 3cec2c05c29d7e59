/// <reference path="./dynalite.d.ts" />
import type { DynaliteChange, DynaliteDatabase, WhenDone } from 'dynalite/db/index.js';

/**
 * Has a store write an item and its entries in indexes at once. Dynalite writes the entries first, one by one: an engine that
 * is killed in between would lose an item from an index, or keep it under two places, which DynamoDB never does.
 *
 * It changes the database of the store, and relies on dynalite writing the item in the same turn of the event loop in which
 * the last entry is done.
 */
export function writeWhole(db: DynaliteDatabase): void {
  const { put, del, batch } = {
    put: db.put.bind(db),
    del: db.del.bind(db),
    batch: db.batch.bind(db),
  };
  let entries: DynaliteChange[] = [];
  const write = (change: DynaliteChange, alone: () => void, done: WhenDone) => {
    if (change.key.startsWith('index-')) {
      entries.push(change);
      done(null);
    } else if (change.key.startsWith('item-') && entries.length > 0) {
      const whole = [...entries, change];
      entries = [];
      batch(whole, done);
    } else alone();
  };
  db.put = (key, value, done) => write({ type: 'put', key, value }, () => put(key, value, done), done);
  db.del = (key, done) => write({ type: 'del', key }, () => del(key, done), done);
}
