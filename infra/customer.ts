/**
 * Prints the hash that stands for a customer, or for the subject of a token, in the log of a stage: `pnpm --silent sst
 * shell --stage NAME node infra/customer.ts ADDRESS` or `… --subject SUB`.
 *
 * @module
 */
import { Resource } from 'sst/resource';
import { customerHash, subjectHash } from '../packages/functions/src/adapters/customer-hash.ts';
import { loggedName, loggedSubject } from '../packages/functions/src/telemetry/logged-name.ts';
import { oneLine } from './one-line.ts';

await oneLine(async () => {
  const [first, subject] = process.argv.slice(2);
  const isSubject = first === '--subject';
  const named = isSubject ? subject : first;
  if (!named) {
    throw new Error(
      'Name the address of the customer, or the sub of a token: customer.ts ana@example.com, customer.ts --subject agent-17',
    );
  }
  const key = Resource.ERASURE_KEY.value;
  console.log(
    isSubject ? await loggedSubject(named, subjectHash(key)) : await loggedName(named, customerHash(key)),
  );
});
