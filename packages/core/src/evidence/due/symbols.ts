import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { type Found, figuresOf, meant, type Token } from './figures.ts';
import { joined } from './joined.ts';
import type { Lexicon } from './lexicon.ts';

/** A word, or a few words, about time; {@link Lexicon} tells the kinds. `_` is any other word, `.` ends a sentence, `,` is a comma. */
export interface TimeSymbol {
  kind: string;
  value: number;
  /** The letters of the words before it that say how it is meant, as "by the" is `bh`. */
  lead: string;
  /** Where it stands, with those words and without. */
  from: number;
  at: number;
  end: number;
  /** A word that goes on with the sentence, not one that is counted or dated: "on the 3rd if", not "on the 3rd call". */
  isJoint?: boolean;
  /** A word before "time", which names a zone that is not known. */
  isZone?: boolean;
}

const JOINT =
  /^(?:if|so|but|when|then|please|with|in|to|at|as|once|i|we|you|it|they|he|she|that|which|because|unless|okay|ok|right|and|or|for|via|us|me|him|her|them|uns|mir|ihm|nous|moi|nosotros|mí|nós|ab|zurück|statt|ein|aus|los|mit|bei)$/;
const TOKEN = lazyPattern(
  () =>
    /\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}[:.hH]\d{2}(?!\d)|\d{1,2}\.\d(?!\d)|\d{1,9}|[ap]\.\s?m\b\.?|\p{L}[\p{L}\p{M}]*(?:['’][\p{L}]+)*['’]?|([^\s\p{L}\p{N}])\1*/giu,
);
/** Reads the tokens of a text as symbols of a language, in linear time. */
export function symbolsOf(text: string, tokens: readonly Token[], lexicon: Lexicon): TimeSymbol[] {
  const symbols: TimeSymbol[] = [];
  let lead = '';
  let from = -1;
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i] as Token;
    const found = lookUp(tokens, i, lexicon) ?? figuresOf(tokens, i, lexicon);
    const end = (tokens[i + (found?.count ?? 1) - 1] ?? token).end;
    if (found === null && (isPassedOver(tokens, i) || isOfAbbreviation(tokens, i, symbols.at(-1)))) {
      i += 1;
      continue;
    }
    if (found?.lead !== undefined) {
      if (from === -1) from = token.at;
      lead += found.lead;
      i += found.count;
      continue;
    }
    const begin = from === -1 ? token.at : from;
    const isUnordered = found?.isOrdered === true && !/[ob]/.test(lead);
    for (const { kind, value } of isUnordered ? [meant('!', 0)] : (found?.meant ?? [unknown(token.text)])) {
      const isJoint = kind === '_' && JOINT.test(token.text);
      // "5 pm Brisbane time"
      const isZone = kind === '_' && tokens[i + 1]?.text === 'time';
      symbols.push({
        kind,
        value,
        lead,
        from: begin,
        at: token.at,
        end,
        ...(isJoint && { isJoint }),
        ...(isZone && { isZone }),
      });
    }
    lead = '';
    from = -1;
    i += found?.count ?? 1;
  }
  // "I am here 24 hours of the day": what stands before the end of a text says nothing.
  if (lead !== '') symbols.push({ kind: '_', value: 0, lead, from, at: text.length, end: text.length });
  return joined(symbols, text, lexicon.by24);
}

// "By Dec. 4": the full stop is one of the word.
function isOfAbbreviation(tokens: readonly Token[], i: number, before: TimeSymbol | undefined): boolean {
  const { text, at } = tokens[i] as Token;
  const isShort =
    before !== undefined && /^[MW]$/.test(before.kind) && before.end === at && at - before.at < 6;
  return isShort && text === '.' && /^(?:\d|the$|at$)/.test(tokens[i + 1]?.text ?? '');
}

