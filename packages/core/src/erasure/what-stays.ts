import type { CallWindow } from '../call/call.ts';
import { customerKey, storedKeys } from '../call/identifiers.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { listOf } from '../shared/json-list.ts';

/** Traces of the person that an erasure met in rows of another customer and left. */
export interface StayingRows {
  /** Windows of calls of another customer whose text contains the address verbatim. */
  windowsOfOthers: number;
  /** Analyses of calls of another customer that used windows of this person, or that contain the address. */
  analysesOfOthers: number;
  /** Calls that remain in part and whose name contains the address. */
  callNames: number;
}

/** A call that an erasure has examined. */
export interface ErasedCall {
  call_id: string;
  /** The key of the customer who is erased. */
  key: string;
  claim: Claim | null;
  /** The address of the owner of the call; null if unknown. */
  owner: string | null;
  /** The removed windows, and the remaining ones. */
  erased: readonly CallWindow[];
  left: readonly CallWindow[];
}

/**
 * Counts the traces of a person in one call that an erasure met. It reads at most one row.
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
    isOfAnother && claim?.client_email !== undefined && claim.created_at !== undefined
      ? await analytics.get(claim.client_email, claim.created_at)
      : null;
  const isTheirs = row !== null && row.call_id === call_id;
  const stays = left.length > 0 || (isOfAnother && (isTheirs || claim !== null));
  return {
    windowsOfOthers: isOfAnother ? left.filter((window) => holds(recordedText(window), addresses)).length : 0,
    analysesOfOthers: isTheirs && (erased.length > 0 || holds(JSON.stringify(row), addresses)) ? 1 : 0,
    callNames: stays && isIn(call_id, addresses) ? 1 : 0,
  };
}

/** Adds up the traces in several calls. */
export function sumOfStaying(all: readonly StayingRows[]): StayingRows {
  const sum = (name: keyof StayingRows) => all.reduce((total, one) => total + one[name], 0);
  return {
    windowsOfOthers: sum('windowsOfOthers'),
    analysesOfOthers: sum('analysesOfOthers'),
    callNames: sum('callNames'),
  };
}

// Parsed and serialised again, because JSON may escape letters of an address.
function recordedText({ turns, aiTips, activityFeed }: CallWindow): string {
  return JSON.stringify([turns, aiTips, activityFeed].map((column) => listOf(column) ?? column));
}

// The characters around an address in a name ("tel-ana@example.com-7") could belong to an address in a sentence.
function isIn(name: string, addresses: readonly string[]): boolean {
  return addresses.some((address) => name.toLowerCase().includes(address));
}

/** True if the text contains one of the addresses, and not as part of a longer one. */
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
