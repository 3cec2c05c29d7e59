import { type ErasedName, type Erasures, forgottenAt } from '../ports/erasures.ts';

/** A stored tombstone. */
interface Tombstone {
  /** An opaque id that does not reveal the name. */
  id: string;
  /** Milliseconds since 1970. */
  erasedAt: number;
  /** The owner of an erased call, as an opaque id. */
  owner?: string;
  expires_at: number;
}

/** {@link Erasures} in a Map, with access to the rows that a table would hold. */
export type InMemoryErasures = Erasures & { rows(): Tombstone[] };

/** Creates {@link Erasures} for one process. Without `now` tombstones never expire. */
export function inMemoryErasures({ now }: { now?: () => number } = {}): InMemoryErasures {
  const tombstones = new Map<string, Tombstone>();
  const owners: string[] = [];
  const hashOf = (clientEmail: string) => {
    if (!owners.includes(clientEmail)) owners.push(clientEmail);
    return `customer#${owners.indexOf(clientEmail)}`;
  };
  const live = (name: ErasedName): Tombstone | undefined => {
    const stored = tombstones.get(JSON.stringify(name));
    return stored && now !== undefined && stored.expires_at * 1000 <= now() ? undefined : stored;
  };
  return {
    rows: () => [...tombstones.values()].map((row) => ({ ...row })),
    erasedAt: async (name) => live(name)?.erasedAt ?? null,
    async mark(name, at) {
      const stored = live(name);
      if (stored && stored.erasedAt >= at) return stored.erasedAt;
      const id = stored?.id ?? `erased#${tombstones.size + 1}`;
      tombstones.set(JSON.stringify(name), {
        ...stored,
        id,
        erasedAt: at,
        expires_at: forgottenAt(name, at),
      });
      return at;
    },
    async keepOwner(call_id, clientEmail) {
      const stored = live({ call_id });
      if (stored) stored.owner = hashOf(clientEmail);
    },
    async isOfAnother(call_id, clientEmail) {
      const owner = live({ call_id })?.owner;
      return owner !== undefined && owner !== hashOf(clientEmail);
    },
  };
}
