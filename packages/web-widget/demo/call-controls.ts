import { el } from './dom.ts';
import type { Side } from './live-call.ts';
import type { Caller } from './queue-view.ts';

const SPEEDS = [
  { value: 0, label: 'Pause' },
  { value: 1, label: '1×' },
  { value: 4, label: '4×' },
];

/** An input for the next words of a speaker. */
export function composer(caller: Caller, say: (speaker: Side, text: string) => void): HTMLFormElement {
  const text = el('input', {
    type: 'text',
    'aria-label': 'What is said',
    placeholder: 'Say something yourself',
    autocomplete: 'off',
    maxlength: 1000,
  });
  const speaker = el(
    'select',
    { 'aria-label': 'Who says it' },
    el('option', { value: 'agent' }, 'Agent'),
    el('option', { value: 'customer' }, caller.name.split(' ')[0] ?? 'Customer'),
  );
  const form = el('form', { class: 'composer' }, speaker, text, el('button', { type: 'submit' }, 'Say'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (words === '') return;
    say(speaker.value === 'agent' ? 'agent' : 'customer', words);
    text.value = '';
  });
  return form;
}

/** How fast the script is played. */
export function paceChoice(chosen: number, change: (speed: number) => void): HTMLFieldSetElement {
  const fieldset = el('fieldset', { class: 'choice' }, el('legend', {}, 'Pace'));
  for (const { value, label } of SPEEDS) {
    const input = el('input', { type: 'radio', name: 'pace', value, checked: value === chosen });
    input.addEventListener('change', () => change(value));
    fieldset.append(el('label', {}, input, el('span', { class: 'pick' }, label)));
  }
  return fieldset;
}

/** Minutes and seconds, as on a telephone. */
export function clockOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
