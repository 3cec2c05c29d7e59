import type { MemoryBox } from '@live-assist/core';
import { deliverablesOf, keptOf } from '../client/done-before.ts';
import type { ReadyState } from '../client/memory-box-state.ts';
import { newestPending } from '../client/memory-box-state.ts';
import type { Headline } from '../words/headline-text.ts';
import type { Messages } from '../words/messages.ts';
import { plainText } from '../words/plain-text.ts';
import { aboutOf, labelOf } from '../words/short-text.ts';
import type { Child, Drawn } from './draw.ts';
import { h } from './draw.ts';
import type { View } from './view.ts';
import { bdi, button, callsOf, meta, say, section } from './view.ts';
import { outcomeOf } from './view-outcome.ts';
import { panelsOf, panelView } from './view-panels.ts';
import { promiseLists } from './view-promise.ts';

/** What stands below the headline: promises, what was done, the last call, and what can be folded out. */
export function readyBody(view: View, state: ReadyState, lead: Headline): Child[] {
  const { box, lists } = state;
  return [
    promiseLists(view, state, lead, lists.first),
    section(view, 'done_before', 'deliverables', doneBefore(view, state)),
    state.news.kind === 'none' ? lastCall(view, box, lead) : news(view, state),
    h(
      'div',
      { class: 'tabs' },
      panelsOf(state).map((panel) =>
        button(
          () => view.toggle(panel),
          {
            class: 'tab',
            part: 'disclosure',
            'aria-expanded': view.panel === panel,
            'aria-controls': 'panel',
          },
          say(view, panel, { count: callsOf(box) }),
        ),
      ),
    ),
    view.panel &&
      h(
        'div',
        { id: 'panel', part: 'panel', class: 'panel', tabindex: 0 },
        panelView(view, state, lead, view.panel),
      ),
  ];
}

function doneBefore(view: View, state: ReadyState): Drawn[] {
  const line = (text: string, date: unknown, kept = false) =>
    h(
      'li',
      { class: 'line done' },
      h('span', { class: 'text', title: text }, bdi(text)),
      meta(kept && say(view, 'kept_since'), view.dates.absolute(date)),
    );
  return [
    ...keptOf(state).map((promise) => line(labelOf(promise), promise.closing?.at, true)),
    ...deliverablesOf(state)[0].map(({ text, created_at }) => line(plainText(text), created_at)),
  ];
}

function lastCall(view: View, box: MemoryBox, [, , { text = '' }, rest]: Headline): Child {
  const { lastCall } = box;
  if (lastCall === null) return null;
  const { sentiment, satisfaction } = lastCall;
  const unhappy = sentiment?.label === 'Negative' || satisfaction?.prediction === 'Dissatisfied';
  const mood = unhappy ? 'unhappy' : satisfaction?.prediction === 'Satisfied' ? 'happy' : null;
  const whole = aboutOf(lastCall);
  // The headline may have said it.
  const told = `${text}`.replace('…', '');
  const about = told && whole.startsWith(told) ? rest : whole;
  return h(
    'div',
    { part: 'last-call' },
    h(
      'p',
      { class: 'head' },
      say(view, 'last_call'),
      meta(view.dates.absolute(lastCall.created_at), mood && say(view, mood), outcomeOf(view, box, lastCall)),
    ),
    about && h('p', { class: 'about', title: plainText(lastCall.summary) }, bdi(about)),
  );
}

/** Takes the place of the last call, at the same height whatever it says, so that nothing below it moves. */
function news(view: View, { box, news: { kind } }: ReadyState): Drawn {
  return h(
    'p',
    { class: 'head news', part: 'news' },
    say(view, 'last_call'),
    meta(
      view.dates.ago(newestPending(box)?.since),
      h('span', { class: kind }, say(view, kind as keyof Messages)),
    ),
    kind === 'arrived' && button(view.lookup.showNews, {}, say(view, 'show')),
  );
}
