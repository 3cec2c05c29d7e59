import type { Evidence, MemoryBox, RememberedCommitment } from '@live-assist/core';
import type { TemplateResult } from 'lit/html.js';
import { html, nothing } from 'lit/html.js';
import type { ReadyState } from '../client/memory-box-state.ts';
import type { Messages } from '../words/messages.ts';
import { plainText } from '../words/plain-text.ts';
import type { Panel, View } from './view.ts';
import { say } from './view.ts';
import { promiseList, promisesOf } from './view-promise.ts';
import { hasTrend, trendPanel } from './view-trend.ts';

/** What can be folded out of this box; what is empty is not offered. */
export function panelsOf({ box, lists }: ReadyState): Panel[] {
  const some: Record<Panel, unknown> = {
    quotes: lists.first.length,
    notes: box.lastCall ?? (box.deliverables.length || box.improvementAreas?.length),
    older: lists.older.length,
    trend: hasTrend(box),
  };
  return (Object.keys(some) as Panel[]).filter((panel) => some[panel]);
}

export function panelView(view: View, state: ReadyState, panel: Panel): unknown {
  if (panel === 'trend') return trendPanel(view, state.box);
  if (panel === 'notes') return notes(view, state.box);
  const older = panel === 'older';
  const promises = promisesOf(state, older ? state.lists.older : state.lists.first);
  return html`${older ? promiseList(view, state, promises) : nothing}${promises.map((promise) => quotes(view, promise))}`;
}

/** What a promise stands on, word for word, and what closed it. */
function quotes(view: View, { text, madeIn, evidence, closing }: RememberedCommitment): TemplateResult {
  const date = view.dates.absolute(madeIn.created_at);
  return html`<div>
    <b dir="auto">${plainText(text)}</b>
    <p class="muted">${say(view, 'made', { date })}</p>
    ${[...evidence, ...(closing?.evidence ?? [])].map((line) => quote(view, line))}
  </div>`;
}

function quote(view: View, line: Evidence): TemplateResult {
  if ('name' in line) return html`<p class="quote">${say(view, 'tool', { text: plainText(line.name) })}</p>`;
  const { speaker } = line;
  const who = speaker === 'agent' || speaker === 'customer' ? speaker : 'somebody';
  return html`<p class="quote">${say(view, who)}: <q dir="auto">${plainText(line.quote)}</q></p>`;
}

function notes(view: View, { lastCall, deliverables, improvementAreas = [] }: MemoryBox): unknown[] {
  const dated = (text: string, date: string) => [text, view.dates.absolute(date)] as const;
  return [
    list(view, 'last_summary', lastCall ? [dated(lastCall.summary, lastCall.created_at)] : []),
    list(
      view,
      'done_before',
      deliverables.map(({ text, created_at }) => dated(text, created_at)),
    ),
    list(
      view,
      'coaching',
      improvementAreas.map(({ text, times }) => [text, `${Number(times) || 1}×`]),
    ),
  ];
}

function list(
  view: View,
  title: keyof Messages,
  entries: (readonly [text: string, aside: string])[],
): unknown {
  if (entries.length === 0) return nothing;
  const lines = entries.map(
    ([text, aside]) => html`<li><bdi>${plainText(text)}</bdi> <span class="muted">${aside}</span></li>`,
  );
  return html`<div><b>${say(view, title)}</b><ul>${lines}</ul></div>`;
}
