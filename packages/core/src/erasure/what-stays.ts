import type { CallWindow } from '../call/call.ts';
import { customerKey, storedKeys } from '../call/identifiers.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { listOf } from '../shared/json-list.ts';

/** What an erasure has met of the person in rows that it leaves, because they are another customer's. */
export interface StayingRows {
  /** Windows of another customer's call in whose words the address stands, letter for letter. */
  windowsOfOthers: number;
  /** Analyses of another customer's call that were made with windows of this person, or in which the address stands. */
  analysesOfOthers: number;
  /** Calls of which something stays and whose name holds the address. */
  callNames: number;
}

/** A call that an erasure has looked at. */
export interface ErasedCall {
  call_id: string;
  /** The key of the customer who is erased. */
  key: string;
  claim: Claim | null;
  /** The address that the call belongs to, null when none is known. */
  owner: string | null;
  /** The windows that are removed, and those that stay. */
  erased: readonly CallWindow[];
  left: readonly CallWindow[];
}

/**
 * Counts what stays of a person in one call that an erasure has met. It reads at most one row.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function stayingOf(
  { analytics }: Pick<Ports, 'analytics'>,
  { call_id, key, claim, owner, erased, left }: ErasedCall,
): Promise<StayingRows> {
  const addresses = storedKeys(key);
  const isOfAnother = owner !== null && customerKey(owner) !== key;
  const row =
    isOfAnother && claim?.created_at !== undefined
      ? await analytics.get(claim.client_email, claim.created_at)
      : null;
  const isTheirs = row !== null && row.call_id === call_id;
  const stays = left.length > 0 || (isOfAnother && (isTheirs || claim !== null));
  return {
    windowsOfOthers: isOfAnother ? left.filter((window) => holds(wordsOf(window), addresses)).length : 0,
    analysesOfOthers: isTheirs && (erased.length > 0 || holds(JSON.stringify(row), addresses)) ? 1 : 0,
    callNames: stays && isIn(call_id, addresses) ? 1 : 0,
  };
}

/** The sum of what stays in several calls. */
export function sumOfStaying(all: readonly StayingRows[]): StayingRows {
  const sum = (name: keyof StayingRows) => all.reduce((total, one) => total + one[name], 0);
  return {
    windowsOfOthers: sum('windowsOfOthers'),
    analysesOfOthers: sum('analysesOfOthers'),
    callNames: sum('callNames'),
  };
}

// Read and written again, because JSON may have letters of an address as numbers.
function wordsOf({ turns, aiTips, activityFeed }: CallWindow): string {
  return JSON.stringify([turns, aiTips, activityFeed].map((column) => listOf(column) ?? column));
}

// What stands around an address in a name ("tel-ana@example.com-7") could be a part of it in a sentence.
function isIn(name: string, addresses: readonly string[]): boolean {
  return addresses.some((address) => name.toLowerCase().includes(address));
}

/** Whether one of the addresses stands in a text, and is not the end or the beginning of a longer one. */
function holds(text: string, addresses: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return addresses.some((address) => {
    for (let at = lower.indexOf(address); at !== -1; at = lower.indexOf(address, at + 1)) {
      const [before = '', after = ''] = [
        lower[at - 1],
        lower.slice(at + address.length, at + address.length + 2),
      ];
      if (!/[\w.+%-]/.test(before) && !/^(?:[\w-]|\.\w)/.test(after)) return true;
    }
    return false;
  });
}
