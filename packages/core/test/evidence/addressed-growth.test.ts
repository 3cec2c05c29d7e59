import { describe, expect, it } from 'vitest';
import { addressesAnalyst, toolAddressesAnalyst } from '../../src/evidence/prompt-injection.ts';
import { leastOwnTime } from '../support/own-time.ts';
import { THOROUGH } from '../support/thorough.ts';

const SMALL = THOROUGH ? 40_000 : 10_000;
const TIMES = 4;
// Doubling the text may double the time; a factor of three leaves room for a busy machine, four is quadratic.
const MOST = 9;
// Below this a measurement says more about the machine than about the text.
const LEAST_MS = 3;
const LONGEST_MS = 1_000;

const SHAPES: [name: string, unit: string][] = [
  ...[
    '\n',
    '\r\n',
    '\r',
    '\u2028',
    '\u2029',
    '\v',
    '\f',
    '\u0085',
    ' ',
    '\t',
    '\u00a0',
    ' \n',
    '\n ',
    '. \n',
  ].map((unit): [string, string] => [`white space ${JSON.stringify(unit)}`, unit]),
  ...Array.from('."\'`()[]{}<>:;,!?/\\|&#=+-_*@$^~%', (sign): [string, string] => [`signs ${sign}`, sign]),
  ...[
    '. ',
    '" ',
    '] ',
    '["',
    '"]',
    '{"',
    '"}',
    '":"',
    '<<',
    '< ',
    '</',
    '</a',
    '<a ',
    '](',
    '] (',
    '[1',
    '[1,',
    '[[',
    '&#',
  ].map((unit): [string, string] => [`signs ${unit}`, unit]),
  ...['7', '1 ', '1a', 'a1 ', '12:', 'ab ', 'ab:', 'abc ', 'a1b2', 'A+', 'aA+/', '0x', '1.1,'].map(
    (unit): [string, string] => [`digits and letters ${unit}`, unit],
  ),
  ...[
    'a',
    'a ',
    'a.',
    'a-',
    'a_',
    'A',
    'ä',
    'ж',
    'ж ',
    '漢',
    'aж',
    'ж\u200b',
    '\u200b',
    '\u00ad',
    '\u0301',
    '\u202e',
    '😀',
    'ﬁ',
  ].map((unit): [string, string] => [`letters ${JSON.stringify(unit)}`, unit]),
  // Beginnings of the patterns, repeated.
  ...(
    'ignore|ignore all |disregard the |new |system |repeat |repeat the text |your prompts |what were you |give the |give the agent |' +
    'agent |agent score |score |rate him |full marks |all the scores |add |add it into |put it in the |the memory |in the summary |' +
    'note for |next |for all |always |approve |approve it |this customer |remember |mark |mark all |promises |promises are |end of |' +
    'respond |respond only |whoever |when you |to the |hey |ai |open |open bracket |close |less than |agent: |. agent |\n agent |' +
    '"agent |[agent |system message |javascript |onerror |ignoriere |ignoriere die |ignorez |ignora |olvida |игнорируй |забуд|' +
    'игнориру|忽略|无视|忘记 |merke dir |note pour |nota para |immer |siempre '
  )
    .split('|')
    .map((unit): [string, string] => [`beginnings of patterns ${JSON.stringify(unit)}`, unit]),
];

describe('the growth of the time to look for orders', () => {
  it.each(SHAPES)(
    'the time to look for orders grows no faster than a text of %s',
    { retry: 2 },
    (_, unit) => {
      for (const around of [
        { before: 'x', after: 'y' },
        { before: 'a1 ', after: 'ж9' },
      ]) {
        const textOf = (size: number) =>
          `${around.before}${unit.repeat(Math.ceil(size / unit.length))}${around.after}`;
        const [small, large] = [textOf(SMALL), textOf(SMALL * TIMES)];
        const little = leastOwnTime(() => addressesAnalyst(small), 1);
        const much = leastOwnTime(() => addressesAnalyst(large), 1);
        expect(much).toBeLessThan(Math.max(LEAST_MS, little) * MOST);
        expect(much).toBeLessThan(LONGEST_MS);
      }
      const inTool = unit.repeat(Math.ceil((SMALL * TIMES) / unit.length));
      expect(leastOwnTime(() => toolAddressesAnalyst(inTool), 1)).toBeLessThan(LONGEST_MS);
    },
  );
});
