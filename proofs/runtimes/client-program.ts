// The client in a program of Node, Deno or Bun: prints what it has seen.
import process from 'node:process';
import { useClient } from './use-client.ts';

const { ENDPOINT = '', TOKEN = '' } = process.env;
console.log(JSON.stringify(await useClient(ENDPOINT, TOKEN)));
