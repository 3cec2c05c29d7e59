import type { AST } from '@eslint-community/regexpp';
import { RegExpParser } from '@eslint-community/regexpp';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * A random text of the language of a pattern. Assertions are taken for empty, so some texts miss the pattern: there are more,
 * and none is missing.
 *
 * @param random - Returns a number from 0 up to 1.
 */
export function textOfPattern(pattern: RegExp, random: () => number): string {
  const { alternatives } = new RegExpParser().parsePattern(
    pattern.source,
    0,
    undefined,
    pattern.flags.includes('u'),
  );
  const below = (limit: number) => Math.floor(random() * limit);
  const one = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const any = (choices: readonly AST.Alternative[]): string =>
    one(choices)
      .elements.map((element) => text(element))
      .join('');
  const text = (element: AST.Element): string => {
    switch (element.type) {
      case 'Character':
        return String.fromCodePoint(element.value);
      case 'CharacterSet':
        return element.kind === 'space'
          ? ' '
          : element.kind === 'digit'
            ? String(below(10))
            : one([...LETTERS]);
      case 'CharacterClass':
        return element.negate ? one([' ', ...LETTERS]) : ofClass(one(element.elements));
      case 'Group':
      case 'CapturingGroup':
        return any(element.alternatives);
      case 'Quantifier': {
        const most = Math.min(element.max, element.min + 3);
        const times = element.min + below(most - element.min + 1);
        return Array.from({ length: times }, () => text(element.element)).join('');
      }
      case 'Assertion':
        return '';
      default:
        throw new Error(`A pattern with ${element.type} has no texts yet.`);
    }
  };
  const ofClass = (element: AST.CharacterClass['elements'][number]): string => {
    if (element.type === 'Character') return String.fromCodePoint(element.value);
    if (element.type === 'CharacterClassRange')
      return String.fromCodePoint(element.min.value + below(element.max.value - element.min.value + 1));
    return text(element as AST.Element);
  };
  return any(alternatives);
}
