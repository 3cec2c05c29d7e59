import type { Lexicon } from './lexicon.ts';

/** The languages that are read behind English. */
export const languages = (): readonly Lexicon[] => [];
