import { french } from './french.ts';
import { german } from './german.ts';
import type { Lexicon } from './lexicon.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';

/** The languages that are read where English understands nothing. */
export const languages = (): readonly Lexicon[] => (made ??= [german(), french(), spanish(), portuguese()]);
let made: Lexicon[] | undefined;
