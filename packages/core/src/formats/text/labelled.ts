import { roleOf } from '../../call/roles.ts';
import { parseStamp } from '../../shared/timestamps.ts';
import { TIMES_OF_DAY, withClockTimes } from '../clock-times.ts';
import { fileTime, jsonFormat, nameOf, objectOf } from '../json-values.ts';
import {
  type FileTime,
  type Format,
  type SpokenTurn,
  type Transcript,
  transcriptOf,
  UnreadableTranscript,
} from '../transcript.ts';

// "Agent: …", "**Agent Mike:** …", "- [00:12] Agent: …", "Agent (00:12): …".
const LINE =
  /^[\s>*_#-]{0,8}(?:[[(]?(\d[\d:. TZ+-]{2,34})[\])]?[\s|-]{1,4})?[*_]{0,3}([^\s:*_<>{}[\]|"][^:*<>{}[\]|"\n]{0,59}?)(?: ?[[(](\d[\d:.]{2,14})[\])])?[*_]{0,3} ?[:：](?:[*_]{0,3})(?:\s|$)/u;
const MOST_LABELS = 40;
const LONGEST_LINE = 160;

interface Line {
  label: string;
  stamp: string | null;
  words: string;
}

/** Text in which each turn begins with the name of its speaker and a colon. */
export const labelledText: Format = {
  name: 'labelled-text',
  about:
    'Text such as "Agent: …": needs the customer and the start; --format labelled-text where no label says a role',
  claims: ({ text }) => text !== undefined && tellsSides(linesOf(text)),
  read: ({ text = '' }) => [labelledTranscript(text)],
};

/**
 * A JSON object around such a text: `{ "ConversationId": …, "Content": "Agent: …" }`.
 */
export const labelledJson: Format = jsonFormat(
  'labelled-json',
  'JSON that holds such a text and an id of the call: needs the customer',
  (json) => {
    const found = envelopeOf(json);
    return found.content !== '' && found.callId !== null && tellsSides(linesOf(found.content));
  },
  (json) => {
    const { content, callId, startedAt, agentId, customer } = envelopeOf(json);
    return { ...labelledTranscript(content), format: 'labelled-json', callId, startedAt, agentId, customer };
  },
);

/** The turns of a labelled text. Lines without a label go on with the turn before; a heading above the first is left out. */
export function labelledTranscript(text: string): Transcript {
  const turns: SpokenTurn[] = [];
  const parts: string[][] = [];
  let startedAt: FileTime | null = null;
  for (const { label, stamp, words } of linesOf(text)) {
    if (label === '') {
      parts.at(-1)?.push(words);
      continue;
    }
    const time = stamp === null ? null : parseStamp(stamp);
    startedAt ??= fileTime(stamp, 'first time in the text');
    turns.push({
      speaker: label,
      text: '',
      beginMs: time?.offsetMs ?? null,
      endMs: null,
      ...(time?.at != null && { at: time.at }),
    });
    parts.push([words]);
  }
  if (turns.length === 0) {
    throw new UnreadableTranscript(
      'no_speakers',
      'No line of this text begins with a speaker, as in "Agent: …". Pass a transcript that names its speakers.',
    );
  }
  const spoken = turns.map((turn, index) => ({
    ...turn,
    text: (parts[index] ?? [])
      .filter((part) => part.trim() !== '')
      .join(' ')
      .trim(),
  }));
  const { turns: timed, ofDay } = withClockTimes(spoken);
  return transcriptOf('labelled-text', timed, { startedAt, warnings: ofDay ? [TIMES_OF_DAY] : [] });
}

function linesOf(text: string): Line[] {
  const lines = text.split(/\r?\n/);
  const read = lines.flatMap((line) => (line.trim() === '' ? [] : [readLine(line)]));
  const labelled = read.filter(({ label }) => label !== '').length;
  return labelled < 2 && read.length < 4 ? inOneParagraph(text) : read;
}

function readLine(line: string): Line {
  const found = LINE.exec(line.slice(0, LONGEST_LINE));
  const label = found?.[2]?.trim() ?? '';
  if (found === null || !isLabel(label)) return { label: '', stamp: null, words: withoutMarkup(line) };
  return {
    label,
    stamp: found[1]?.replace(/[\s-]{1,8}$/, '') ?? found[3] ?? null,
    words: withoutMarkup(line.slice(found[0].length)),
  };
}

function isLabel(label: string): boolean {
  return (
    label !== '' &&
    label.split(/\s+/).length <= 5 &&
    !/^(?:https?|note|subject|date|time|re|ps)$/i.test(label)
  );
}

function withoutMarkup(words: string): string {
  return words
    .trim()
    .replace(/^\*\*|\*\*$/g, '')
    .trim();
}

const IN_PARAGRAPH = /(?:^|[.!?…"”)\]] {1,3}|\s{2})([A-Z][\w'-]{1,20}(?: [A-Z0-9][\w'-]{0,20}){0,2}) ?: /gu;

/** Turns that follow one another in one paragraph; only labels that say a role begin one. */
function inOneParagraph(text: string): Line[] {
  const starts = [...text.matchAll(IN_PARAGRAPH)].filter(([, label = '']) => roleOf(label) !== null);
  return starts.map((start, index) => ({
    label: start[1] ?? '',
    stamp: null,
    words: text.slice(start.index + start[0].length, (starts[index + 1]?.index ?? text.length) + 1).trim(),
  }));
}

/** Does a label say a role, and are enough of the lines labelled for a conversation? */
function tellsSides(lines: readonly Line[]): boolean {
  const labels = new Set<string>();
  let labelled = 0;
  for (const { label } of lines) {
    if (label === '') continue;
    labelled += 1;
    if (labels.size <= MOST_LABELS) labels.add(label);
  }
  if (labelled < 2 || labelled * 4 < lines.length || labels.size > MOST_LABELS) return false;
  const roles = [...labels].map(roleOf);
  // One word such as "Support:" stands in many lists; two voices speak in a conversation.
  const sides = roles.filter((role) => role === 'agent' || role === 'customer').length;
  return sides > 0 && labels.size > 1 && (sides > 1 || labelled > labels.size);
}

const CONTENT = /^(?:content|transcript|transcription|conversation|dialog|dialogue|text|body)$/;
const CALL = /^(?:conversation|call|contact|interaction|session|chat)id$/;
const CUSTOMER = /^(?:client|customer|caller|user|account)id$/;
const EMAIL = /^(?:client|customer|caller|user)?e?mail(?:address)?$/;
const PHONE = /^(?:client|customer|caller|user)?phone(?:number)?$/;
const AGENT = /^(?:agent|advisor|rep|representative)(?:id|name)$/;
const START =
  /^(?:call|conversation|contact)?(?:start|started|starttime|startedat|starttimestamp|timestamp|datetime|date)$/;

function envelopeOf(json: Record<string, unknown>) {
  const found = { content: '', callId: null as string | null, startedAt: null as Transcript['startedAt'] };
  const customer: Transcript['customer'] = { emails: [], phones: [], ids: [] };
  let agentId: string | null = null;
  const metadata = Object.entries(objectOf(json.metadata)).slice(0, 50);
  for (const [name, value] of [...Object.entries(json).slice(0, 100), ...metadata]) {
    const key = name
      .slice(0, 60)
      .replace(/[_\s-]/g, '')
      .toLowerCase();
    if (CONTENT.test(key) && typeof value === 'string' && found.content === '') found.content = value;
    else if (CALL.test(key)) found.callId ??= nameOf(value);
    else if (CUSTOMER.test(key)) customer.ids.push(...list(nameOf(value)));
    else if (EMAIL.test(key)) customer.emails.push(...list(nameOf(value)));
    else if (PHONE.test(key)) customer.phones.push(...list(nameOf(value)));
    else if (AGENT.test(key)) agentId ??= nameOf(value);
    else if (START.test(key)) found.startedAt ??= fileTime(value, name.slice(0, 60));
  }
  return { ...found, agentId, customer };
}

function list(value: string | null): string[] {
  return value === null ? [] : [value];
}
