import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import german from '../../src/words/languages/de.ts';
import { ENGLISH, type Message, type Messages, pieces } from '../../src/words/messages.ts';

const FOLDER = new URL('../../src/words/languages/', import.meta.url);
const TAGS = readdirSync(FOLDER).map((file) => file.replace('.ts', ''));
const languages = await Promise.all(
  TAGS.map(async (tag) => {
    const { default: messages }: { default: Messages } = await import(`${FOLDER}${tag}.ts`);
    return { tag, messages };
  }),
);
const KEYS = Object.keys(ENGLISH) as (keyof Messages)[];
const COUNTS = [0, 1, 2, 3, 5, 11, 21, 101];

/** The names in braces, for a count. */
const namesIn = (message: Message, count: number): string[] => {
  const text = typeof message === 'string' ? message : message({ count, days: count, agent: count });
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
};
const said = (message: Message, values: Record<string, number | string>) => pieces(message, values).join('');

describe('the words of the box', () => {
  it('the words of the box come in eight languages', () => {
    expect(['en', ...TAGS].sort()).toEqual(['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pt']);
  });

  it.each(languages)(
    'the words of the box in $tag are all there, with the values of the English ones',
    ({ tag, messages }) => {
      expect(messages.language).toBe(tag);
      expect(Object.keys(messages).sort()).toEqual([...KEYS].sort());
      for (const key of KEYS.filter((name) => name !== 'language')) {
        const message = messages[key];
        expect([key, said(message, { count: 2, days: 2, text: 'x', agent: 'Ben' }).trim()]).not.toEqual([
          key,
          '',
        ]);
        // A plural of one may say its number as a word.
        const known = new Set(COUNTS.flatMap((count) => namesIn(ENGLISH[key], count)));
        for (const count of COUNTS) {
          const names = namesIn(message, count);
          expect([key, names.filter((name) => !known.has(name))]).toEqual([key, []]);
          const lacking = namesIn(ENGLISH[key], count).filter((name) => !names.includes(name));
          expect([key, count, lacking.filter((name) => count !== 1 || name === 'text')]).toEqual([
            key,
            count,
            [],
          ]);
        }
      }
    },
  );

  it.each(languages)(
    'the words of the box in $tag leave room for words of the call in a headline',
    ({ messages }) => {
      const kinds = [
        'missed',
        'overdue',
        'due_today',
        'unresolved',
        'open',
        'customer_owes',
        'repeat',
        'kept',
      ] as const;
      for (const kind of kinds) {
        const around =
          said(messages[kind], { count: 3, days: 12, day: '1', text: '' }).match(/[^\s:]+/g) ?? [];
        expect([kind, around.length <= 4]).toEqual([kind, true]);
      }
    },
  );

  it.each([
    ['de', 'Seit 1 Tag überfällig: x', 'Seit 3 Tagen überfällig: x', '1. Anruf', '3. Anruf'],
    ['es', 'Vencido hace 1 día: x', 'Vencido hace 3 días: x', '1.ª llamada', '3.ª llamada'],
    ['fr', 'Retard d’un jour\u00a0: x', 'Retard de 3 jours\u00a0: x', '1er appel', '3e appel'],
    ['it', 'Scaduto da 1 giorno: x', 'Scaduto da 3 giorni: x', '1ª chiamata', '3ª chiamata'],
    ['ja', '1日超過：x', '3日超過：x', '1回目の通話', '3回目の通話'],
    ['nl', '1 dag te laat: x', '3 dagen te laat: x', '1e gesprek', '3e gesprek'],
    ['pt', 'Atrasado há 1 dia: x', 'Atrasado há 3 dias: x', '1.ª chamada', '3.ª chamada'],
  ])('the words of the box in %s follow its plurals and its ordinals', (tag, one, three, first, third) => {
    const { overdue = '', call_number = '' } = languages.find((each) => each.tag === tag)?.messages ?? {};
    const late = (days: number) => said(overdue, { days, text: 'x' });
    expect([late(1), late(3)]).toEqual([one, three]);
    expect([1, 3].map((count) => said(call_number, { count }))).toEqual([first, third]);
    expect(said(call_number, { count: '20+' })).toContain('20+');
    expect(said(overdue, { days: 0, text: 'x' })).not.toContain('0');
  });

  it('the words of the box have forms for every plural that Intl knows of a language, but for millions', () => {
    for (const { tag, messages } of languages) {
      const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
      const example = (category: string) =>
        [1, 2, 3, 5, 0, 11].find((count) => new Intl.PluralRules(tag).select(count) === category);
      const texts = pluralCategories
        .filter((category) => category !== 'many')
        .map((category) =>
          said(messages.promises_open, { count: Number(example(category)) }).replace(/\d/g, ''),
        );
      expect([tag, new Set(texts).size]).toEqual([tag, texts.length]);
    }
  });

  it('the words of the box with one missing do not compile', () => {
    const { done: _, ...lacking } = german;
    // @ts-expect-error A language has every word.
    const whole: Messages = lacking;
    expect(Object.keys(whole)).not.toContain('done');
  });
});
