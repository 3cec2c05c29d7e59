import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { keptIn } from '../server/private-folder.ts';

/** The access key of an engine, in the shape of the AWS SDK. */
export interface EngineKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Returns the access key for the engine of a data folder; the first call creates it. */
export function engineKeyOf(dataFolder: string): EngineKey {
  const text = keptIn(dataFolder, 'engine-key', () => engineKeyText(newEngineKey()));
  return readEngineKey(text) ?? unreadable(join(dataFolder, 'engine-key'));
}

/** Creates an access key in the format of AWS. */
export function newEngineKey(): EngineKey {
  const letter = () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[randomInt(32)];
  return {
    accessKeyId: `LOCAL${Array.from({ length: 15 }, letter).join('')}`,
    secretAccessKey: randomBytes(30).toString('hex'),
  };
}

/** Parses a stored key: the id, a space, the secret. Null when it is invalid. */
export function readEngineKey(text: string): EngineKey | null {
  const [, accessKeyId, secretAccessKey] = /^(\w{16,128}) ([\w/+=-]{16,128})$/.exec(text) ?? [];
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null;
}

function unreadable(file: string): never {
  throw new Error(`${file} holds no access key. Remove it; the next start makes a new one.`);
}

/** The environment variable with the engine's key; every user of the machine can read arguments. */
export const KEY_VARIABLE = 'LIVE_ASSIST_ENGINE_KEY';

/** Formats a key for storage; {@link readEngineKey} parses it. */
export function engineKeyText({ accessKeyId, secretAccessKey }: EngineKey): string {
  return `${accessKeyId} ${secretAccessKey}`;
}
