import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** An occurrence of a word in the files of a folder. */
export interface Found {
  word: string;
  file: string;
  /** Whether the raw bytes contain it, or only the file as LevelDB decodes it. */
  how: 'as it is' | 'decoded';
  /** Such as `utf8` or `hex`; the engine writes keys in hexadecimal digits. */
  encoding: string;
}

/**
 * Searches every file below a folder for words, in the raw bytes and in the decoded content of LevelDB: records split
 * at block borders, compressed blocks, and keys stored without the prefix they share with the previous key.
 */
export function findInFiles(folder: string, words: readonly string[]): Found[] {
  const found: Found[] = [];
  const needles = words.flatMap((word) => encodingsOf(word).map((needle) => ({ word, ...needle })));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const views = { 'as it is': [bytes], decoded: decoded(entry.name, bytes) } as const;
    for (const [how, buffers] of Object.entries(views)) {
      for (const { word, encoding, bytes } of needles) {
        if (!buffers.some((buffer) => buffer.includes(bytes))) continue;
        found.push({ word, file: relative(folder, path), how: how as Found['how'], encoding });
      }
    }
  }
  return found;
}

function encodingsOf(word: string): { encoding: string; bytes: Buffer }[] {
  const bytes = Buffer.from(word);
  const hex = bytes.toString('hex');
  // In base64, a word has three forms, one for each alignment, without the letters that depend on its neighbours.
  const base64 = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return whole.slice([0, 2, 3][offset], (bytes.length + offset) % 3 === 0 ? undefined : -1);
  });
  return [
    { encoding: 'utf8', bytes },
    { encoding: 'utf16le', bytes: Buffer.from(word, 'utf16le') },
    { encoding: 'utf16be', bytes: Buffer.from(word, 'utf16le').swap16() },
    { encoding: 'hex', bytes: Buffer.from(hex) },
    { encoding: 'hex', bytes: Buffer.from(hex.toUpperCase()) },
    ...base64.map((text) => ({ encoding: 'base64', bytes: Buffer.from(text) })),
  ];
}

/** The decoded content of a LevelDB file; empty for other files. */
function decoded(name: string, bytes: Buffer): Buffer[] {
  if (/\.log$|^MANIFEST-/.test(name)) return recordsIn(bytes);
  if (/\.(?:ldb|sst)$/.test(name)) return entriesIn(bytes);
  return [];
}

const BLOCK_BYTES = 32_768;
const [FULL, FIRST, , LAST] = [1, 2, 3, 4];

/** The whole records of a log; the last one may be incomplete. */
function recordsIn(log: Buffer): Buffer[] {
  const records: Buffer[] = [];
  let parts: Buffer[] = [];
  for (let at = 0; at + 7 <= log.length; ) {
    const left = BLOCK_BYTES - (at % BLOCK_BYTES);
    if (left < 7) {
      at += left;
      continue;
    }
    const length = log.readUInt16LE(at + 4);
    const type = log[at + 6];
    if (type === FULL || type === FIRST) parts = [];
    parts.push(log.subarray(at + 7, at + 7 + length));
    if (type === FULL || type === LAST) records.push(Buffer.concat(parts));
    at += 7 + length;
  }
  return records;
}

const FOOTER_BYTES = 48;

/** The blocks of a table, and each entry with its full key. */
function entriesIn(table: Buffer): Buffer[] {
  const footer = reader(table.subarray(table.length - FOOTER_BYTES));
  footer.varint();
  footer.varint();
  const index = blockAt(table, footer.varint(), footer.varint());
  const buffers = [index];
  for (const { key, value } of entriesOf(index)) {
    const handle = reader(value);
    const block = blockAt(table, handle.varint(), handle.varint());
    const entries = entriesOf(block);
    if (entries.length === 0) throw new Error('A block without entries has not been read well.');
    buffers.push(key, block, ...entries.flatMap(({ key, value }) => [key, value]));
  }
  return buffers;
}

function blockAt(table: Buffer, offset: number, size: number): Buffer {
  const contents = table.subarray(offset, offset + size);
  return table[offset + size] === 1 ? unsnappy(contents) : contents;
}

function entriesOf(block: Buffer): { key: Buffer; value: Buffer }[] {
  const end = block.length - 4 * (block.readUInt32LE(block.length - 4) + 1);
  const read = reader(block);
  const entries: { key: Buffer; value: Buffer }[] = [];
  let key = Buffer.alloc(0);
  while (read.position() < end) {
    const [shared, own, length] = [read.varint(), read.varint(), read.varint()];
    key = Buffer.concat([key.subarray(0, shared), read.bytes(own)]);
    entries.push({ key, value: read.bytes(length) });
  }
  return entries;
}

function reader(buffer: Buffer) {
  let at = 0;
  return {
    position: () => at,
    bytes(length: number): Buffer {
      at += length;
      return buffer.subarray(at - length, at);
    },
    varint(): number {
      for (let value = 0, shift = 0; ; shift += 7) {
        const byte = buffer[at] ?? 0;
        at += 1;
        value += (byte & 127) * 2 ** shift;
        if (byte < 128) return value;
      }
    },
  };
}

/** Decompresses Snappy: literals, and copies of earlier output. */
function unsnappy(packed: Buffer): Buffer {
  const read = reader(packed);
  const out = Buffer.alloc(read.varint());
  let written = 0;
  while (read.position() < packed.length) {
    const tag = Number(read.bytes(1)[0]);
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const length = short < 60 ? short : read.bytes(short - 59).readUIntLE(0, short - 59);
      written += read.bytes(length + 1).copy(out, written);
      continue;
    }
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset =
      kind === 1
        ? (tag >> 5) * 256 + Number(read.bytes(1)[0])
        : read.bytes(kind === 2 ? 2 : 4).readUIntLE(0, kind === 2 ? 2 : 4);
    for (let n = 0; n < length; n += 1, written += 1) out[written] = Number(out[written - offset]);
  }
  if (written !== out.length) throw new Error('A compressed block has not been read well.');
  return out;
}
