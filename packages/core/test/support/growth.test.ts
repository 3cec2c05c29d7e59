import { describe, expect, it } from 'vitest';
import { growthPerDoubling, MOST_PER_DOUBLING } from './growth.ts';

describe('the growth of a time', () => {
  it('the growth of a time stays below the limit for work that is linear in its input', async () => {
    const growth = await growthPerDoubling((size) => 'a b'.repeat(size * 30).split(' ').length, 20_000);
    expect(growth).toBeLessThan(MOST_PER_DOUBLING);
  });

  it('the growth of a time is far over the limit for work that is quadratic in its input', async () => {
    // From every letter the pattern looks to the end.
    const growth = await growthPerDoubling((size) => /a+b/.test('a'.repeat(size)), 10_000);
    expect(growth).toBeGreaterThan(3);
  });
});
