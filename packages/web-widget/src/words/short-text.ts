import { plainText } from './plain-text.ts';

/** How many words a label has at most. */
const LABEL_WORDS = 6;

// A day that was named then means another one now. Rows of an earlier version have no label without one.
const DAYS =
  /,?(?:(?:^| )(?:by|on|until|before|at|in|from|the|end|of|this|next|later)){0,4}(?:^| )(?:to(?:day|night|morrow)|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:this|next) (?:week|month)|at the latest|within [\w-]+ (?:working )?days|\d+(?:st|nd|rd|th)(?: of \w+)?)\b/gi;
const OPENING =
  /^(?:(?:I|we)(?:'ll|’ll|'ve|’ve| will| have)|(?:my|our|the|an?) [\w ,'’]{2,30}? will) (?!be )(?:just )?/i;
const DANGLING =
  /(?: (?:a|an|the|to|of|for|and|or|that|you|your|our|by|on|in|at|as|with|once|is|he's|it)){0,6}[,;:.]?$/;

/** The first words of a text, and what is left of it. */
export function cutWords(text: string, count: number): [head: string, rest: string] {
  const words = text.split(/\s+/);
  if (words.length <= count) return [text, ''];
  return [`${words.slice(0, count).join(' ')}…`, `…${words.slice(count).join(' ')}`];
}

/** A text of a call in a few words: as long as no analysis has given it a label, without its words for days. */
export function shortText(value: unknown, count = LABEL_WORDS): string {
  const text = plainText(value);
  const kept = text
    .replace(DAYS, '')
    .replace(OPENING, '')
    .replace(/^(\w+) you (?=\w)/, '$1 ')
    .split(/\s+/)
    .slice(0, count)
    .join(' ');
  const clean = text.split(/\s+/).length > count || kept !== text ? kept.replace(DANGLING, '') : kept;
  return clean.charAt(0).toUpperCase() + clean.slice(1);
}

/** What a promise is called: its label, or the first words of its text. */
export function labelOf({ label, text }: { label?: string | null; text: string }): string {
  return plainText(label) || shortText(text) || '…';
}

/** What a call was about: in the words of its analysis, or what its customer said first. */
export function aboutOf(call: { about?: unknown; summary?: unknown; category?: unknown }): string {
  const { about, summary, category } = call;
  const said = /^(?:The customer [a-z ]+: )?“?([^”.?!]+)/.exec(plainText(summary))?.[1];
  return plainText(about) || shortText(said, 10) || plainText(category).replaceAll('-', ' ');
}
