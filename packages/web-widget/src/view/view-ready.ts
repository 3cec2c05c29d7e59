import type { TemplateResult } from 'lit/html.js';
import { html, nothing } from 'lit/html.js';
import type { ReadyState } from '../client/memory-box-state.ts';
import { newestPending } from '../words/headline-text.ts';
import type { Messages } from '../words/messages.ts';
import { plainText } from '../words/plain-text.ts';
import type { View } from './view.ts';
import { button, say, sayText } from './view.ts';
import { panelsOf, panelView } from './view-panels.ts';
import { promiseList, promisesOf } from './view-promise.ts';

/** What stands below the headline of a box: promises, the last call, and what can be folded out. */
export function readyBody(view: View, state: ReadyState): TemplateResult {
  const first = promisesOf(state, state.lists.first);
  const panels = panelsOf(state);
  return html`
    ${first.length > 0 ? promiseList(view, state, first) : nothing}
    ${state.news.kind === 'none' ? lastCall(view, state) : news(view, state)}
    ${
      panels.length > 0
        ? html`<div class="tabs">
            ${panels.map(
              (panel) =>
                html`<button type="button" class="tab" part="disclosure" aria-expanded=${view.panel === panel}
                  aria-controls="panel" @click=${() => view.toggle(panel)}
                  >${say(view, panel, { count: state.lists.older.length })}</button>`,
            )}
          </div>`
        : nothing
    }
    ${view.panel && html`<div id="panel" part="panel" class="panel">${panelView(view, state, view.panel)}</div>`}
  `;
}

function lastCall(view: View, { box: { lastCall } }: ReadyState): unknown {
  if (lastCall === null) return nothing;
  const values = {
    ago: view.dates.ago(lastCall.created_at),
    date: view.dates.absolute(lastCall.created_at),
    summary: plainText(lastCall.summary),
  };
  const { resolved } = lastCall;
  const line =
    resolved === null
      ? say(view, 'last_contact', values)
      : say(view, 'last_call', { ...values, outcome: sayText(view, resolved ? 'solved' : 'not_solved') });
  return html`<p class="last" part="last-call">${line}</p>`;
}

/** Takes the line of the last call, at the same height whatever it says, so that nothing below it moves. */
function news(view: View, { box, news: { kind } }: ReadyState): TemplateResult {
  const values = { ago: view.dates.ago(newestPending(box)) };
  return html`<p class="news" part="news">
    <span class=${kind}>${say(view, kind as keyof Messages, values)}</span>
    ${kind === 'arrived' ? button(view, 'show', () => view.lookup.showNews()) : nothing}
  </p>`;
}
