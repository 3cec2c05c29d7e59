import type { Bucket } from './bucket.ts';

/** Where files land, where those go that cannot be read, and where is told how to read them. */
export const LANDING = 'inbox/';
const REFUSED = 'refused/';
const SETTINGS = 'settings/';
const LARGEST_SETTINGS = 10 * 1024 * 1024;

/** How an inbox in a bucket is worked off. */
export interface BucketInbox {
  read(key: string, most: number): Promise<Uint8Array | null | 'too_large'>;
  /** The settings and the map of customers of the source of a file; null where there is none. */
  settings(key: string): Promise<{ settings: string | null; customers: string | null }>;
  accept(key: string): Promise<void>;
  refuse(key: string, reasons: readonly string[]): Promise<void>;
}

/**
 * An inbox in a bucket: `inbox/SOURCE/…` is imported, and is removed when all of it is stored. What is refused goes to
 * `refused/SOURCE/…`, with its reasons beside it. `settings/SOURCE.json` and `settings/SOURCE.csv` tell of a source.
 */
export function inboxBucket({ read, write, copy, remove }: Bucket): BucketInbox {
  const text = async (key: string) => {
    const content = await read(key, LARGEST_SETTINGS);
    return content === null || content === 'too_large' ? null : new TextDecoder().decode(content);
  };
  return {
    read,
    async settings(key) {
      const source = sourceOf(key);
      if (source === null) return { settings: null, customers: null };
      const [settings, customers] = await Promise.all(
        ['json', 'csv'].map((ending) => text(`${SETTINGS}${source}.${ending}`)),
      );
      return { settings: settings ?? null, customers: customers ?? null };
    },
    async accept(key) {
      await remove(key);
    },
    async refuse(key, reasons) {
      const aside = `${REFUSED}${key.slice(LANDING.length)}`;
      await write(`${aside}.reason.txt`, `${reasons.join('\n')}\n`);
      await copy(key, aside);
      await remove(key);
    },
  };
}

/** The source of a file, the folder in which it landed; null for one that landed in none. */
export function sourceOf(key: string): string | null {
  return /^inbox\/([a-z0-9-]{1,40})\//.exec(key)?.[1] ?? null;
}
