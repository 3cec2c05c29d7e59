import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Reservation } from '@live-assist/core';

/** A call of a batch. It names no customer, so that an erasure need not look here. */
export interface NotedCall {
  call_id: string;
  /** The keys of its questions, part by part. */
  keys: string[];
}

/** What this machine knows of a batch: written before each step, so that a process that ends leaves nothing unknown. */
export interface BatchNote {
  /** Stands in the metadata of the batch and in the name of its file. */
  name: string;
  /** The provider that has it. */
  baseUrl: string;
  /** Milliseconds since 1970. */
  notedAt: number;
  calls: NotedCall[];
  /** The file of requests, once it is there. */
  fileId?: string;
  /** When the batch was last asked for, in milliseconds since 1970: from then on it may exist. */
  askedAt?: number;
  batchId?: string;
  /** Its dollars in the budget of a day. */
  reservation?: Reservation;
  /** Files that are still to be removed: every answer is stored. */
  leftover?: string[];
}

/** The notes of the batches that are under way. */
export interface BatchNotes {
  folder: string;
  all(): BatchNote[];
  write(note: BatchNote): void;
  remove(note: BatchNote): void;
}

const ENDING = '.json';

/** Keeps notes as files in a folder that only its owner may read. */
export function batchNotes(folder: string): BatchNotes {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = ({ name }: BatchNote) => join(folder, `${name}${ENDING}`);
  return {
    folder,
    all: () =>
      readdirSync(folder)
        .filter((file) => file.endsWith(ENDING))
        .map((file): BatchNote => JSON.parse(readFileSync(join(folder, file), 'utf8')))
        .sort((a, b) => a.notedAt - b.notedAt),
    write(note) {
      const draft = `${fileOf(note)}.draft`;
      const file = openSync(draft, 'w', 0o600);
      writeSync(file, JSON.stringify(note));
      fsyncSync(file);
      closeSync(file);
      renameSync(draft, fileOf(note));
    },
    remove: (note) => rmSync(fileOf(note), { force: true }),
  };
}
