import type { RememberedCommitment } from '@live-assist/core';
import type { TemplateResult } from 'lit/html.js';
import { html, nothing } from 'lit/html.js';
import type { ReadyState } from '../client/memory-box-state.ts';
import type { Messages } from '../words/messages.ts';
import { plainText } from '../words/plain-text.ts';
import type { View } from './view.ts';
import { say, sayText } from './view.ts';

/** The promises with these ids, in that order. */
export function promisesOf(state: ReadyState, ids: readonly string[]): RememberedCommitment[] {
  return ids.flatMap((id) => state.box.commitments.find((commitment) => commitment.id === id) ?? []);
}

/** A list of promises, each with what can be done about it. */
export function promiseList(view: View, state: ReadyState, promises: RememberedCommitment[]): TemplateResult {
  return html`<ul class=${promises.length < 3 ? 'few' : 'many'} part="promises">
    ${promises.map((promise) => promiseRow(view, state, promise))}
  </ul>`;
}

function promiseRow(view: View, state: ReadyState, promise: RememberedCommitment): TemplateResult {
  const tick = state.ticks.get(promise.id);
  // What the agent has chosen stands at once; if it could not be stored, what was there before.
  const wanted = tick === undefined || tick.failed ? promise.status : tick.status;
  const open = wanted === 'open';
  const byHand = tick !== undefined || promise.closing?.by === 'person';
  const text = plainText(promise.text);
  const first = open ? 'done' : byHand ? 'undo' : 'reopen';
  const name = (key: keyof Messages) => sayText(view, 'label', { action: sayText(view, key), text });
  const act = (status: 'kept' | 'dismissed' | 'open') => () => void view.lookup.tick(promise.id, status);
  const waiting = tick?.failed === false ? 'true' : nothing;
  return html`<li class=${open ? 'promise' : 'promise closed'} part="promise">
    <span class="text" title=${text}><bdi>${text}</bdi></span>
    <span class="meta">${meta(view, promise, wanted, tick?.failed === true)}</span>
    ${
      view.canTick
        ? html`<span class="acts">
            <button type="button" part="button" aria-disabled=${waiting}
              aria-label=${name(first)}
              @click=${act(open ? 'kept' : 'open')}>${say(view, first)}</button>
            <button type="button" class="quiet" part="button" ?hidden=${!open} aria-disabled=${waiting}
              aria-label=${name('not_a_promise')} title=${sayText(view, 'not_a_promise')}
              @click=${act('dismissed')}
              ><span class="wide">${say(view, 'not_a_promise')}</span><span class="narrow" aria-hidden="true">✕</span></button>
          </span>`
        : nothing
    }
  </li>`;
}

function meta(view: View, promise: RememberedCommitment, status: string, failed: boolean): unknown {
  const { dates } = view;
  if (failed) return html`<span class="problem" role="alert">${say(view, 'not_saved')}</span>`;
  const owner = html`<b>${say(view, promise.owner === 'customer' ? 'they_owe' : 'we_owe')}</b>`;
  if (status !== 'open') {
    const key =
      status === 'kept' ? 'done' : status === 'replaced' || status === 'withdrawn' ? status : 'not_a_promise';
    const date = dates.absolute(promise.closing?.at);
    const how = promise.closing?.by === 'analyst' ? 'closed_in_call' : 'closed_by_agent';
    return html`${owner}<span>${say(view, key)}</span>${date && html`<span>${say(view, how, { date })}</span>`}`;
  }
  const date = dates.absolute(promise.dueAt);
  if (!date) return owner;
  const { overdue } = promise;
  return html`${owner}<span class=${overdue ? 'late' : nothing}
      >${say(view, overdue ? 'overdue_since' : 'due_by', { date })}</span
    ><span class=${overdue ? 'wide' : nothing}>${dates.relative(promise.dueAt)}</span>`;
}
