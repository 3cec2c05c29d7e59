declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Folder of the LevelDB store; absent: memory. */
    path?: string;
    /** How long a new table stays in the state CREATING. @default 500 */
    createTableMs?: number;
  }

  /** A server that speaks DynamoDB; its `close` closes the store too. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
