import type { MemoryBox } from '@live-assist/core';
import type { MemoryLookup } from '../client/lookup-ports.ts';
import type { Dates } from '../words/dates.ts';
import type { Messages, Values } from '../words/messages.ts';
import { pieces } from '../words/messages.ts';
import type { Child, Drawn } from './draw.ts';
import { h } from './draw.ts';

/** What can be folded out below the first view. */
export type Panel = 'quotes' | 'calls' | 'more';

/** What the views need of the element. */
export interface View {
  messages: Messages;
  dates: Dates;
  /** What the customer is called, by the host. */
  name: string | null;
  /** The panel that is folded out. */
  panel: Panel | null;
  /** The id of the promise whose further actions are folded out. */
  menu: string | null;
  /** Can a change by hand be stored at all? */
  canTick: boolean;
  /** The agent has typed something that is no address. */
  notAnAddress: boolean;
  /** What the agent does to the box. */
  lookup: MemoryLookup;
  toggle(panel: Panel): void;
  openMenu(id: string | null): void;
  lookUp(event: SubmitEvent): void;
}

/** A message; its values stand alone in their own direction, whatever is written in them. */
export function say(view: View, key: keyof Messages, values?: Values): Child[] {
  return pieces(view.messages[key], values).map((part, place) => (place % 2 ? bdi(part) : part));
}

/** A message as one string, for attributes. */
export function sayText(view: View, key: keyof Messages, values?: Values): string {
  return pieces(view.messages[key], values).join('');
}

/** A text of a call, in its own direction. */
export const bdi = (text: string): Drawn => h('bdi', {}, text);

/** A line of small words, a dot between them. */
export function meta(...words: (Child | false)[]): Drawn {
  return h(
    'span',
    { class: 'meta' },
    words.filter(Boolean).map((word) => h('span', {}, word)),
  );
}

/** The signs, one line each on a 16 by 16 field: states differ by shape, not by colour alone. */
const SIGNS = {
  alert: 'M8 2 1 14h14zM8 6v4m0 2v.1',
  warn: 'M8 2a6 6 0 1 0 .01 0M8 5v3l2 2',
  info: 'M2 3h12v8H7l-3 3v-3H2z',
  calm: 'M2 8l4 4 8-8',
  new: 'M8 2v12M2 8h12',
  person: 'M8 7a3 3 0 1 0-.01 0M3 15q0-5 5-5t5 5',
  people: 'M8 7a3 3 0 1 0-.01 0M3 15q0-5 5-5t5 5M13 2q2 3 0 5m0 3q2 1 2 5',
  offline: 'M1 6q7-5 14 0M4 10q4-3 8 0M2 14 14 2',
  key: 'M5 5a3 3 0 1 0 .01 0M8 8h7v3',
  cross: 'M3 3l10 10M13 3 3 13',
};

export type Sign = keyof typeof SIGNS;

export function sign(name: Sign): Drawn {
  return h(
    'svg',
    { class: 'sign', viewBox: '0 0 16 16', 'aria-hidden': true },
    h('path', { d: SIGNS[name] }),
  );
}

/** A button that submits nothing. */
export function button(
  action: (event: Event) => void,
  props: Record<string, unknown>,
  ...kids: Child[]
): Drawn {
  return h('button', { type: 'button', part: 'button', ...props, onclick: action }, ...kids);
}

/** A heading, and a list below it; nothing without lines. */
export function section(view: View, title: keyof Messages, part: string | null, lines: Child[]): Child {
  return lines.length > 0 && [h('p', { class: 'head' }, say(view, title)), h('ul', { part }, lines)];
}

/** How many calls of this customer are analysed; a plus where there are more. */
export function callsOf({ calls, callsMore }: Pick<MemoryBox, 'calls' | 'callsMore'>): number | string {
  const count = Number(calls) || 0;
  return callsMore ? `${count}+` : count;
}
