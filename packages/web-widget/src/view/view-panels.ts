import type { MemoryBox } from '@live-assist/core';
import type { Evidence } from '@live-assist/core/analytics/evidence-types';
import { deliverablesOf } from '../client/done-before.ts';
import type { ReadyState } from '../client/memory-box-state.ts';
import type { Headline } from '../words/headline-text.ts';
import { plainText } from '../words/plain-text.ts';
import { aboutOf, labelOf } from '../words/short-text.ts';
import type { Child, Drawn } from './draw.ts';
import { h } from './draw.ts';
import type { Panel, View } from './view.ts';
import { bdi, meta, say, sayText, section } from './view.ts';
import { outcomeOf } from './view-outcome.ts';
import { promiseLists, promisesOf } from './view-promise.ts';

/** Two points are no trend. */
const MIN_CALLS = 3;

/** What can be folded out of this box; what is empty is not offered. */
export function panelsOf(state: ReadyState): Panel[] {
  const { box, lists } = state;
  const some: Record<Panel, unknown> = {
    quotes: box.commitments.length || box.deliverables.length,
    calls: box.lastCall,
    more:
      lists.older.length ||
      deliverablesOf(state)[1].length ||
      box.matters?.length ||
      box.improvementAreas?.length ||
      scores(box).length,
  };
  return (Object.keys(some) as Panel[]).filter((panel) => some[panel]);
}

export function panelView(view: View, state: ReadyState, lead: Headline, panel: Panel): Child {
  const { box, lists } = state;
  if (panel === 'calls') return h('ul', {}, calls(view, box));
  if (panel === 'quotes') return quotes(view, state);
  const line = (text: unknown, aside: string) =>
    h('li', {}, bdi(plainText(text)), ' ', h('span', { class: 'muted' }, aside));
  const { absolute } = view.dates;
  return [
    promiseLists(view, state, lead, lists.older),
    section(
      view,
      'not_solved',
      null,
      (box.matters ?? []).map((matter) => line(aboutOf(matter), absolute(matter.since))),
    ),
    section(
      view,
      'done_before',
      null,
      deliverablesOf(state)[1].map(({ text, created_at }) => line(text, absolute(created_at))),
    ),
    section(
      view,
      'coaching',
      null,
      (box.improvementAreas ?? []).map(({ text, times }) => line(text, `${Number(times) || 1}×`)),
    ),
    section(view, 'trend', null, scores(box).length > 0 ? [h('li', {}, scores(box).join(', '))] : []),
  ];
}

function scores(box: MemoryBox): number[] {
  const known = box.satisfactionTrend.map(({ score }) => score).filter((score) => Number.isFinite(score));
  return known.length < MIN_CALLS ? [] : known;
}

/** The newest calls, one line each. */
function calls(view: View, box: MemoryBox): Drawn[] {
  const recent = box.recentCalls ?? [box.lastCall].filter((call) => call !== null);
  return recent.map((call) =>
    h(
      'li',
      { class: 'line' },
      h('b', {}, view.dates.absolute(call.created_at)),
      h('span', { class: 'text', title: aboutOf(call) }, bdi(aboutOf(call))),
      meta(plainText(call.agent_id), outcomeOf(view, box, call)),
    ),
  );
}

/** What everything stands on, word for word, and what was said of it since. */
function quotes(view: View, state: ReadyState): Drawn[] {
  const { absolute } = view.dates;
  const proof = (title: string, aside: Child, evidence: readonly Evidence[]) =>
    h(
      'div',
      {},
      h('b', { dir: 'auto' }, title),
      h('p', { class: 'muted' }, aside),
      evidence.map((line) => quote(view, line)),
    );
  return [
    ...promisesOf(state, [...state.lists.first, ...state.lists.older]).map((promise) => {
      const { madeIn, renewed, evidence, missed, closing } = promise;
      const values = { date: absolute(madeIn.created_at), agent: plainText(madeIn.agent_id) };
      return proof(
        labelOf(promise),
        meta(
          say(view, 'made', values),
          renewed && say(view, 'renewed', { date: absolute(renewed.firstMadeAt) }),
        ),
        [...evidence, ...(missed?.evidence ?? []), ...(closing?.evidence ?? [])],
      );
    }),
    ...state.box.deliverables.map(({ text, created_at, evidence }) =>
      proof(plainText(text), absolute(created_at), evidence),
    ),
  ];
}

function quote(view: View, line: Evidence): Drawn {
  if ('name' in line) return h('p', { class: 'quote' }, say(view, 'tool', { text: plainText(line.name) }));
  const { speaker } = line;
  const who = speaker === 'agent' || speaker === 'customer' ? speaker : 'other';
  return h('p', { class: 'quote' }, sayText(view, who), ': ', h('q', { dir: 'auto' }, plainText(line.quote)));
}
