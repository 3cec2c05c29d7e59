import { LiveAssistError } from '@live-assist/core';
import { dynamoTable, type TableOptions } from './table.ts';

const ID = 'erasure-key';
const MARKED = 'mark of the key';

type Hash = (text: string) => Promise<string>;

/**
 * Checks that the names in the tables were made with this key. The table `service-state` keeps a mark of the key, which the
 * first check writes; it names neither the key nor a customer. With the former key at hand, the mark becomes that of the
 * present one.
 *
 * @throws LiveAssistError `erasure_misconfigured` if the mark is of another key; `store_unavailable`.
 */
export async function checkKeyMark({
  hash,
  formerHash,
  ...options
}: TableOptions & { hash: Hash; formerHash?: Hash | undefined }): Promise<void> {
  const table = dynamoTable<{ id: string; mark: string }>(options);
  const mark = await hash(MARKED);
  const stored = (await table.get({ id: ID }))?.mark;
  if (stored === mark) return;
  const former = await formerHash?.(MARKED);
  if (stored !== undefined && stored !== former) throw changed();
  const outcome = await table.change({
    key: { id: ID },
    set: { mark },
    condition: 'attribute_not_exists(#mark) OR #mark = :mark OR #mark = :former',
    values: { former: former ?? mark },
  });
  if (!outcome.done) throw changed();
}

function changed(): LiveAssistError {
  return new LiveAssistError(
    'erasure_misconfigured',
    'ERASURE_KEY is not the key with which this data was stored, so erased customers would not be recognised. Set it back, or set ERASURE_KEY_PREVIOUS to the former key.',
  );
}
