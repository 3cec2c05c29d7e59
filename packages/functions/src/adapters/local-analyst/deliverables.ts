import type { Finding } from '@live-assist/core';
import { type CallSentences, isQuotable, quoteOf, shorten, tidy } from './reading.ts';
import { type DoneStatement, doneStatement } from './statements.ts';
import { contentStems, identifiers, overlap } from './stems.ts';
import { activityEvidence, type ToolCall } from './tool-calls.ts';

const MOST = 3;
// The agent's last statements, usually a handful; each is compared with the others.
const MOST_STATED = 50;

// An agent says "upgraded" for a tool's update.
const VERBS_ALIKE = [
  ['update', 'change', 'modify', 'upgrade', 'add', 'remove', 'switch', 'reschedule', 'rebook', 'correct'],
  ['book', 'reserve', 'order', 'schedule', 'confirm'],
  ['send', 'issue', 'email', 'ship', 'dispatch'],
  ['refund', 'credit', 'reimburse', 'return'],
  ['submit', 'file', 'report', 'request', 'raise', 'create', 'open', 'notify'],
];

interface Delivered {
  claim: Finding;
  stems: Set<string>;
  identifiers: Set<string>;
  /** Position in the call; the latest deliverables are kept when there are too many. */
  order: number;
  /** "I've added it" does not say what was done; only a tool call can. */
  namesNothing: boolean;
}

/**
 * Finds what was done for the customer: successful acts of tools, and statements of the agent. A statement that a tool
 * call confirms has both as evidence. When the tools' acts failed, statements of the agent do not count.
 */
export function findDeliverables(reading: CallSentences, tools: readonly ToolCall[]): Finding[] {
  const acts = tools.filter((tool) => tool.kind === 'act');
  const carriedOut = acts.filter((tool) => tool.done !== null);
  if (acts.length > 0 && carriedOut.length === 0) return [];

  const stemsOf = new Map(acts.map((tool) => [tool, stemsOfAct(tool)]));
  const actIsOf = (statement: Delivered, tool: ToolCall) =>
    overlap(statement.stems, stemsOf.get(tool) ?? new Set()) >= 1;
  const said = statedIn(reading).filter((statement) => {
    const attempts = acts.filter((tool) => actIsOf(statement, tool));
    const refuted = attempts.length > 0 && attempts.every((tool) => tool.done === null);
    return statement.claim.text !== '' && !refuted;
  });
  const delivered = [...said];
  const seen = new Set<string>();
  for (const tool of carriedOut) {
    const text = tool.done ?? '';
    const stems = contentStems(text);
    const borneOut = said
      .filter((statement) => actIsOf(statement, tool))
      .toSorted((a, b) => overlap(b.stems, stems) - overlap(a.stems, stems))[0];
    if (borneOut !== undefined && borneOut.claim.evidence.length < 3) {
      borneOut.claim.evidence.push(activityEvidence(tool.activity));
      if (borneOut.namesNothing) borneOut.claim.text = text;
      borneOut.namesNothing = false;
    } else if (borneOut === undefined && !seen.has(text)) {
      delivered.push({
        claim: { text, evidence: [activityEvidence(tool.activity)] },
        stems,
        identifiers: new Set(),
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

// One finding per act; of two wordings the later one is kept, which the customer heard last.
function statedIn(reading: CallSentences): Delivered[] {
  const said = new Map<string, Delivered>();
  for (const statement of lastStatements(reading)) {
    const { sentence } = statement;
    const claim: Finding = { text: textOf(statement), evidence: [quoteOf(sentence)] };
    const stated: Delivered = {
      claim,
      stems: contentStems(claim.text),
      identifiers: identifiers(claim.text),
      order: sentence.turnOrder,
      namesNothing: contentStems(claim.text.replace(/\b(?:went|gone) ahead and\b/i, '')).size <= 1,
    };
    const same = [...said].find(([, other]) => saysTheSame(other, stated));
    if (same !== undefined) said.delete(same[0]);
    said.set(claim.text, stated);
  }
  return [...said.values()];
}

function lastStatements({ agent }: CallSentences): DoneStatement[] {
  const last: DoneStatement[] = [];
  for (const sentence of agent.toReversed()) {
    const statement = isQuotable(sentence) ? doneStatement(sentence) : null;
    if (statement !== null && statement.form !== 'bare') last.push(statement);
    if (last.length === MOST_STATED) break;
  }
  return last.toReversed();
}

function saysTheSame(other: Delivered, { stems, identifiers }: Delivered): boolean {
  // "S61CZX has been cancelled" and "WUNA5K has been cancelled" are two things done.
  const named = identifiers.size > 0 && other.identifiers.size > 0;
  if (named && overlap(identifiers, other.identifiers) === 0) return false;
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

function orderOf({ call }: CallSentences, { activity }: ToolCall): number {
  const last = call.turns.findLastIndex((turn) => turn.windowNumber <= activity.windowNumber);
  return last === -1 ? call.turns.length : last;
}
