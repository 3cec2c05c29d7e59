import { joinWords } from '@live-assist/core/formats/join-words';
import { objectOf } from '@live-assist/core/formats/json-values';
import { documentOf, formatsOf, readDocument } from '@live-assist/core/formats/read-file';
import {
  type FileDocument,
  type ReadOptions,
  type Transcript,
  UnreadableTranscript,
} from '@live-assist/core/formats/transcript';
import type { UnknownFields } from '../../http/json-body.ts';
import { BadLine } from '../bad-line.ts';
import { type ImportedCall, readCall } from '../import-line.ts';
import type { ImportOptions } from '../options/import-options.ts';
import type { Source } from '../sources.ts';
import { type Knowledge, namedIn, type Place, type PlannedCall, planCall } from './plan-call.ts';

/** What a part of a file gave: a call of this service's own form, a call of another system, or why there is none. */
export type Part = { place: Place } & (
  | { own: ImportedCall }
  | { planned: PlannedCall }
  | { badLine: BadLine }
  | { refused: UnreadableTranscript; transcript?: Transcript }
);

/**
 * Joins the files of a call that hold one side each, by `--name-pattern` with the groups call_id and speaker.
 *
 * @returns the files, those of one call together.
 */
export function filesByCall(sources: readonly Source[], options: ImportOptions): Source[][] {
  const groups = new Map<string, Source[]>();
  for (const [index, source] of sources.entries()) {
    const { call_id: id, speaker } = namedIn(options, source.name);
    const key = id === undefined || speaker === undefined ? `file ${index}` : `call ${id}`;
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [...groups.values()];
}

/** Reads the files of a call that hold one side each. */
export function partOfSides(sources: readonly Source[], options: ImportOptions, knowledge: Knowledge): Part {
  const name = sources.map((source) => source.name).join(' + ');
  const [first] = sources;
  const place = { name: first?.name ?? name, index: 0, of: 1 };
  try {
    const sides = sources.flatMap((source) =>
      readDocument(
        documentOf(source.text()),
        // Turns end where the other side speaks, which is in the other file.
        { ...options.read, speaker: namedIn(options, source.name).speaker, joinGapMs: 0 },
        options.format,
      ),
    );
    const [one] = sides;
    if (one === undefined) throw new UnreadableTranscript('no_turns', 'These files hold no call.');
    const turns = joinWords(
      sides.flatMap((side) => side.turns),
      options.read.joinGapMs,
    );
    const whole = { ...one, turns, warnings: sides.flatMap(({ warnings }) => warnings) };
    return { place: { ...place, name }, planned: planCall(whole, place, null, options, knowledge) };
  } catch (error) {
    return { place: { ...place, name }, refused: refusalOf(error) };
  }
}

/** Reads the parts of a file, and plans its calls. It throws for nothing that a file holds. */
export function* partsOf(
  source: Source,
  options: ImportOptions,
  knowledge: Knowledge,
  unknownFields: UnknownFields,
): Generator<Part> {
  let documents: Iterable<PartialDocument>;
  try {
    documents = documentsOf(source);
  } catch (error) {
    yield { place: { name: source.name, index: 0, of: 1 }, refused: refusalOf(error) };
    return;
  }
  for (const { line, text, document } of documents) {
    const place = { name: source.name, line, index: 0, of: 1 };
    if (document instanceof BadLine) {
      yield { place, badLine: document };
      continue;
    }
    if (options.read.mapped === undefined && isOwn(document, line !== undefined)) {
      yield ownPart(place, text, unknownFields);
      continue;
    }
    yield* callsOf(document, place, options, knowledge);
  }
}

function ownPart(place: Place, text: string, unknownFields: UnknownFields): Part {
  try {
    return { place, own: readCall(text, unknownFields) };
  } catch (error) {
    if (error instanceof BadLine) return { place, badLine: error };
    throw error;
  }
}

function* callsOf(
  document: FileDocument,
  place: Place,
  options: ImportOptions,
  knowledge: Knowledge,
): Generator<Part> {
  const named = namedIn(options, place.name);
  const read: ReadOptions = { ...options.read, speaker: named.speaker ?? options.read.speaker };
  let transcripts: Transcript[];
  try {
    transcripts = readDocument(document, read, options.format);
  } catch (error) {
    yield { place, refused: refusalOf(error) };
    return;
  }
  for (const [index, transcript] of transcripts.entries()) {
    const at = { ...place, index, of: transcripts.length };
    try {
      yield { place: at, planned: planCall(transcript, at, document.json, options, knowledge) };
    } catch (error) {
      const refused = refusalOf(error);
      refused.format ??= transcript.format;
      yield { place: at, refused, transcript };
    }
  }
}

function refusalOf(error: unknown): UnreadableTranscript {
  if (error instanceof UnreadableTranscript) return error;
  throw error;
}

/** A call of this service's own JSONL; a line of a file of lines also where no format claims it, so that its fault is named. */
function isOwn(document: FileDocument, isLine: boolean): boolean {
  if (document.kind !== 'json') return false;
  if (Array.isArray(objectOf(document.json).windows)) return true;
  return isLine && formatsOf(document).length === 0;
}

interface PartialDocument {
  line?: number;
  text: string;
  document: FileDocument | BadLine;
}

/** The documents of a file: its lines, if it has one JSON object a line, else the whole of it. */
function documentsOf(source: Source): Iterable<PartialDocument> {
  const text = source.text();
  return isOfLines(source.name, text) ? linesOf(text) : [{ text, document: documentOf(text) }];
}

function* linesOf(text: string): Generator<PartialDocument> {
  let number = 0;
  for (const line of text.split(/\r?\n/)) {
    number += 1;
    if (line.trim() !== '') yield { line: number, text: line, document: lineOf(line) };
  }
}

function lineOf(line: string): FileDocument | BadLine {
  try {
    return { kind: 'json', json: JSON.parse(line) };
  } catch (cause) {
    return new BadLine('not valid JSON', { cause });
  }
}

function isOfLines(name: string, text: string): boolean {
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(name)) return true;
  const begin = text.slice(0, 100).trimStart();
  if (!begin.startsWith('{')) return false;
  const end = text.indexOf('\n');
  const next = text.slice(end + 1, end + 100).trimStart();
  if (end === -1 || !next.startsWith('{')) return false;
  try {
    return typeof JSON.parse(text.slice(0, end)) === 'object';
  } catch {
    return false;
  }
}