// Quotation marks and brackets, and the hyphen of "mid-December".
function isPassedOver(tokens: readonly Token[], i: number): boolean {
  const { text, at, end } = tokens[i] as Token;
  if (text !== '-') return /^['"’“”‘()[\]*_]$/.test(text);
  const [before, after] = [tokens[i - 1], tokens[i + 1]];
  return before?.end === at && after?.at === end && !/^\d/.test(after.text);
}

const unknown = (text: string) => ({
  kind: /^[.!?;:…]/.test(text) ? '.' : text.startsWith(',') ? ',' : '_',
  value: 0,
});

/** The words, figures and signs of a text: the same for every language. */
export function tokensOf(text: string): Token[] {
  const tokens = [...text.matchAll(TOKEN())].map((match) => ({
    text: match[0].toLowerCase().replaceAll('’', "'"),
    at: match.index,
    end: match.index + match[0].length,
  }));
  return tokens.map((token) =>
    token.text.endsWith("'") && token.text.length > 1
      ? { ...token, text: token.text.slice(0, -1), end: token.end - 1 }
      : token,
  );
}

// The longest entry that begins at a token.
function lookUp(tokens: readonly Token[], i: number, lexicon: Lexicon): Found | null {
  let key = '';
  let best: Found | null = null;
  for (let k = i; k < tokens.length; k += 1) {
    const { text } = tokens[k] as Token;
    // "mid-week", "w/c"
    if (k > i && (text === '-' || text === '/') && /\p{L}/u.test(tokens[k + 1]?.text ?? '')) continue;
    key = key === '' ? text : `${key} ${text}`;
    if (!lexicon.beginnings.has(key)) break;
    const meant = lexicon.entries.get(key);
    const lead = lexicon.leads.get(key);
    if (meant !== undefined) best = { count: k - i + 1, meant };
    else if (lead !== undefined) best = { count: k - i + 1, lead };
  }
  if (best?.count !== 1 || !lexicon.doubtful.has(tokens[i]?.text ?? '')) return best;
  return isTime(tokens, i, lexicon) ? best : null;
}

// "May" is a month in "by May", "5 May", "May 5th".
function isTime(tokens: readonly Token[], i: number, { leads, entries }: Lexicon): boolean {
  const [before, after] = [tokens[i - 1]?.text ?? '', tokens[i + 1]?.text ?? ''];
  const [kind] = entries.get(before) ?? [];
  const [following] = entries.get(after) ?? [];
  if (tokens[i]?.text === 'second')
    return (
      kind?.kind === 'M' || following?.kind === 'W' || (before === 'the' && /^(?:of|[.,;!?]|)$/.test(after))
    );
  // "Na segunda" is on Monday, "na segunda vez" the second time.
  if (/^(?:segunda|terça|quarta|quinta|sexta)$/.test(tokens[i]?.text ?? ''))
    return (
      after === '' || /^\P{L}|^(?:que|eu|nós|você)$/u.test(after) || entries.has(after) || leads.has(after)
    );
  // "Wir schließen das ab"
  if (tokens[i]?.text === 'ab') return entries.has(after) || leads.has(after) || /^\d/.test(after);
  // "Friday's close of business", "in Friday's post", not "Friday's bill"
  if (/['’]s$/.test(tokens[i]?.text ?? ''))
    return before === 'in' || /^(?:close|end|cob|eod|cop|morning|afternoon|evening)$/.test(after);
  // "Le weekend" is read in its own language.
  if (tokens[i]?.text === 'weekend') return leads.has(before) || entries.has(before);
  const isName = /^(?:mon|wed|sat|sun)$/.test(tokens[i]?.text ?? '');
  if (isName && (following?.kind === 'P' || (after === 'at' && /^\d/.test(tokens[i + 2]?.text ?? ''))))
    return true;
  if (isName && /^(?:you|u|him|them)$/.test(before) && /^[.,!?]?$/.test(after)) return true;
  return (
    /^\d/.test(after) ||
    /^(?:\d[\d:.]*|st|nd|rd|th)$/.test(before) ||
    (leads.get(before) ?? 'h') !== 'h' ||
    /^[XCEBKO&mTPQk]$/.test(kind?.kind ?? '')
  );
}
