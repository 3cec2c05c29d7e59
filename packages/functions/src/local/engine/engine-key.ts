import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { keptIn } from '../server/private-folder.ts';

/** The access key of an engine, as an AWS SDK takes it. */
export interface EngineKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The access key of the engine of a data folder, made when it is first asked for. */
export function engineKeyOf(dataFolder: string): EngineKey {
  const text = keptIn(dataFolder, 'engine-key', () => engineKeyText(newEngineKey()));
  return readEngineKey(text) ?? unreadable(join(dataFolder, 'engine-key'));
}

/** A new access key, of the shape of those of AWS. */
export function newEngineKey(): EngineKey {
  const letter = () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[randomInt(32)];
  return {
    accessKeyId: `LOCAL${Array.from({ length: 15 }, letter).join('')}`,
    secretAccessKey: randomBytes(30).toString('hex'),
  };
}

/** Reads a key as it is kept: the id, a space, the secret. */
export function readEngineKey(text: string): EngineKey | null {
  const [, accessKeyId, secretAccessKey] = /^(\w{16,128}) ([\w/+=-]{16,128})$/.exec(text) ?? [];
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null;
}

function unreadable(file: string): never {
  throw new Error(`${file} holds no access key. Remove it; the next start makes a new one.`);
}

/** The variable in which an engine finds its key: arguments can be read by every user of the machine. */
export const KEY_VARIABLE = 'LIVE_ASSIST_ENGINE_KEY';

/** A key as it is kept, and as {@link readEngineKey} reads it. */
export function engineKeyText({ accessKeyId, secretAccessKey }: EngineKey): string {
  return `${accessKeyId} ${secretAccessKey}`;
}
