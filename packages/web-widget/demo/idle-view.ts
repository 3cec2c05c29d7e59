import { el } from './dom.ts';

/** What stands in the middle before the first call. */
export function idleView(): HTMLElement {
  return el(
    'section',
    { class: 'idle', 'aria-label': 'No call' },
    el('h2', {}, 'Ready for the next call'),
    el('p', {}, 'Robert Kane rings. The box beside this already says what his next agent must know first.'),
    el('p', {}, 'Or play a story of three calls, with Elena, Samuel or Noor:'),
    el(
      'ol',
      { class: 'story' },
      el(
        'li',
        {},
        el('b', {}, 'The promise. '),
        'The agent says what will be done, and by when. This call is dated 9 days ago, by the times of its turns.',
      ),
      el(
        'li',
        {},
        el('b', {}, 'It was forgotten. '),
        'The customer calls again, now. The promise has come due: the box is red before a word is said.',
      ),
      el(
        'li',
        {},
        el('b', {}, 'It is kept. '),
        'The promise is closed, by words that were said in that call, and the next agent sees that it was kept.',
      ),
    ),
    el(
      'p',
      { class: 'hint' },
      'End each call to have it read, then let the same customer call again. Only the dates of the first calls are made; due days are worked out by the service, on its own clock.',
    ),
  );
}
