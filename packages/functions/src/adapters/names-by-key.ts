import type { CustomerAliases, Erasures } from '@live-assist/core';
import { dynamoErasures } from './dynamodb/erasures.ts';
import { checkKeyMark } from './dynamodb/key-mark.ts';
import type { TableOptions } from './dynamodb/table.ts';

/** The keys of names, as functions that hash a text with them. */
export interface NamingKeys {
  hash(text: string): Promise<string>;
  /** With the key before, whose names are still found. */
  formerHash?: ((text: string) => Promise<string>) | undefined;
}

/**
 * {@link Erasures} over the table `service-state`, by `ERASURE_KEY` and the key before it. Every method first checks the mark
 * of the key, until a check has succeeded, and throws `erasure_misconfigured` if it is of another key.
 */
export function erasuresByKey({ hash, formerHash, ...state }: TableOptions & NamingKeys): Erasures {
  const present = dynamoErasures({ ...state, hash });
  const erasures = formerHash
    ? erasuresOfTwoKeys(present, dynamoErasures({ ...state, hash: formerHash }))
    : present;
  let checked: Promise<void> | undefined;
  const check = async () => {
    checked ??= checkKeyMark({ ...state, hash, formerHash });
    await checked.catch((error: unknown) => {
      checked = undefined;
      throw error;
    });
  };
  const afterCheck =
    <Given extends unknown[], Answer>(method: (...given: Given) => Promise<Answer>) =>
    async (...given: Given) => {
      await check();
      return method(...given);
    };
  return {
    erasedAt: afterCheck(erasures.erasedAt),
    mark: afterCheck(erasures.mark),
    keepOwner: afterCheck(erasures.keepOwner),
    isOfAnother: afterCheck(erasures.isOfAnother),
  };
}

/** Tombstones under two keys: those of the former one still count, and new ones are of the present key. */
function erasuresOfTwoKeys(present: Erasures, former: Erasures): Erasures {
  return {
    async erasedAt(name) {
      const [at, before] = await Promise.all([present.erasedAt(name), former.erasedAt(name)]);
      return at === null || before === null ? (at ?? before) : Math.max(at, before);
    },
    mark: (name, at) => present.mark(name, at),
    async keepOwner(callId, clientEmail) {
      await Promise.all([present.keepOwner(callId, clientEmail), former.keepOwner(callId, clientEmail)]);
    },
    async isOfAnother(callId, clientEmail) {
      const answers = [present.isOfAnother(callId, clientEmail), former.isOfAnother(callId, clientEmail)];
      return (await Promise.all(answers)).includes(true);
    },
  };
}

/**
 * Aliases under two keys: one that is stored, or by which calls are known, under the former key stays there; new ones are
 * of the present key.
 *
 * @param isKnown - Whether anything is known by an alias.
 */
export function aliasesOfTwoKeys(
  present: CustomerAliases,
  former: Pick<CustomerAliases, 'hash'>,
  isKnown: (alias: string) => Promise<boolean>,
): CustomerAliases {
  return {
    ...present,
    async hash(name) {
      const before = await former.hash(name);
      return (await isKnown(before)) ? before : present.hash(name);
    },
  };
}
