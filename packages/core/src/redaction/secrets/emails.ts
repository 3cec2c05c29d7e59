import { lazyPattern } from '../../shared/lazy-pattern.ts';
import type { Secret } from '../reading/lexer.ts';
import type { Reading } from '../reading/number-runs.ts';

const LOCAL = lazyPattern(() => /[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]/u);
// What may lie around an address in a log, a URL or JSON, though RFC 5322 allows it inside one.
const LOCAL_EDGE = lazyPattern(() => /^[^\p{L}\p{N}_]+|^(?:[a-z_-]+=|mailto:)/iu);
const DOMAIN = lazyPattern(() => /[\p{L}\p{M}\p{N}.-]/u);
const TOP_LEVEL = lazyPattern(() => /^(?:(?:\p{L}\p{M}*){2,}|xn--[\w-]+)$/u);
const MOST_LOCAL = 64;
const MOST_DOMAIN = 253;

/** E-mail addresses as they are written (`a.b@example.com`, `a@ example.com`, `a%40example.com`). */
export function writtenEmailsIn({ text }: Reading): Secret[] {
  if (!text.includes('@') && !text.includes('%40')) {
    return [];
  }
  const found: Secret[] = [];
  let done = 0;
  for (const match of text.matchAll(/@|%40/g)) {
    // The domain first: where none follows, a text of nothing but `%40` is not walked back from each of them.
    const end = domainEnd(text, match.index + match[0].length);
    const local = end === null ? null : localBefore(text, match.index, done);
    if (local !== null && end !== null) {
      found.push({ begin: local, end, kind: 'EMAIL' });
      done = end;
    }
  }
  return found;
}

function localBefore(text: string, at: number, from: number): number | null {
  const last = text[at - 1] === ' ' ? at - 1 : at;
  let begin = last;
  while (begin > from && last - begin < MOST_LOCAL && LOCAL().test(charBefore(text, begin))) {
    begin -= charBefore(text, begin).length;
  }
  const edge = LOCAL_EDGE().exec(text.slice(begin, last));
  begin += edge?.[0].length ?? 0;
  const assigned = text.slice(begin, last).lastIndexOf('=');
  begin += assigned + 1;
  return begin < last ? begin : null;
}

function charBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  const high = at > 1 ? text.charCodeAt(at - 2) : 0;
  const pair = low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
  return text.slice(pair ? at - 2 : at - 1, at);
}

function domainEnd(text: string, after: number): number | null {
  const begin = text[after] === ' ' ? after + 1 : after;
  let end = begin;
  while (end < text.length && end - begin < MOST_DOMAIN) {
    const char = String.fromCodePoint(text.codePointAt(end) ?? 0);
    if (!DOMAIN().test(char)) {
      break;
    }
    end += char.length;
  }
  while (end > begin && (text[end - 1] === '.' || text[end - 1] === '-')) {
    end -= 1;
  }
  const labels = text.slice(begin, end).split('.');
  const named = labels.length > 1 && !labels.includes('') && !text.startsWith('-', begin);
  return named && TOP_LEVEL().test(labels.at(-1) ?? '') ? end : null;
}
