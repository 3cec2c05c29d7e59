import { type ErasedName, type Erasures, forgottenAt } from '../ports/erasures.ts';

/** A tombstone as it is stored. */
interface Tombstone {
  /** Says nothing about the name. */
  id: string;
  /** Milliseconds since 1970. */
  erasedAt: number;
  /** To whom an erased call belonged; says nothing about them. */
  owner?: string;
  expires_at: number;
}

/** {@link Erasures} over a Map, with a way to see what a table would hold. */
export type InMemoryErasures = Erasures & { rows(): Tombstone[] };

/** Without `now` no tombstone is ever forgotten. */
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
