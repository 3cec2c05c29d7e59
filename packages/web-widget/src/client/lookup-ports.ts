import type {
  CommitmentChange,
  ContactDetail,
  LoadMemory,
  MemoryBoxEventDetails,
  SaveCommitment,
} from './contract.ts';
import type { MemoryBoxState } from './memory-box-state.ts';

/** What the lookup needs from around it. */
export interface MemoryBoxPorts {
  load: LoadMemory;
  save: SaveCommitment;
  online(): boolean;
  /** Did the host name a number or an id? */
  isNamed(): boolean;
  /** `YYYY-MM-DD`. */
  today(): string;
  /** The state has changed: draw it before anything else can be seen. */
  draw(state: MemoryBoxState): void;
  emit<Name extends keyof MemoryBoxEventDetails>(name: Name, detail: MemoryBoxEventDetails[Name]): void;
}

/** The memory of one contact at a time. */
export interface MemoryLookup {
  /** Shows the memory of a contact; without an address, a number and an id the agent is asked for one. */
  show(contact: ContactDetail): void;
  /** Clears the screen while the host finds out whose call this is, then shows that memory. */
  identify(callId: string | null, find: (signal: AbortSignal) => Promise<string | null>): Promise<void>;
  /** Asks again for the contact that is shown. */
  retry(): void;
  /** The agent reports another caller: the box is emptied, and nothing is stored. */
  wrongCustomer(): void;
  /** The agent asks for the texts of a shared address. */
  reveal(): void;
  /** The agent asks for the box that has come since. */
  showNews(): void;
  /** Stores a change by hand. */
  tick(commitmentId: string, change: CommitmentChange): Promise<void>;
}
