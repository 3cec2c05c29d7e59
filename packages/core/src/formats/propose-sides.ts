import { shownLabel } from '../call/roles.ts';
import { lazyPattern } from '../shared/lazy-pattern.ts';
import type { Transcript } from './transcript.ts';

// How someone who answers for a company begins, and what such a person asks for.
const GREETING = lazyPattern(
  () =>
    /\b(?:thank(?:s| you) for (?:calling|contacting|holding)|how (?:can|may) i (?:help|assist)|what can i (?:do|help)|this is \w+ (?:speaking|from)|welcome to|wie kann ich (?:ihnen )?helfen|was kann ich für sie tun|comment puis-je vous aider|en qué (?:le )?puedo ayudar|come posso aiutarla|em que posso ajudar|waarmee kan ik u helpen)/iu,
);
const ASKING = lazyPattern(
  () =>
    /\b(?:(?:can|could|may) (?:i|you) (?:please )?(?:have|get|tell|confirm|verify|provide|give)|your (?:account|order|policy|phone|full name|date of birth|address|zip|email)|anything else|let me (?:check|look|pull|see)|ihre (?:kundennummer|bestellnummer|adresse)|votre (?:numéro|adresse)|su (?:número|dirección))/iu,
);
const FIRST_TURNS = 6;
const LONGEST_READ = 600;
const MOST_TURNS = 400;

/** A proposal who is the agent. */
export interface ProposedSides {
  /** The label of that voice. */
  agent: string;
  /** A sentence with the evidence in figures, which holds no word of the call. */
  because: string;
}

/** What the words suggest about who is the agent; null where they suggest nothing. It decides nothing. */
export function proposedSides({ turns }: Transcript): ProposedSides | null {
  const evidence = new Map<string, { greets: number | null; asks: number; turns: number }>();
  for (const [index, { speaker, text }] of turns.slice(0, MOST_TURNS).entries()) {
    const of = evidence.get(speaker) ?? { greets: null, asks: 0, turns: 0 };
    evidence.set(speaker, of);
    const read = text.slice(0, LONGEST_READ);
    of.turns += 1;
    if (index < FIRST_TURNS && GREETING().test(read)) of.greets ??= index + 1;
    if (ASKING().test(read)) of.asks += 1;
  }
  const scored = [...evidence]
    .map(([label, found]) => ({ label, ...found, score: (found.greets === null ? 0 : 3) + found.asks }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  if (first === undefined || first.score < 2 || first.score <= (second?.score ?? 0)) return null;
  const label = shownLabel(first.label);
  const greets = first.greets === null ? '' : `greets as a company in turn ${first.greets} and `;
  const others = scored.slice(1).reduce((sum, { asks }) => sum + asks, 0);
  return {
    agent: first.label,
    because:
      `The words suggest ${label === null ? 'the voice' : `--agent ${/\s/.test(label) ? `"${label}"` : label}`}: ` +
      `it ${greets}asks as agents do in ${first.asks} of its ${first.turns} turns, the others in ${others}.`,
  };
}
