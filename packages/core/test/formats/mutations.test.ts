import { describe, expect, it } from 'vitest';
import { FIXTURES, WHISPER } from './fixtures.ts';
import { importOf } from './import-of-file.ts';
import { mutatedFile } from './mutations.ts';

const TEXTS = [...FIXTURES.map(({ text }) => text), WHISPER];

describe('a damaged file', () => {
  // `pnpm damaged-files` tries 10,000, those of real files among them.
  it('is imported or refused with a reason, and never ends in an error, in 150 files', () => {
    const outcomes = new Map<string, number>();
    for (let number = 0; number < 150; number++) {
      for (const outcome of importOf(mutatedFile(TEXTS, number))) {
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    }
    expect(outcomes.get('imported')).toBeGreaterThan(30);
    expect(outcomes.size).toBeGreaterThan(5);
  });

  it('is read to its end whichever of its numbers is beyond all times', () => {
    const number = /(?<=[:[,]\s*)(?:\d+(?:\.\d+)?|"\d+(?:\.\d+)?")(?=\s*[,}\]])/g;
    let tried = 0;
    for (const text of TEXTS.filter((one) => one.startsWith('{'))) {
      for (const { index, 0: found } of text.matchAll(number)) {
        importOf(`${text.slice(0, index)}1e308${text.slice(index + found.length)}`);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(300);
  });
});
