// The parts of dynalite that handle a parsed request. Its own server is not used, because it would answer unsigned
// requests.
declare module 'dynalite/db/index.js' {
  export interface DynaliteOptions {
    /** Folder of the LevelDB store; absent: memory. */
    path?: string;
    /** How long a new table stays in the state CREATING, in milliseconds. @default 500 */
    createTableMs?: number;
  }

  /** The tables of an engine. */
  export interface DynaliteStore {
    db: DynaliteDatabase;
  }

  /** Options for raw stored values. */
  interface AsStored {
    keyEncoding: 'utf8';
    valueEncoding: 'view';
  }

  type Change = { type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string };

  /** A change of a row that dynalite makes; it stores values as JSON. */
  export type DynaliteChange = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };
  export type WhenDone = (error: Error | null) => void;

  type OnWrite = (changes: { key: string }[]) => void;

  /** Opens itself; `open` waits for that, and reports a failure. */
  export interface DynaliteDatabase {
    readonly status: 'opening' | 'open' | 'closing' | 'closed';
    open(): Promise<void>;
    /** Waits for operations in progress. */
    close(): Promise<void>;
    iterator(options: AsStored): {
      nextv(size: number): Promise<[string, Uint8Array][]>;
      close(): Promise<void>;
    };
    getMany(keys: string[], options: AsStored): Promise<(Uint8Array | undefined)[]>;
    batch(changes: (Change & AsStored)[]): Promise<void>;
    batch(changes: DynaliteChange[], done: WhenDone): void;
    put(key: string, value: unknown, done: WhenDone): void;
    del(key: string, done: WhenDone): void;
    /** Writes the memory table to disk. */
    compactRange(from: string, to: string, options: AsStored): Promise<void>;
    on(event: 'write', listener: OnWrite): void;
    off(event: 'write', listener: OnWrite): void;
  }

  export function create(options?: DynaliteOptions): DynaliteStore;
}

declare module 'dynalite/validations/index.js' {
  import type { DynaliteStore } from 'dynalite/db/index.js';

  /** @throws an error with `statusCode` and `body`, as DynamoDB answers it. */
  export function checkTypes(data: unknown, types: unknown): unknown;
  /** @throws as {@link checkTypes} does. */
  export function checkValidations(
    data: unknown,
    types: unknown,
    custom: unknown,
    store: DynaliteStore,
  ): void;
}
