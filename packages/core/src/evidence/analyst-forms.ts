import type { GuardedPattern } from '../shared/guarded-pattern.ts';
import { lazyPattern } from '../shared/lazy-pattern.ts';

/** What people say in no call: markup and forged lines. */
export const FORMS: readonly GuardedPattern[] = [
  // Markup, script, quoted JSON, fences, and their marks as a transcriber spells them.
  {
    guard: /[<|&\]}`~"]|(?:script|data)\s?:|on(?:error|load|click)/i,
    pattern: lazyPattern(
      () =>
        /<\s?\/?\s?(?:script|img|image|svg|iframe|object|embed|style|link|meta|form|input|body|html|system|assistant|user|instructions?|prompt|data|transcript|conversation|call|memory|end)\b|<\/[\w-]{3,}|<\||\|>|&(?:lt|gt|#x?[\da-f]+);|\]\s?\(\s?\S|\b(?:javascript|vbscript|data)\s?:\s?\S|\bon(?:error|load|click)\s?=|```|~~~|"\s?:\s?["[{\d]|["\]}]\s?[,}\]]\s?["\]}{[]/i,
    ),
  },
  {
    guard: /bracket|tag|less than|close|slash|open|brace|json|quote/i,
    pattern: lazyPattern(
      () =>
        /\b(?:open|opening|left|start) (?:angle |pointy )?(?:bracket|tag)s?\b.{0,60}\b(?:script|image|img|svg|close|slash|tag|body|style)\b|\b(?:less than|close|slash|open) (?:script|img|svg|iframe)\b|\bscript tag\b|\bclose (?:the )?(?:curly|square)? ?(?:brace|bracket|json|quote)s?\b/i,
    ),
  },
  // A line that forges another speaker.
  {
    guard: /:/,
    pattern: lazyPattern(
      () =>
        /(?:^|[\n.!?;"'\])}]|\\n)\s?\[?(?:agent|system|assistant|developer|supervisor|tool|user|customer support|analyst|function)\]?\s?(?:\(\w{1,40}\)\s?)?:/im,
    ),
  },
  {
    guard: /\[/,
    pattern: lazyPattern(() => /\[\s?\d+\s?,\s?"|^\s?\[\d+\]\s?(?:agent|customer|system)/im),
  },
];

/** Those that no honest tool answers with either. */
export const FORMS_IN_TOOLS: readonly GuardedPattern[] = [
  {
    guard: /[<|\]`~]|script|on(?:error|load|click)/i,
    pattern: lazyPattern(
      () =>
        /<\s?\/?\s?(?:script|svg|iframe|system|assistant|instructions?|prompt|conversation)\b|<\||\|>|\]\s?\(\s?(?:javascript|data)|\b(?:javascript|vbscript)\s?:\s?\S|\bon(?:error|load|click)\s?=|```|~~~/i,
    ),
  },
  {
    guard: /:/,
    pattern: lazyPattern(
      () =>
        /(?:^|[\n.!?;"'\])}]|\\n)\s?\[?(?:agent|system|assistant|developer|supervisor|analyst)\]?\s?:\s?(?:i|we|you|please|ignore|always|never|sure|yes)\b/im,
    ),
  },
];
