/**
 * Defines `<memory-box>`. May be loaded twice, and on a server, where it defines nothing that is drawn.
 *
 * @module
 */
import type { MemoryBoxEventDetails } from './client/contract.ts';
import { MemoryBoxElement } from './element/memory-box-element.ts';

export type {
  Headline,
  HeadlineKind,
  LastCall,
  MemoryBox,
  Missed,
  PendingCall,
  RecentCall,
  RememberedCommitment,
  RememberedMatter,
} from '@live-assist/core';
export type { ActivityEvidence, Evidence, TurnEvidence } from '@live-assist/core/analytics/evidence-types';
export type { ClosedStatus, CommitmentStatus } from '@live-assist/core/shared/commitment-status';
export type * from './client/contract.ts';
export { MemoryBoxFailure } from './client/contract.ts';
export type { MemoryBoxProperties } from './element/properties.ts';
export type { Message, Messages, Values } from './words/messages.ts';
export { ENGLISH } from './words/messages.ts';
export { MemoryBoxElement };

if (globalThis.customElements !== undefined && customElements.get('memory-box') === undefined) {
  customElements.define('memory-box', MemoryBoxElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'memory-box': MemoryBoxElement;
  }
  interface HTMLElementEventMap extends MemoryBoxEvents {}
}

type MemoryBoxEvents = { [Name in keyof MemoryBoxEventDetails]: CustomEvent<MemoryBoxEventDetails[Name]> };
