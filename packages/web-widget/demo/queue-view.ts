import { button, counted, el } from './dom.ts';
import type { ScriptedCall, ScriptedCustomer } from './screenplay.ts';
import type { SampleCustomer } from './service.ts';

/** A caller of the demo. */
export interface Caller {
  name: string;
  client_email: string;
  company: string | null;
  about: string | null;
  script: ScriptedCall[];
  /** How many calls of theirs are among the samples. */
  earlier: number;
  /** Those that are not analysed yet, oldest first. */
  unread: string[];
  /** Calls that were played with them in this demo. */
  played: number;
}

/** The customers of the script first, then everybody else among the samples, the newest first. */
export function callersOf(script: readonly ScriptedCustomer[], samples: readonly SampleCustomer[]): Caller[] {
  const scripted = script.map((customer): Caller => {
    const sample = samples.find(({ client_email }) => client_email === customer.client_email);
    return {
      ...customer,
      earlier: sample?.calls.length ?? 0,
      unread: [...(sample?.calls ?? [])],
      played: 0,
    };
  });
  const others = samples
    .toReversed()
    .filter((sample) => !script.some(({ client_email }) => client_email === sample.client_email))
    .map(
      ({ name, client_email, calls }): Caller => ({
        name,
        client_email,
        company: null,
        about: null,
        script: [],
        earlier: calls.length,
        unread: [...calls],
        played: 0,
      }),
    );
  return [...scripted, ...others];
}

/** The queue: who rings, what is played when they are answered, and a button to do it. */
export function queueView(
  callers: readonly Caller[],
  busyWith: Caller | null,
  answer: (caller: Caller, call: ScriptedCall | null) => void,
): HTMLElement[] {
  const card = (caller: Caller) => callerCard(caller, busyWith, answer);
  const ringing = callers.filter(({ script }) => script.length > 0);
  const others = callers.filter(({ script }) => script.length === 0);
  return [
    el('h2', {}, 'Ringing', el('span', { class: 'count' }, String(ringing.length))),
    el('ul', { class: 'callers' }, ...ringing.map(card)),
    el('h2', {}, 'More callers'),
    el('p', { class: 'hint' }, 'From the sample calls. You type what is said.'),
    el('ul', { class: 'callers' }, ...others.map(card)),
  ];
}

function callerCard(
  caller: Caller,
  busyWith: Caller | null,
  answer: (caller: Caller, call: ScriptedCall | null) => void,
): HTMLLIElement {
  const picker = caller.script.length > 0 ? callPicker(caller) : null;
  const label = busyWith === caller ? 'In call' : 'Answer';
  const act = button(label, caller.script.length > 0 ? 'primary small' : 'small', () =>
    answer(caller, picker === null ? null : (caller.script[Number(picker.value)] ?? null)),
  );
  act.disabled = busyWith !== null;
  act.setAttribute('aria-label', `${label}: ${caller.name}`);
  const calls = caller.earlier + caller.played;
  const history = calls === 0 ? 'new' : counted(calls, 'call');
  return el(
    'li',
    { class: 'caller', 'data-busy': busyWith === caller },
    el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(caller.name)),
    el('p', { class: 'name' }, caller.name),
    act,
    el(
      'div',
      { class: 'who' },
      el('p', { class: 'detail' }, caller.company ?? history),
      caller.about === null ? null : el('p', { class: 'detail' }, caller.about),
      picker === null ? null : el('div', { class: 'plays' }, picker, el('p', { class: 'detail' }, history)),
    ),
  );
}

function callPicker(caller: Caller): HTMLSelectElement {
  return el(
    'select',
    { class: 'small', 'aria-label': `What is played when you answer ${caller.name}` },
    ...caller.script.map(({ title }, n) =>
      el('option', { value: n, selected: n === caller.played }, `${n + 1}. ${title}`),
    ),
    el('option', { value: -1, selected: caller.played >= caller.script.length }, 'No script'),
  );
}

/** The letters on the disc beside a name. */
export function initials(name: string): string {
  return name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2);
}
