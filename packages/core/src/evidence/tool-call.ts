import type { CallActivity } from '../call/call.ts';
import { readToolName, type ToolName, type ToolRules } from '../call/tool-name.ts';
import { NUMBER_WORDS, TENS_WORDS, UNMISTAKABLE_MONTHS, WEEKDAYS } from '../shared/english-words.ts';
import { looksLikeJson, textsOf } from './tool-text.ts';

/** A tool call, classified by its name, its input and its answer. */
export interface ToolReading extends ToolName {
  /**
   * The outcome that the answer states: `confirmed` explicitly, `refused` (it failed, or answered "unavailable"),
   * `pending`, or `silent` without a word on the outcome (a record, for example).
   */
  outcome: 'confirmed' | 'refused' | 'pending' | 'silent';
}

/**
 * Classifies a tool call. Its status alone shows only that the tool answered. An act that was only checked or previewed
 * counts as a look-up.
 */
export function readTool(activity: CallActivity, rules: ToolRules): ToolReading {
  const name = readToolName(activity.name, rules);
  const outcome = activity.succeeded ? outcomeOf(activity.output) : 'refused';
  const isCheck = CHECK_ONLY.test(activity.input.slice(0, READ));
  return { ...name, kind: name.kind === 'act' && isCheck ? 'look-up' : name.kind, outcome };
}

/** True if the tool call did something. A look-up never does, nor does a refused act. */
export function hasActed({ kind, outcome }: ToolReading): boolean {
  return kind !== 'look-up' && outcome !== 'refused';
}

/**
 * Returns the text of a tool call that proves what it did: its name, the short values of its input and answer, and the
 * numbers, amounts and days from sentences of the answer. Text that a customer may have written (a note, a reason, a
 * description) is left out, also where the answer repeats it.
 */
export function provenBy(activity: CallActivity, { words }: ToolName): string {
  const name = words.filter((word) => !/\d/.test(word)).join(' ');
  if (words.some((word) => HOLDS_WORDS_OF_OTHERS.has(word))) return name;
  const [input, output] = [textsOf(activity.input), textsOf(activity.output)];
  const typed = (input?.free ?? [activity.input]).slice(0, MOST_TYPED).filter((text) => text.length >= 12);
  const answers = (output?.values ?? [plainAnswer(activity.output)]).map((answer) =>
    typed.reduce((left, text) => left.replaceAll(text, ' '), answer),
  );
  const given = input?.values ?? (looksLikeJson(activity.input) ? [] : [activity.input]);
  return [
    name,
    ...given.filter(isShort),
    ...answers.map((answer) => (isShort(answer) ? answer : figuresOf(answer))),
  ].join('\n');
}

// Such a tool stores words that a person said or wrote.
const HOLDS_WORDS_OF_OTHERS = new Set(
  'comment comments feedback form forms memo message messages note notes remark remarks review survey transcript'.split(
    ' ',
  ),
);
const MOST_TYPED = 20;

// "Ticket 4417 created. Note: …": a person typed the text that follows.
const TYPED_FOLLOWS = /\b(?:comment|note|message|description|reason|feedback|remark)s?\s?[:=]/i;

function plainAnswer(output: string): string {
  if (looksLikeJson(output)) return '';
  return output.slice(0, TYPED_FOLLOWS.exec(output)?.index);
}

// "ORD-1234" and "business class" are values; a sentence is words of a person.
function isShort(value: string): boolean {
  return value.length <= 60 && value.trim().split(/\s+/, 5).length <= 4;
}

const FIGURE_WORDS = [
  ...NUMBER_WORDS.slice(1),
  ...TENS_WORDS,
  'hundred|thousand|million|dollars?|euros?|pounds?|pence|cents?|usd|eur|gbp|yen|francs?|rupees?|percent',
  ...WEEKDAYS,
  ...UNMISTAKABLE_MONTHS,
  'today|tomorrow',
].join('|');
const FIGURE = new RegExp(`\\d|[$€£¥₹%]|^(?:${FIGURE_WORDS})[.,;:!?)]*$`, 'i');
const LONGEST_FIGURE = 40;

function figuresOf(sentence: string): string {
  return sentence
    .split(/\s+/)
    .filter((word) => word.length <= LONGEST_FIGURE && FIGURE.test(word))
    .join(' ');
}

const READ = 4_000;
const CHECK_ONLY =
  /\b(?:request|action|mode|operation)_?(?:type)?\W+(?:check|preview|quote|validate|simulate)\b|\bdry_?run\W+true\b/i;

const REFUSED =
  /\b(?:unavailable|not available|failed|failure|errors?|unsuccessful|declined|denied|rejected|invalid|cannot|can't|could not|couldn't|unable|not found|not possible|not allowed|not permitted|must provide|insufficient|no results?|nothing found|false)\b/i;
const PENDING = /\b(?:pending|in progress|awaiting|queued|not yet)\b/i;
const CONFIRMED =
  /\b(?:confirm(?:ed|ation)|success|successful|successfully|booked|reserved|submitted|created|sent|issued|cancell?ed|completed?|updated|changed|done|ok|okay|processed|refunded|scheduled|reset|added|removed|upgraded|notified|activated|registered|true|approved|accepted|opened|raised|transferred|ordered|shipped|placed|paid|unlocked|replaced|closed|credited|saved|released|corrected)\b/i;
const RECORD = 10;
const SPEAKS = /status|message|result|error|confirm|success|outcome|response|^ok$|^detail$/i;

function outcomeOf(output: string): ToolReading['outcome'] {
  const text = output.trim();
  if (text === '') return 'confirmed';
  const said = statements(text);
  if (said === null) return 'refused';
  if (REFUSED.test(said)) return 'refused';
  if (PENDING.test(said)) return 'pending';
  return CONFIRMED.test(said) ? 'confirmed' : 'silent';
}

// Returns the text about the outcome: plain text as it is; of a small flat object the fields made for that. A whole
// record says nothing: it shows stored data, which may contain "cancelled" or "failed".
function statements(text: string): string | null {
  if (!/^[[{"ntf]/.test(text) || text.length > 200_000) return text.slice(0, READ);
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || value === false) return null;
    if (typeof value !== 'object') return String(value).slice(0, READ);
    if (Array.isArray(value)) return value.length === 0 ? null : '';
    const fields = Object.values(value);
    if (fields.length > RECORD || fields.some((field) => typeof field === 'object' && field !== null))
      return '';
    return Object.entries(value)
      .filter(([key, field]) => SPEAKS.test(key) && field !== null && typeof field !== 'object')
      .map(([key, field]) =>
        /error/i.test(key) && field !== false && field !== '' ? 'error' : String(field),
      )
      .join(' . ')
      .slice(0, READ);
  } catch {
    return text.slice(0, READ);
  }
}
