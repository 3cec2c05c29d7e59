import type { RememberedCommitment } from '@live-assist/core';
import type { CommitmentChange } from '../client/contract.ts';
import type { ReadyState } from '../client/memory-box-state.ts';
import { FIRST_VIEW } from '../client/order-promises.ts';
import type { Headline } from '../words/headline-text.ts';
import type { Messages, Values } from '../words/messages.ts';
import { plainText } from '../words/plain-text.ts';
import { labelOf } from '../words/short-text.ts';
import type { Child, Drawn } from './draw.ts';
import { h } from './draw.ts';
import type { View } from './view.ts';
import { bdi, button, meta, say, sayText, section } from './view.ts';

/** The promises with these ids, ours first, each with what can be done about it. */
export function promiseLists(view: View, state: ReadyState, lead: Headline, ids: readonly string[]): Child[] {
  const rows = (ofCustomer: boolean) =>
    promisesOf(state, ids)
      .filter(({ owner }) => (owner === 'customer') === ofCustomer)
      .map((promise) => promiseRow(view, state, lead, promise));
  return [
    section(view, 'we_owe', 'promises', rows(false)),
    section(view, 'they_owe', 'promises', rows(true)),
  ];
}

/** The promises with these ids, in that order. */
export function promisesOf(state: ReadyState, ids: readonly string[]): RememberedCommitment[] {
  return ids.flatMap((id) => state.box.commitments.find((commitment) => commitment.id === id) ?? []);
}

function promiseRow(
  view: View,
  { box, ticks, lists }: ReadyState,
  lead: Headline,
  promise: RememberedCommitment,
): Drawn {
  const { id } = promise;
  const tick = ticks.get(id);
  // What the agent has chosen stands at once; if it could not be stored, what was there before.
  const wanted = (!tick?.failed && tick?.change.status) || promise.status;
  const open = wanted === 'open';
  const byHand = tick !== undefined || promise.closing?.by === 'person';
  const text = labelOf(promise);
  // The headline has said it; here stands what is left of it.
  const isFirst = lists.first.includes(id);
  const leads = isFirst && id === box.headline.commitmentId;
  // Three promises have one line each for their words, so that the box stays low.
  const wraps = !isFirst || lists.first.length < FIRST_VIEW;
  const unfolded = view.menu === id;
  const waiting = tick?.failed === false ? true : null;
  const act = (change: CommitmentChange) => {
    view.openMenu(null);
    void view.lookup.tick(id, change);
  };
  const acts = (key: keyof Messages, action: (event: Event) => void, props = {}, ...kids: Child[]) =>
    button(
      action,
      { 'aria-label': sayText(view, 'label', { action: sayText(view, key), text }), ...props },
      kids.length > 0 ? kids : say(view, key),
    );
  const first = open ? 'done' : byHand ? 'undo' : 'reopen';
  return h(
    'li',
    {
      class: `promise ${open ? 'open' : 'closed'} ${leads ? 'leads ' : ''}${wraps ? 'wraps' : ''}`,
      part: 'promise',
    },
    h(
      'span',
      { class: 'text', title: plainText(promise.text) },
      (!leads || lead[3]) && bdi(leads ? lead[3] : text),
      tick?.failed
        ? h('span', { class: 'meta problem', role: 'alert' }, say(view, 'not_saved'))
        : standing(view, promise, wanted, leads),
    ),
    view.canTick && [
      acts(first, () => act({ status: open ? 'kept' : 'open' }), { 'aria-disabled': waiting }),
      acts(
        'more_acts',
        () => view.openMenu(unfolded ? null : id),
        { class: 'quiet', hidden: open ? null : '', 'aria-expanded': unfolded },
        '⋯',
      ),
      open && unfolded && menu(view, text, acts, act),
    ],
  );
}

/** What can be done about a promise beside "done". */
function menu(
  view: View,
  text: string,
  acts: (key: keyof Messages, action: (event: Event) => void) => Drawn,
  act: (change: CommitmentChange) => void,
): Drawn {
  const day = (event: Event) =>
    (event.target as HTMLElement).parentElement?.querySelector('input')?.value ?? '';
  return h(
    'div',
    { class: 'menu' },
    h('input', {
      type: 'date',
      part: 'input',
      'aria-label': sayText(view, 'label', { action: sayText(view, 'day'), text }),
      value: view.dates.today,
    }),
    acts('done_that_day', (event) => act({ status: 'kept', on: day(event) || view.dates.today })),
    acts('new_date', (event) => act({ dueAt: day(event) || null })),
    acts('will_not_happen', () => act({ status: 'withdrawn' })),
    acts('not_a_promise', () => act({ status: 'dismissed' })),
  );
}

const ENDS: Partial<Record<string, keyof Messages>> = {
  kept: 'done',
  replaced: 'replaced',
  dismissed: 'not_a_promise',
};

/** How a promise stands. */
function standing(view: View, promise: RememberedCommitment, status: string, leads: boolean): Drawn {
  const { missed, asked, attempted, closing, dueAt, dueTime } = promise;
  const word = (key: keyof Messages, values?: Values) => h('span', { class: key }, say(view, key, values));
  if (status !== 'open') {
    return meta(word(ENDS[status] ?? 'will_not_happen'), view.dates.absolute(closing?.at));
  }
  const day = [view.dates.absolute(dueAt), plainText(dueTime)].join(' ').trim();
  const count = Number(missed?.times ?? asked);
  return meta(
    leads && day ? say(view, 'by', { day }) : day,
    promise.overdue && !count && word('late'),
    promise.conditional && word('conditional'),
    promise.recurring && word('recurring'),
    promise.disputed ? word('disputed') : count > 0 && word('asked', { count }),
    Number(attempted) > 0 && word('attempted', { count: Number(attempted) }),
  );
}
