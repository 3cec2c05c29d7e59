import type { MemoryBoxState } from '../client/memory-box-state.ts';
import type { Headline } from '../words/headline-text.ts';
import { headline } from '../words/headline-text.ts';
import type { Messages } from '../words/messages.ts';
import { ENGLISH } from '../words/messages.ts';
import { plainText } from '../words/plain-text.ts';
import type { Child, Drawn } from './draw.ts';
import { h } from './draw.ts';
import type { Sign, View } from './view.ts';
import { button, callsOf, say, sayText, sign } from './view.ts';
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
  login_page: REFUSED,
  not_allowed: REFUSED,
};

/**
 * The whole box. Its name is that of the state, of the failure, or of a headline that changes the picture;
 * the sentence and the hint of that name stand in the messages. One element says the headline in every state,
 * so that a screen reader follows it.
 */
export function boxView(view: View, state: MemoryBoxState): Drawn {
  const hidden = state.kind === 'ready' && state.box.shared && !state.revealed;
  let name: string = state.kind === 'failed' ? state.reason : hidden ? 'shared' : state.kind;
  let said: [keyof Messages, Headline[2]?] | null = name === 'loading' ? null : [name as keyof Messages];
  let face = FACES[name] ?? FAILED;
  let lead: Headline | null = null;
  if (state.kind === 'loading' && state.slow) said = ['still_looking'];
  if (state.kind === 'ready' && !hidden) {
    lead = headline(state.box, view.messages, view.dates);
    const [tone, key, values] = lead;
    if (key === 'new' || key === 'not_analysed') name = key;
    said = [key, values];
    face = [tone, tone];
  }
  const hint = `${name}_hint` as keyof Messages;
  const [tone, shape] = face;
  return h(
    'section',
    {
      part: 'box',
      class: 'box',
      tabindex: -1,
      'data-state': name,
      'data-tone': tone,
      'aria-label': sayText(view, 'box'),
      'aria-busy': name === 'loading',
    },
    header(view, state, hidden),
    h(
      'p',
      { class: 'headline', part: 'headline' },
      shape && sign(shape),
      h('span', { role: 'status' }, said && say(view, ...said)),
    ),
    hint in ENGLISH && h('p', { class: 'muted', part: 'hint' }, say(view, hint)),
    body(view, state, lead),
  );
}

function body(view: View, state: MemoryBoxState, lead: Headline | null): Child {
  const { lookup } = view;
  switch (state.kind) {
    case 'no_address':
      return lookUp(view);
    case 'loading':
      return h('div', { class: 'skeleton', part: 'skeleton' });
    case 'failed':
      return state.reason !== 'erased' && h('p', {}, button(lookup.retry, {}, say(view, 'retry')));
    case 'wrong_customer':
      return [lookUp(view), h('p', {}, link(view, 'right_after_all', lookup.retry))];
    case 'ready':
      return lead
        ? readyBody(view, state, lead)
        : h('p', {}, button(lookup.reveal, {}, say(view, 'show_anyway')));
  }
}

function link(view: View, key: keyof Messages, action: () => void): Drawn {
  return button(action, { class: 'link', part: 'button link' }, say(view, key));
}

/** Who it is and which call this is. Calls that are not analysed yet count too; this one is one more. */
function header(view: View, state: MemoryBoxState, hidden: boolean): Child {
  if (state.kind === 'no_address' || state.kind === 'wrong_customer' || !state.clientEmail) return null;
  const address = plainText(state.clientEmail);
  const box = state.kind === 'ready' ? state.box : null;
  return h(
    'div',
    { class: 'header', part: 'header' },
    h('bdi', { class: 'address', part: 'address', title: address }, plainText(view.name) || address),
    box?.returning &&
      !hidden &&
      h(
        'span',
        { class: 'nth', part: 'call-number' },
        say(view, 'call_number', {
          count: box.callsMore ? callsOf(box) : Number(callsOf(box)) + box.pending.length + 1,
        }),
      ),
    box && link(view, 'wrong_person', view.lookup.wrongCustomer),
  );
}

function lookUp(view: View): Drawn {
  const problem = view.notAnAddress;
  return h(
    'form',
    { novalidate: '', onsubmit: view.lookUp },
    h('label', { for: 'address' }, say(view, 'address')),
    h('input', {
      id: 'address',
      name: 'address',
      part: 'input',
      type: 'email',
      autocomplete: 'off',
      maxlength: 254,
      'aria-invalid': problem,
      'aria-describedby': 'problem',
    }),
    h('button', { part: 'button' }, say(view, 'look_up')),
    problem && h('p', { id: 'problem', class: 'problem', role: 'alert' }, say(view, 'not_an_address')),
  );
}
