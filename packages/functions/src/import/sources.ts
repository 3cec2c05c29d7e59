import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { UnreadableTranscript } from '@live-assist/core/formats/transcript';
import { BadArchive, filesOfZip, isZip } from './unzip.ts';

/** A file to import: its name for reports, and its text. */
export interface Source {
  /** The path as it was given or found; a file of an archive follows the archive after a `!`. */
  name: string;
  /**
   * @throws {UnreadableTranscript} where the file holds no text.
   */
  text(): string;
}

const MOST_BYTES = 400 * 1024 * 1024;

/** What names an input that is not there. */
export class NoSuchInput extends Error {
  override readonly name = 'NoSuchInput';
}

/**
 * The files that the inputs name: files, folders with all that is below them, globs, archives, and `-` for standard
 * input. Hidden files and folders are left out; each file comes once, in the order of the inputs and then by name.
 *
 * @param nameOf - How reports name a file.
 * @throws {NoSuchInput}
 */
export function sourcesOf(
  inputs: readonly string[],
  readStdin = () => readFileSync(0),
  nameOf = (path: string) => path,
): Source[] {
  const paths = new Set<string>();
  const sources: Source[] = [];
  for (const input of inputs) {
    if (input === '-') {
      const bytes = readStdin();
      sources.push(...filesIn('standard input', () => bytes));
      continue;
    }
    for (const path of pathsOf(input)) {
      if (paths.has(path)) continue;
      paths.add(path);
      sources.push(...filesIn(nameOf(path), () => bytesAt(path)));
    }
  }
  return sources;
}

function bytesAt(path: string): Buffer {
  // More than 2 GB is not even read; no transcript is as large.
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_FILE)
    throw new UnreadableTranscript('too_large', 'This file is over 2 GB. Pass one file for each call.');
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UnreadableTranscript('not_text', 'This file cannot be read. Check its rights.', { cause });
  }
}
const LARGEST_FILE = 2 ** 31 - 1;

function pathsOf(input: string): string[] {
  const found = statSync(input, { throwIfNoEntry: false });
  if (found?.isFile() || found?.isFIFO()) return [input];
  if (found?.isDirectory()) return filesBelow(input);
  const matched = /[*?[{]/.test(input) ? globSync(input).sort() : [];
  if (matched.length > 0)
    return matched.flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
  throw new NoSuchInput(`${input} cannot be read. Check the path.`);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}

/** A file, or the files of the archive that it is. */
export function filesIn(name: string, bytes: () => Buffer): Source[] {
  if (!/\.(?:zip|docx|xlsx)$/i.test(name) && name !== 'standard input')
    return [{ name, text: () => textOf(bytes()) }];
  try {
    const archive = bytes();
    if (!isZip(archive)) return [{ name, text: () => textOf(archive) }];
    const files = filesOfZip(archive, MOST_BYTES);
    if (files.some((file) => file.name === '[Content_Types].xml'))
      return [{ name, text: () => textOf(archive) }];
    return files.map((file) => ({
      name: `${name}!${file.name}`,
      text: () => asText(() => textOf(file.bytes())),
    }));
  } catch (error) {
    return [
      {
        name,
        text: () =>
          asText(() => {
            throw error;
          }),
      },
    ];
  }
}

function asText(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadArchive)
      throw new UnreadableTranscript('not_text', error.message, { cause: error });
    throw error;
  }
}

/** The text of a file, unpacked where it is packed: in UTF-8, UTF-16 with its mark, or Windows-1252. */
function textOf(bytes: Buffer, layers = 0): string {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && layers < MOST_LAYERS)
    return textOf(unpacked(bytes), layers + 1);
  if (bytes.length > MOST_BYTES)
    throw new UnreadableTranscript('too_large', 'This file is over 400 MB. Pass one file for each call.');
  if (isZip(bytes)) {
    throw new UnreadableTranscript(
      'not_text',
      'This is an archive or an Office document. Give an archive a name that ends in .zip; save a document as text.',
    );
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le').slice(1);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le')
      .slice(1);
  const what = SIGNATURES.find(
    ([signature]) => bytes.subarray(0, signature.length).toString('latin1') === signature,
  );
  if (what !== undefined) {
    throw new UnreadableTranscript(
      'not_text',
      `This is ${what[1]}, whatever its name says. Pass the transcript in a format of "pnpm import-calls formats".`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** How often a file may be packed: some archives pack what was packed already. */
const MOST_LAYERS = 3;

const SIGNATURES: [string, string][] = [
  ['\u001f\u008b', 'a file that is packed many times over'],
  ['RIFF', 'a recording'],
  ['ID3', 'a recording'],
  ['OggS', 'a recording'],
  ['fLaC', 'a recording'],
  ['\u00ff\u00fb', 'a recording'],
  ['%PDF', 'a PDF document'],
  ['PAR1', 'a Parquet file'],
  ['\u0089PNG', 'a picture'],
];

function unpacked(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new UnreadableTranscript(
      'not_text',
      'This file is packed, and damaged or over 400 MB. Copy it again.',
      { cause },
    );
  }
}
