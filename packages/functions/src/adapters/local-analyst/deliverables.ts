import type { Finding } from '@live-assist/core';
import { givenUpAt, isBooking, isUndone, undoingsIn } from './given-up.ts';
import { type CallSentences, isQuotable, quoteOf, shorten, tidy } from './reading.ts';
import { type DoneStatement, doneStatement } from './statements.ts';
import { contentStems, identifiers, overlap } from './stems.ts';
import { activityEvidence, type ToolCall } from './tool-calls.ts';
import { codeOf, detailsOf } from './tool-details.ts';

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
  /** Place of its sentence in the call; beyond its end for an act of a tool. */
  place: number;
  /** "I've added it" does not say what was done; only a tool call can. */
  namesNothing: boolean;
  /** What its tool calls were about. */
  details: string[];
}

/**
 * Finds what was done for the customer, as it stands at the end: successful acts of tools, and statements of the agent. A
 * statement that a tool call confirms has both as evidence, and names what the tool call was about. When the tools' acts
 * failed, or the tool was only asked whether it could, statements of the agent do not count. What was booked and then given
 * up is no longer there.
 */
export function findDeliverables(reading: CallSentences, tools: readonly ToolCall[]): Finding[] {
  // A tool that was only asked ("is it free?") has a verb too.
  const attempts = tools.filter(
    ({ kind, verbAt }) => kind === 'act' || (kind === 'look-up' && verbAt !== -1),
  );
  const acts = attempts.filter(({ kind }) => kind === 'act');
  const carriedOut = withoutReplaced(
    acts.filter((tool) => tool.done !== null),
    acts,
    reading,
  );
  if (acts.length > 0 && carriedOut.length === 0) return [];

  const stemsOf = new Map(attempts.map((tool) => [tool, stemsOfAct(tool)]));
  const actIsOf = (statement: Delivered, tool: ToolCall) =>
    overlap(statement.stems, stemsOf.get(tool) ?? new Set()) >= 1;
  const stated = statedIn(reading);
  const undoings = undoingsIn(reading);
  const said = stated.filter((statement) => {
    if (isUndoneLater(statement, stated, undoings)) return false;
    const tried = attempts.filter((tool) => actIsOf(statement, tool));
    const refuted = tried.length > 0 && tried.every((tool) => tool.kind !== 'act' || tool.done === null);
    return statement.claim.text !== '' && !refuted;
  });
  const delivered = [...said];
  const seen = new Set<string>();
  for (const tool of carriedOut) {
    const details = detailsOf(tool.activity);
    const text = withDetails(tool.done ?? '', details);
    const stems = contentStems(text);
    const borneOut = said
      .filter((statement) => actIsOf(statement, tool))
      .toSorted((a, b) => overlap(b.stems, stems) - overlap(a.stems, stems))[0];
    if (borneOut !== undefined && borneOut.claim.evidence.length < 3) {
      borneOut.claim.evidence.push(activityEvidence(tool.activity));
      if (borneOut.namesNothing) borneOut.claim.text = text;
      else borneOut.details.push(details === '' ? missingWords(tool, borneOut.stems) : details);
      borneOut.namesNothing = false;
    } else if (borneOut === undefined && !seen.has(text)) {
      delivered.push({
        claim: { text, evidence: [activityEvidence(tool.activity)] },
        stems,
        identifiers: new Set(),
        order: orderOf(reading, tool),
        place: Number.POSITIVE_INFINITY,
        namesNothing: false,
        details: [],
      });
    }
    seen.add(text);
  }
  const gone = givenUpAt(reading);
  return delivered
    .filter(({ namesNothing, claim }) => !namesNothing && !explains(claim))
    .filter(({ stems, order, claim }) => !(isBooking(stems) && startOf(reading, claim, order) <= gone))
    .toSorted((a, b) => a.order - b.order)
    .slice(-MOST)
    .map(({ claim, details }) => ({
      ...claim,
      text: [...new Set(details)].reduce(withDetails, claim.text),
    }));
}

// "Your report has been submitted", by a tool for fraud reports.
function missingWords({ words, verbAt }: ToolCall, stems: ReadonlySet<string>): string {
  const nouns = words.filter((_, at) => at !== verbAt).join(' ');
  return overlap(contentStems(nouns), stems) === 0 ? nouns : '';
}

// "Your flight is booked" says which one by what the tool was asked for; each name is said once.
function withDetails(text: string, details: string): string {
  const said = text.toLowerCase();
  const isSaid = details.split(/, | to /).some((part) => said.includes(part.toLowerCase()));
  return details === '' || isSaid ? text : shorten(`${text} (${details})`, 200);
}

// "That was the wrong number": of several calls of one tool, the last one is meant.
const CORRECTS =
  /\b(?:wrong|i meant|(?:is|was|it's) actually|actually (?:it's|it is|it was|is|was)|not that one|(?:correct|right) [^.!?]{1,30} (?:is|was)|make that|instead|chang(?:e|ing) (?:where|the|my|to))\b/i;
const BOOKS = new Set(['book', 'reserve', 'order', 'schedule']);

/** The acts that still stand: not those of a wrong number, nor changes of what was cancelled afterwards. */
function withoutReplaced(
  done: readonly ToolCall[],
  acts: readonly ToolCall[],
  { customer }: CallSentences,
): ToolCall[] {
  const corrected = customer.some(({ plain }) => CORRECTS.test(plain));
  return done.filter((tool, place) => {
    const code = codeOf(tool.activity);
    if (code !== null && tool.verb !== 'cancel' && done.slice(place + 1).some(cancels(code))) return false;
    if (!corrected || !BOOKS.has(tool.verb ?? '')) return true;
    return acts.findLast(({ activity }) => activity.name === tool.activity.name) === tool;
  });
}

const cancels =
  (code: string) =>
  ({ verb, activity }: ToolCall): boolean =>
    verb === 'cancel' && codeOf(activity) === code;

function isUndoneLater(
  { stems, place }: Delivered,
  stated: readonly Delivered[],
  undoings: ReturnType<typeof undoingsIn>,
): boolean {
  const isLast = (until: number) => !stated.some((other) => other.place > place && other.place < until);
  return isUndone({ stems, place, isLast }, undoings);
}

/** The first turn by which it may have been done: a tool call may stand anywhere in its window. */
function startOf({ call }: CallSentences, { evidence }: Finding, order: number): number {
  if (evidence.some((item) => 'quote' in item)) return order;
  const window = evidence[0]?.window_number ?? 0;
  const first = call.turns.findIndex((turn) => turn.windowNumber >= window);
  return first === -1 ? order : first;
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
      place: reading.sentences.indexOf(sentence),
      namesNothing: contentStems(claim.text.replace(/\b(?:went|gone) ahead and\b/i, '')).size <= 1,
      details: [],
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

// A line of a list explains or repeats, unless a tool call did what it says.
const BULLET = /^\s*(?:[-*•–]\s|\d{1,2}[.)]\s|\*\*)/u;

function explains({ evidence }: Finding): boolean {
  return evidence.every((item) => 'quote' in item && BULLET.test(item.quote));
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
