import { nameOf, objectOf, objectsOf, textOf } from '../json-values.ts';
import { labelledTranscript } from '../text/labelled.ts';
import {
  type Format,
  type ReadOptions,
  type Transcript,
  transcriptOf,
  UnreadableTranscript,
} from '../transcript.ts';

/** The turns of an analysis: a list of messages, a labelled text, or the result of a vendor. */
export function bodyOf(
  analysis: Record<string, unknown>,
  options: ReadOptions,
  others: readonly Format[],
): Transcript {
  const body = withItsResult(parsed(analysis.body ?? analysis.transcript));
  if (typeof body === 'string') return labelledTranscript(body);
  const document = { kind: 'json', json: body } as const;
  const claiming = others.filter((format) => format.claims(document));
  const [format] = claiming;
  if (format !== undefined && claiming.length === 1) {
    const [first] = format.read(document, options);
    if (first !== undefined) return first;
  }
  const list = Array.isArray(body)
    ? objectsOf(body)
    : objectsOf(objectOf(body).turns ?? objectOf(body).messages);
  const turns = list.map((entry) => ({
    speaker: nameOf(entry.speaker) ?? nameOf(entry.role) ?? partyLabel(entry.party),
    text: textOf(entry.message) || textOf(entry.text) || textOf(entry.content),
    beginMs: null,
    endMs: null,
  }));
  if (turns.some(({ text }) => text !== '')) return transcriptOf('vcon', turns);
  throw new UnreadableTranscript(
    'not_a_transcript',
    'The transcript inside of this vCon has a form that is not known. Pass the result of the recogniser by itself.',
  );
}

function partyLabel(party: unknown): string {
  const number = nameOf(party);
  return number === null ? '' : `party ${number}`;
}

/** An alternative of Deepgram as some servers of vCon keep it, without the rest of its result. */
function withItsResult(body: unknown): unknown {
  const { words, transcript, results } = objectOf(body);
  const isAlternative = Array.isArray(words) && typeof transcript === 'string' && results === undefined;
  return isAlternative ? { results: { channels: [{ alternatives: [body] }] } } : body;
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string' || !/^\s*[[{]/.test(body.slice(0, 100))) return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
