/**
 * Defines `<memory-box>`. May be loaded twice, and on a server, where it defines nothing that is drawn.
 *
 * @module
 */
import type { MemoryBoxEventDetails } from './contract.ts';
import { MemoryBoxElement } from './memory-box-element.ts';

export type * from './contract.ts';
export { MemoryBoxFailure } from './contract.ts';
export type { MemoryBoxProperties } from './memory-box-element.ts';
export type { Message, Messages, Values } from './messages.ts';
export { ENGLISH } from './messages.ts';
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
