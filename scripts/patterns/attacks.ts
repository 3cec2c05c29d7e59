import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** A text built for one pattern: `start`, then repetitions of `unit`. */
export interface Attack {
  start: string;
  unit: string;
}

/** More repetitions than this count as unbounded. */
const MANY = 8;
const MOST_ATTACKS = 120;
const CANDIDATES = [
  ...' a1.,:;!?\'"-_/\\@<>()[]{}#&*=+|~`^$%A\n\t\r\u00a0\u0430\u6f22\u00e9\u0661\u200b\u0301\u2019\ud800',
];
const parser = new RegExpParser();

/**
 * Builds texts that may slow down a pattern from the pattern itself: the part before each quantifier with repetitions
 * of its operand, and repeated beginnings of its alternatives.
 */
export function attacksOn(source: string, flags: string): Attack[] {
  const unicode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
  const pattern = parser.parsePattern(source, 0, source.length, unicode);
  const attacks = new Map<string, Attack>();
  const add = (start: string, unit: string) => {
    if (unit !== '' && attacks.size < MOST_ATTACKS) attacks.set(`${start}\0${unit}`, { start, unit });
  };
  const walk = (alternatives: readonly AST.Alternative[], before: string): void => {
    for (const { elements } of alternatives) {
      let start = before;
      for (const element of elements) {
        if (element.type === 'Quantifier' && element.max > MANY) {
          for (const unit of examplesOf(element.element, flags)) {
            add(start, unit);
            add('', start + unit);
          }
        }
        const inner = element.type === 'Quantifier' ? element.element : element;
        if ('alternatives' in inner) walk(inner.alternatives, start);
        start += exampleOf(element, flags);
        add('', start);
      }
      add('', `${start} `);
    }
  };
  walk(pattern.alternatives, '');
  return [...attacks.values()];
}

function examplesOf(element: AST.Element, flags: string): string[] {
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return [exampleOf(element, flags)];
  return element.alternatives.slice(0, MANY).map(({ elements }) => joined(elements, flags));
}

function exampleOf(element: AST.Element, flags: string): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'Quantifier':
      return exampleOf(element.element, flags).repeat(Math.min(element.max, Math.max(1, element.min)));
    case 'Group':
    case 'CapturingGroup':
      return joined(element.alternatives[0]?.elements ?? [], flags);
    case 'CharacterSet':
    case 'CharacterClass': {
      const one = new RegExp(`^${element.raw}$`, flags.replace(/[gy]/g, ''));
      return CANDIDATES.find((sign) => one.test(sign)) ?? '';
    }
    default:
      return '';
  }
}

function joined(elements: readonly AST.Element[], flags: string): string {
  return elements.map((element) => exampleOf(element, flags)).join('');
}
