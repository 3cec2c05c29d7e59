import { expect, it } from 'vitest';
import { retold } from '../../../src/adapters/local-analyst/retold.ts';

it.each([
  ["I wasn't told about the fee", "The customer reported: they weren't told about the fee."],
  ['I was told about the fee', 'The customer reported: they were told about the fee.'],
])('a request is told in the third person: %s', (words, told) => {
  expect(retold(words)).toBe(told);
});
