// One thread of `machine-pace.ts`: reads a text piece by piece, as the service does, and tells how long that took.
import { parentPort } from 'node:worker_threads';

const TEXT = 'Order 4821 left us on Monday, 07700 900123 rang: "call back", she said. '.repeat(250);
const PIECES = 30;

function readText(): number {
  const atoms: { text: string; begin: number }[] = [];
  for (const { 0: text, index } of TEXT.matchAll(/[a-z]+|\d+|[^\sa-z\d]/gi)) {
    atoms.push({ text: text.toLowerCase(), begin: index });
  }
  return JSON.stringify(atoms).length;
}

parentPort?.on('message', () => {
  const begin = performance.now();
  for (let piece = 0; piece < PIECES; piece++) readText();
  parentPort?.postMessage(performance.now() - begin);
});
