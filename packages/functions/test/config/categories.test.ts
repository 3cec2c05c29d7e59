import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { categories } from '../../src/config/categories.ts';
import { readConfig } from '../../src/config/config.ts';

const LIST = [
  { name: 'refund', sentence: 'The customer wants money back.' },
  { name: 'garden-visit', sentence: 'The customer wants a gardener to come.' },
];

describe('the categories of a contact centre', () => {
  it('stand in the variable itself, or in a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'live-assist-categories-'));
    const file = join(folder, 'categories.json');
    await writeFile(file, JSON.stringify(LIST));
    expect(categories(JSON.stringify(LIST))).toEqual(LIST);
    expect(categories(file)).toEqual(LIST);
    await rm(folder, { recursive: true });
  });

  it.each([
    ['no list', '{"name":"refund"}'],
    ['no JSON', '[refund]'],
    ['a file that is not there', '/nowhere/categories.json'],
    ['one category', JSON.stringify(LIST.slice(0, 1))],
    ['the same name twice', JSON.stringify([LIST[0], LIST[0]])],
    ['a name with a space', JSON.stringify([LIST[0], { name: 'Garden visit', sentence: 'A gardener.' }])],
    ['a name without a sentence', JSON.stringify([LIST[0], { name: 'garden', sentence: ' ' }])],
    ['a field that is not known', JSON.stringify([LIST[0], { ...LIST[1], color: 'red' }])],
  ])('are refused with a sentence: %s', (_, value) => {
    const env = { AUTH_SECRET: '-'.repeat(32), CATEGORIES: value };
    expect(() => readConfig(env, { production: false })).toThrow(/CATEGORIES.*must be a JSON list/);
  });

  it('reach an analysis as a setting', () => {
    const env = { AUTH_SECRET: '-'.repeat(32), CATEGORIES: JSON.stringify(LIST) };
    expect(readConfig(env, { production: false }).settings.categories).toEqual(LIST);
  });
});
