import { inflateRawSync } from 'node:zlib';

/** A file of an archive. */
export interface ArchivedFile {
  name: string;
  bytes(): Buffer;
}

/** An archive that cannot be read. */
export class BadArchive extends Error {
  override readonly name = 'BadArchive';
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const ENCRYPTED = 1;

/** True if these bytes begin as a ZIP archive does. */
export function isZip(bytes: Buffer): boolean {
  return (
    bytes.length > 22 &&
    (bytes.readUInt32LE(0) === LOCAL_HEADER || bytes.readUInt32LE(0) === END_OF_DIRECTORY)
  );
}

/**
 * The files of a ZIP archive, by its directory; folders are left out. Each file is unpacked when it is asked for.
 *
 * @param mostBytes - Largest size of one file unpacked.
 * @throws {BadArchive}
 */
export function filesOfZip(archive: Buffer, mostBytes: number): ArchivedFile[] {
  const end = endOfDirectory(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const files: ArchivedFile[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      throw new BadArchive('This archive is damaged, or larger than 4 GB. Unpack it, and pass its files.');
    }
    const entry = {
      flags: archive.readUInt16LE(at + 8),
      method: archive.readUInt16LE(at + 10),
      packed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    };
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    // Finder adds a shadow of each file.
    if (name.endsWith('/') || name.startsWith('__MACOSX/')) continue;
    files.push({ name, bytes: () => unpacked(archive, entry, mostBytes) });
  }
  return files;
}

function endOfDirectory(archive: Buffer): number {
  const earliest = Math.max(0, archive.length - 22 - 0xffff);
  for (let at = archive.length - 22; at >= earliest; at--) {
    if (archive.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw new BadArchive('This archive is cut short. Copy it again.');
}

function unpacked(
  archive: Buffer,
  entry: { flags: number; method: number; packed: number; size: number; offset: number },
  mostBytes: number,
): Buffer {
  if ((entry.flags & ENCRYPTED) !== 0)
    throw new BadArchive('This file of an archive has a password. Unpack it first.');
  if (entry.size > mostBytes) throw new BadArchive('This file of an archive is too large.');
  const { offset } = entry;
  if (offset + 30 > archive.length || archive.readUInt32LE(offset) !== LOCAL_HEADER) {
    throw new BadArchive('This file of an archive is damaged. Copy the archive again.');
  }
  const from = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const packed = archive.subarray(from, from + entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8)
    throw new BadArchive('This file of an archive is packed in a way that is not known. Unpack it first.');
  try {
    return inflateRawSync(packed, { maxOutputLength: mostBytes });
  } catch (cause) {
    throw new BadArchive('This file of an archive is damaged. Copy the archive again.', { cause });
  }
}
