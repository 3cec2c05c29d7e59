import type { Category } from '../analytics/categories.ts';
import { IMPROVEMENT_AREAS } from '../analytics/improvement-areas.ts';
import { dutch } from './languages/dutch.ts';
import { english } from './languages/english.ts';
import { french } from './languages/french.ts';
import { german } from './languages/german.ts';
import { italian } from './languages/italian.ts';
import { japanese } from './languages/japanese.ts';
import { portuguese } from './languages/portuguese.ts';
import { spanish } from './languages/spanish.ts';

/** The texts that code writes into an analysis, in one language. A name in braces is where words of the call go. */
export interface Messages {
  aboutTopic: string;
  aboutTopicSaid: string;
  resolved: string;
  unresolved: string;
  done: string;
  promisedByAgent: string;
  promisedByCustomer: string;
  messageLeft: string;
  customerSaid: string;
  /** The sentence of each area in which an agent can improve. */
  areas: Readonly<Record<keyof typeof IMPROVEMENT_AREAS, string>>;
  /** Names of the categories that a model may choose. */
  categories: Readonly<Record<Category, string>>;
}

/** The languages of these texts, which are those of the memory box. */
export type MessageLanguage = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'ja';

export const MESSAGES: Readonly<Record<MessageLanguage, Messages>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  ja: japanese,
};

/** The texts in a language; in English where there are none, or where the language is not known. */
export function messagesIn(language: string | null): Messages {
  return language !== null && Object.hasOwn(MESSAGES, language)
    ? MESSAGES[language as MessageLanguage]
    : english;
}

/** Puts values into a text. */
export function filled(message: string, values: Readonly<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** A piece of advice in the language of a call; advice that is of no area stays as it is. */
export function adviceIn({ areas }: Messages, sentence: string): string {
  const area = AREAS.find((name) => IMPROVEMENT_AREAS[name] === sentence);
  return area === undefined ? sentence : areas[area];
}

const AREAS = Object.keys(IMPROVEMENT_AREAS) as (keyof typeof IMPROVEMENT_AREAS)[];
