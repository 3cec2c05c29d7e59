/**
 * Prints a token of a stage that uses `AUTH_SECRET`, valid for an hour: `pnpm sst shell --stage NAME node
 * infra/token.ts "analytics:write customers:any" [ADDRESS]`.
 *
 * @module
 */
import { oneLine } from './one-line.ts';
import { stageToken } from './stage-token.ts';

await oneLine(async () => {
  const [scopes, address] = process.argv.slice(2);
  if (!scopes) throw new Error('Name the scopes of the token: token.ts "analytics:write customers:any"');
  console.log(await stageToken(scopes, address));
});
