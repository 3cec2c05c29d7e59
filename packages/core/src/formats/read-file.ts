import { checkTranscript } from './check-transcript.ts';
import { FORMATS } from './formats.ts';
import { objectsOf } from './json-values.ts';
import {
  type FileDocument,
  type Format,
  type ReadOptions,
  type Transcript,
  UnreadableTranscript,
} from './transcript.ts';

/** Longest text of a file that is read, in characters: some fifty times a result of a call of an hour. */
export const MAX_FILE_CHARACTERS = 128_000_000;

/**
 * Reads the calls of a file of some other system. Takes linear time.
 *
 * @param text - What the file holds, decoded.
 * @param format - The name of its format; `auto` finds it out. @default 'auto'
 * @throws {UnreadableTranscript} with a sentence that says what to pass instead.
 *
 * @example readTranscripts(text)[0]?.format // 'contact-lens-voice'
 */
export function readTranscripts(text: string, options: ReadOptions = {}, format = 'auto'): Transcript[] {
  return readDocument(documentOf(text), options, format);
}

const MOST_CALLS = 100_000;

/** The same for a document that is parsed already. */
export function readDocument(
  document: FileDocument,
  options: ReadOptions = {},
  format = 'auto',
): Transcript[] {
  // A list of results, as an API or a webhook that was recorded gives it.
  if (Array.isArray(document.json)) {
    return objectsOf(document.json)
      .slice(0, MOST_CALLS)
      .flatMap((json) => readDocument({ kind: 'json', json }, options, format));
  }
  const reader = readerFor(document, options, format);
  try {
    return reader.read(document, options).map((transcript) => checkTranscript(transcript, options));
  } catch (error) {
    if (error instanceof UnreadableTranscript) error.format = reader.name;
    throw error;
  }
}

/** The names of the formats that claim a document; at most one for a file that a system wrote. */
export function formatsOf(document: FileDocument): string[] {
  return FORMATS.filter((format) => format.claims(document)).map(({ name }) => name);
}

function readerFor(document: FileDocument, { mapped, columns }: ReadOptions, format: string): Format {
  if (mapped !== undefined && document.kind === 'json') return mapped;
  if (columns !== undefined && document.kind === 'text' && format === 'auto') return named('csv');
  return format === 'auto' ? detected(document) : named(format);
}

function detected(document: FileDocument) {
  const [format, ...others] = FORMATS.filter((one) => one.claims(document));
  if (format === undefined) throw unknownFormat(document);
  if (others.length === 0) return format;
  const names = [format, ...others].map(({ name }) => name);
  throw new UnreadableTranscript(
    'ambiguous_format',
    `This file looks like ${names.slice(0, -1).join(', ')} and ${names.at(-1)}. Pass --format with one of them.`,
  );
}

function named(name: string) {
  const format = FORMATS.find((one) => one.name === name);
  if (format !== undefined) return format;
  throw new UnreadableTranscript(
    'unknown_format',
    'There is no format of this name. "pnpm import-calls formats" lists them.',
  );
}

function unknownFormat(document: FileDocument): UnreadableTranscript {
  return new UnreadableTranscript(
    'unknown_format',
    document.kind === 'json'
      ? 'This JSON is of no format that is known. "pnpm import-calls formats" lists the formats; turn it into CSV or into the JSONL of this service.'
      : 'This text is of no format that is known. "pnpm import-calls formats" lists the formats; pass --format labelled-text if each turn begins with a name and a colon.',
  );
}

/**
 * Parses what a file holds: JSON if it begins as JSON does, else text.
 *
 * @throws {UnreadableTranscript} `not_json`, `not_text`, `no_turns` for an empty file, `too_large`.
 */
export function documentOf(text: string): FileDocument {
  if (text.length > MAX_FILE_CHARACTERS) {
    throw new UnreadableTranscript(
      'too_large',
      'This file has more than 128 million characters. Pass one file for each call.',
    );
  }
  const begin = text
    .slice(0, 1000)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (begin === '' && text.trim() === '') {
    throw new UnreadableTranscript('no_turns', 'This file is empty. Leave it out.');
  }
  if (begin.includes('\0')) {
    throw new UnreadableTranscript(
      'not_text',
      'This is no text, whatever its name says. Pass the transcript of the recording, not the recording.',
    );
  }
  if (!/^[[{]/.test(begin) || /^\[\d{1,4}[./:-]/.test(begin)) return { kind: 'text', text };
  try {
    return { kind: 'json', json: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (cause) {
    // A transcript whose lines begin with a time or a mark in brackets.
    if (begin.startsWith('[') && /^\[[^\]\n"{}]{1,60}\]\s*[^\s,\]]/.test(begin))
      return { kind: 'text', text };
    throw notJson(cause);
  }
}

/** The message of the parser quotes the text, so only the place is taken from it. */
function notJson(cause: unknown): UnreadableTranscript {
  const message = cause instanceof Error ? cause.message : '';
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  const where = line === undefined ? 'It may be cut short' : `Look at line ${line}, column ${column}`;
  return new UnreadableTranscript('not_json', `This file is not valid JSON. ${where}; export it again.`);
}
