import { dutch } from './languages/dutch.ts';
import { french } from './languages/french.ts';
import { german } from './languages/german.ts';
import { italian } from './languages/italian.ts';
import { portuguese } from './languages/portuguese.ts';
import { spanish } from './languages/spanish.ts';
import type { Lexicon } from './lexicon.ts';

/** The languages that are read where English understands nothing. */
export const languages = (): readonly Lexicon[] =>
  (made ??= [german(), french(), spanish(), portuguese(), italian(), dutch()]);
let made: Lexicon[] | undefined;
