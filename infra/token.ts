/**
 * Prints a token of a stage that signs with `AUTH_SECRET`, good for an hour:
 * `pnpm sst shell --stage NAME node infra/token.ts "analytics:write customers:any" [ADDRESS]`.
 *
 * @module
 */
import { Resource } from 'sst/resource';
import { devToken } from '../packages/functions/src/local/dev-token.ts';

const [scope, client_email] = process.argv.slice(2);
if (!scope) throw new Error('Name the scopes of the token: token.ts "analytics:write customers:any"');
console.log(await devToken(Resource.AUTH_SECRET.value, { scope, client_email }));
