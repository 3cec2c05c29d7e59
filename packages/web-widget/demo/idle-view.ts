import { el } from './dom.ts';

/** What stands in the middle before the first call. */
export function idleView(): HTMLElement {
  return el(
    'section',
    { class: 'idle', 'aria-label': 'No call' },
    el('h2', {}, 'Ready for the next call'),
    el('p', {}, 'Answer one of the customers who ring. Each has a story of three calls:'),
    el(
      'ol',
      { class: 'story' },
      el('li', {}, el('b', {}, 'The promise. '), 'The agent says what will be done, and by when.'),
      el(
        'li',
        {},
        el('b', {}, 'It was forgotten. '),
        'The customer calls again; the next agent sees the promise at once.',
      ),
      el(
        'li',
        {},
        el('b', {}, 'It is kept. '),
        'The promise is closed, by words that were said in that call.',
      ),
    ),
    el('p', { class: 'hint' }, 'End each call to have it read, then let the same customer call again.'),
  );
}
