import type { Message, Values } from './messages.ts';

/** The forms that a language has for a count; `other` serves where a form is missing. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * A message that follows the plurals of a language, as `Intl.PluralRules` knows them.
 *
 * @param language - BCP 47 tag of the texts.
 * @param name - The value that is counted.
 * @param forms - Texts in which `{names}` stand for values.
 * @example plural('de', 'count', { one: '1 Zusage offen', other: '{count} Zusagen offen' })
 */
export function plural(language: string, name: string, forms: PluralForms): Exclude<Message, string> {
  const rules = new Intl.PluralRules(language);
  return (values: Values) => forms[rules.select(Number(values[name]))] ?? forms.other;
}

/** How many days something is late; without a known number of days, the text that names none. */
export function overdueBy(language: string, unknown: string, forms: PluralForms): Exclude<Message, string> {
  const counted = plural(language, 'days', forms);
  return (values) => (values.days ? counted(values) : unknown);
}

/**
 * Which call of a customer this is; `several` serves where the count is no number, as in "20+".
 *
 * @param forms - The forms of the ordinals: in French `1er appel`, `2e appel`.
 */
export function callNumber(language: string, several: string, forms: PluralForms): Exclude<Message, string> {
  const rules = new Intl.PluralRules(language, { type: 'ordinal' });
  return ({ count }) => {
    const number = Number(count);
    return Number.isNaN(number) ? several : (forms[rules.select(number)] ?? forms.other);
  };
}
