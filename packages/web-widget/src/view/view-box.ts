import type { TemplateResult } from 'lit/html.js';
import { html, nothing } from 'lit/html.js';
import type { MemoryBoxState } from '../client/memory-box-state.ts';
import type { Headline } from '../words/headline-text.ts';
import { headline } from '../words/headline-text.ts';
import type { Messages } from '../words/messages.ts';
import { ENGLISH } from '../words/messages.ts';
import { plainText } from '../words/plain-text.ts';
import type { Sign, View } from './view.ts';
import { button, say, sayText, sign } from './view.ts';
import { readyBody } from './view-ready.ts';

/** How a state looks apart from its words: `none` is a box without a customer in it. */
type Face = [tone: Headline[0] | 'none' | 'wait', sign: Sign | null];

const FAILED: Face = ['alert', 'cross'];
const REFUSED: Face = ['warn', 'key'];
/** Failures that are not named here look alike. */
const FACES: Partial<Record<string, Face>> = {
  loading: ['wait', null],
  no_address: ['none', 'person'],
  wrong_customer: ['none', 'cross'],
  offline: ['none', 'offline'],
  shared: ['warn', 'people'],
  signed_out: REFUSED,
  not_allowed: REFUSED,
};

/**
 * The whole box. Its name is that of the state, of the failure, or of a headline that changes the picture;
 * the sentence and the hint of that name stand in the messages. One element says the headline in every state,
 * so that a screen reader follows it.
 */
export function boxView(view: View, state: MemoryBoxState): TemplateResult {
  const hidden = state.kind === 'ready' && state.box.shared && !state.revealed;
  let name: string = state.kind === 'failed' ? state.reason : hidden ? 'shared' : state.kind;
  let said: [keyof Messages, Headline[2]?] | null = name === 'loading' ? null : [name as keyof Messages];
  let face = FACES[name] ?? FAILED;
  if (state.kind === 'loading' && state.slow) said = ['still_looking'];
  if (state.kind === 'ready' && !hidden) {
    const [tone, key, values] = headline(state.box, view.messages, view.dates);
    if (key === 'new' || key === 'not_analysed') name = key;
    said = [key, values];
    face = [tone, tone];
  }
  const hint = `${name}_hint`;
  const [tone, shape] = face;
  return html`<section part="box" class="box" tabindex="-1" data-state=${name} data-tone=${tone}
      aria-label=${sayText(view, 'box')} aria-busy=${name === 'loading'}>
    ${header(view, state, hidden)}
    <p class="headline" part="headline"
      >${shape && sign(shape)}<span role="status">${said && say(view, ...said)}</span></p>
    ${hint in ENGLISH ? html`<p class="muted" part="hint">${say(view, hint as keyof Messages)}</p>` : nothing}
    ${body(view, state, hidden)}
  </section>`;
}

function body(view: View, state: MemoryBoxState, hidden: boolean): unknown {
  const retry = (key: keyof Messages, look?: string) =>
    html`<p>${button(view, key, () => view.lookup.retry(), look)}</p>`;
  switch (state.kind) {
    case 'no_address':
      return lookUp(view);
    case 'loading':
      return html`<div class="skeleton" part="skeleton"></div>`;
    case 'failed':
      return state.reason === 'erased' ? nothing : retry('retry');
    case 'wrong_customer':
      return html`${lookUp(view)}${retry('right_after_all', 'link')}`;
    case 'ready':
      return hidden
        ? html`<p>${button(view, 'show_anyway', () => view.lookup.reveal())}</p>`
        : readyBody(view, state);
  }
}

/** The address and which call this is. Calls that are not analysed yet count too; this one is one more. */
function header(view: View, state: MemoryBoxState, hidden: boolean): unknown {
  if (state.kind === 'no_address' || state.kind === 'wrong_customer' || !state.clientEmail) return nothing;
  const address = plainText(state.clientEmail);
  const box = state.kind === 'ready' ? state.box : null;
  const count = box && (Number(box.calls) || 0) + box.pending.length + 1;
  return html`<div class="header" part="header">
    <bdi class="address" part="address" title=${address}>${address}</bdi>
    ${count && box?.returning && !hidden ? html`<span class="nth" part="call-number">${say(view, 'call_number', { count })}</span>` : nothing}
    ${box && button(view, 'wrong_person', () => view.lookup.wrongCustomer(), 'link')}
  </div>`;
}

function lookUp(view: View): TemplateResult {
  const problem = view.notAnAddress;
  return html`<form novalidate @submit=${view.lookUp}>
    <label for="address">${say(view, 'address')}</label>
    <input id="address" name="address" part="input" type="email" autocomplete="off"
      maxlength="254" aria-invalid=${problem} aria-describedby=${problem ? 'problem' : nothing} />
    <button part="button">${say(view, 'look_up')}</button>
    ${problem ? html`<p id="problem" class="problem" role="alert">${say(view, 'not_an_address')}</p>` : nothing}
  </form>`;
}
