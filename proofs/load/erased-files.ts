/**
 * Records and analyses calls on the local server, erases one customer, and searches every file of the data folder until
 * the second sweep and its compaction are done: `pnpm erased-files`. Takes about two minutes, because the second sweep
 * waits until no writer from before the erasure can be active.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findInFiles } from '../../packages/functions/test/support/leveldb-files.ts';
import { readStore } from './audit.ts';
import { clientOf } from './client.ts';
import { startFindings } from './findings.ts';
import { startServer } from './server-process.ts';

const SECRET = 'a secret of the proof that is long enough';
const ERASED = 'erased.customer@example.com';
const WORDS = [ERASED, '4111 1111 1111 1111', '4111111111111111', 'blue-harvest-77', 'marzipan harvest'];
const CUSTOMERS = [ERASED, ...Array.from({ length: 20 }, (_, n) => `customer-${n}@example.com`)];
const SWEPT_AFTER_MS = 240_000;

const findings = startFindings();
let isSwept = false;
const dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-erased-'));
const server = await startServer({
  dataFolder,
  env: { AUTH_SECRET: SECRET, ANALYST: 'local', ANALYSIS_TIMEOUT_MS: '5000' },
  onLine: (line) => {
    if (line.includes('"job":"sweep"') && line.includes('"outcome":"done"')) isSwept = true;
  },
});
const post = clientOf(() => server.port, SECRET, findings);
const claims = { scope: 'records:write analytics:write customer:erase customers:any' };
const startedAt = Date.now();
const secondsIn = () => Math.round((Date.now() - startedAt) / 1000);
try {
  for (const [n, client_email] of CUSTOMERS.entries()) {
    const call_id = `proof-${n}`;
    const isErased = client_email === ERASED;
    const turns = [
      `Good morning, ${client_email}, how can I help?`,
      isErased
        ? 'The marzipan harvest is late. My card is 4111 1111 1111 1111, my password is blue-harvest-77.'
        : 'My parcel has not arrived yet.',
      "I'll send it again by Friday.",
    ].map((transcript, turn) => ({
      speaker: turn === 1 ? 'Customer' : 'Agent',
      transcript,
      timestamp: `2026-11-02T10:00:0${turn}Z`,
    }));
    await post('/recordCallWindow', { call_id, client_email, window_num: 1, turns }, claims);
    if (isErased) tell('after its window was recorded', WORDS.length - 1);
    await post('/getCallAnalytics', { call_id, client_email }, claims);
  }
  tell('after the analyses', 1);
  const receipt = await post('/eraseCustomer', { client_email: ERASED }, claims);
  if (receipt?.status !== 200) findings.violation(`the erasure was answered with ${receipt?.status}`);
  // The queued message of the second sweep names the customer until it is handled.
  const giveUpAt = Date.now() + SWEPT_AFTER_MS;
  while (Date.now() < giveUpAt && !(isSwept && wordsInFiles().length === 0)) await sleep(1000);
  if (!isSwept) findings.violation('the second sweep did not run');
  tell('after the second sweep', 0);
  const { windows, analytics, claims: bound } = await readStore(server.engine);
  const others = (rows: object[]) => rows.filter((row) => JSON.stringify(row).includes('customer-')).length;
  if ([windows, analytics, bound].some((rows) => others(rows) < CUSTOMERS.length - 1)) {
    findings.violation('rows of other customers are missing');
  }
  if (JSON.stringify([windows, analytics, bound]).includes(ERASED))
    findings.violation('a table contains the address');
} finally {
  await server.stop();
  tell('after the server has ended', 0);
  rmSync(dataFolder, { recursive: true, force: true });
}
findings.print();
console.log(`erased-files: ${secondsIn()} s, ${findings.violations} violations`);
if (findings.violations > 0) process.exitCode = 1;

/** Prints the words found in the files; fewer than `atLeast`, or any when `atLeast` is 0, is a violation. */
function tell(when: string, atLeast: number): void {
  const words = wordsInFiles();
  console.log(`${secondsIn()} s, ${when}: ${words.length === 0 ? 'no word' : words.join(', ')}`);
  if (words.length < atLeast || (atLeast === 0 && words.length > 0)) {
    findings.violation(`${when}, the files contain ${words.length} of the words`);
  }
}

function wordsInFiles(): string[] {
  for (;;) {
    try {
      return [...new Set(findInFiles(dataFolder, WORDS).map(({ word }) => word))];
    } catch {
      // A listed file was removed or is being written; search again.
    }
  }
}
