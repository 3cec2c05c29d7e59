/**
 * Prints the name under which a customer stands in the log of a stage:
 * `pnpm --silent sst shell --stage NAME node infra/customer.ts ADDRESS`.
 *
 * @module
 */
import { Resource } from 'sst/resource';
import { customerHash } from '../packages/functions/src/adapters/customer-hash.ts';
import { loggedName } from '../packages/functions/src/logged-name.ts';
import { oneLine } from './one-line.ts';

await oneLine(async () => {
  const [address] = process.argv.slice(2);
  if (!address) throw new Error('Name the address of the customer: customer.ts ana@example.com');
  console.log(await loggedName(address, customerHash(Resource.ERASURE_KEY.value)));
});
