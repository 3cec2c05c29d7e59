import type { Claimed } from '@live-assist/core';
import { isQuotable, quoteOf, type Reading, shorten, tidy } from './reading.ts';
import { type DoneStatement, doneStatement } from './statements.ts';
import { contentStems, identifiers, overlap } from './stems.ts';
import { activityEvidence, type ToolCall } from './tool-calls.ts';

const MOST = 3;

// An agent says "upgraded" of what the tool calls an update.
const VERBS_ALIKE = [
  ['update', 'change', 'modify', 'upgrade', 'add', 'remove', 'switch', 'reschedule', 'rebook', 'correct'],
  ['book', 'reserve', 'order', 'schedule', 'confirm'],
  ['send', 'issue', 'email', 'ship', 'dispatch'],
  ['refund', 'credit', 'reimburse', 'return'],
  ['submit', 'file', 'report', 'request', 'raise', 'create', 'open', 'notify'],
];

interface Delivered {
  claim: Claimed;
  stems: Set<string>;
  /** Place in the call, to list what was delivered last when there is more than can be kept. */
  order: number;
  /** "I've added it" says that something was done, not what: only a tool call can tell. */
  namesNothing: boolean;
}

/**
 * What was done for the customer: tool calls that carried out an act, and statements of the agent. A statement that a
 * tool call bears out carries both as evidence. Where tools tried to act and did not get through, the agent's word counts
 * for nothing.
 */
export function findDeliverables(reading: Reading, tools: readonly ToolCall[]): Claimed[] {
  const acts = tools.filter((tool) => tool.kind === 'act');
  const carriedOut = acts.filter((tool) => tool.done !== null);
  if (acts.length > 0 && carriedOut.length === 0) return [];

  const said = statedIn(reading);
  const delivered: Delivered[] = [];
  for (const statement of said.values()) {
    const attempts = acts.filter((tool) => overlap(statement.stems, stemsOfAct(tool)) >= 1);
    const refuted = attempts.length > 0 && attempts.every((tool) => tool.done === null);
    if (statement.claim.text !== '' && !refuted) delivered.push(statement);
  }
  const seen = new Set<string>();
  for (const tool of carriedOut) {
    const text = tool.done ?? '';
    const stems = contentStems(text);
    const sameAct = stemsOfAct(tool);
    const borneOut = delivered
      .filter(({ claim, stems: said }) => overlap(said, sameAct) >= 1 && 'quote' in (claim.evidence[0] ?? {}))
      .toSorted((a, b) => overlap(b.stems, stems) - overlap(a.stems, stems))[0];
    if (borneOut !== undefined && borneOut.claim.evidence.length < 3) {
      borneOut.claim.evidence.push(activityEvidence(tool.activity));
      if (borneOut.namesNothing) borneOut.claim.text = text;
      borneOut.namesNothing = false;
    } else if (borneOut === undefined && !seen.has(text)) {
      delivered.push({
        claim: { text, evidence: [activityEvidence(tool.activity)] },
        stems,
        order: orderOf(reading, tool),
        namesNothing: false,
      });
    }
    seen.add(text);
  }
  return delivered
    .filter(({ namesNothing }) => !namesNothing)
    .toSorted((a, b) => a.order - b.order)
    .slice(-MOST)
    .map(({ claim }) => claim);
}

// One claim for each thing done; said twice, the later wording stands, which is the one the customer left with.
function statedIn({ agent }: Reading): Map<string, Delivered> {
  const said = new Map<string, Delivered>();
  for (const sentence of agent) {
    const statement = isQuotable(sentence) ? doneStatement(sentence) : null;
    if (statement === null || statement.form === 'bare') continue;
    const claim: Claimed = { text: textOf(statement), evidence: [quoteOf(sentence)] };
    const stems = contentStems(claim.text);
    const same = [...said].find(([, other]) => saysTheSame(other, claim.text, stems));
    if (same !== undefined) said.delete(same[0]);
    const namesNothing = contentStems(claim.text.replace(/\b(?:went|gone) ahead and\b/i, '')).size <= 1;
    said.set(claim.text, { claim, stems, order: sentence.turnOrder, namesNothing });
  }
  return said;
}

function saysTheSame(other: Delivered, text: string, stems: ReadonlySet<string>): boolean {
  const [mine, theirs] = [identifiers(text), identifiers(other.claim.text)];
  // "S61CZX has been cancelled" and "WUNA5K has been cancelled" are two things done.
  if (mine.size > 0 && theirs.size > 0 && overlap(mine, theirs) === 0) return false;
  return overlap(other.stems, stems) >= Math.min(2, stems.size);
}

function stemsOfAct({ verb, words }: ToolCall): Set<string> {
  return contentStems(
    VERBS_ALIKE.find((verbs) => verb !== null && verbs.includes(verb))?.join(' ') ?? words.join(' '),
  );
}

function textOf({ clause }: DoneStatement): string {
  return shorten(tidy(clause), 200);
}

function orderOf({ call }: Reading, { activity }: ToolCall): number {
  const last = call.turns.findLastIndex((turn) => turn.windowNumber <= activity.windowNumber);
  return last === -1 ? call.turns.length : last;
}
