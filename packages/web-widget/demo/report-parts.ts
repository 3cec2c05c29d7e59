import type { CallAnalytics, Evidence } from '@live-assist/core';
import { counted, el } from './dom.ts';

/** The colour of a score, by the thresholds of its label. */
export function scoreTone(score: number): 'good' | 'warn' | 'alert' {
  return score >= 67 ? 'good' : score >= 34 ? 'warn' : 'alert';
}

/** A score as a pair of a description list, with a bar that repeats it. */
export function meter(name: string, score: number, label: string | null): HTMLElement[] {
  const bar = el('span', { class: 'meter', 'aria-hidden': 'true' }, el('span', { class: 'share' }));
  setShare(bar.firstElementChild, score);
  return [
    el('dt', {}, name),
    el(
      'dd',
      {},
      el('b', {}, String(score)),
      label === null ? null : el('span', { class: 'detail' }, label),
      bar,
    ),
  ];
}

/** What a claim rests on, word for word. */
export function quotes(evidence: readonly Evidence[]): HTMLElement {
  return el(
    'div',
    { class: 'quotes' },
    ...evidence.map((line) =>
      'name' in line
        ? el('p', { class: 'quote' }, el('span', { class: 'said-by' }, 'Done in the system '), line.name)
        : el(
            'blockquote',
            { class: 'quote' },
            el('span', { class: 'said-by' }, `${WHO[line.speaker]} `),
            `“${line.quote}”`,
          ),
    ),
  );
}

const WHO = { agent: 'Agent', customer: 'Customer', other: 'Somebody' };

/** Who spoke for how much of the call, as one bar with its legend. */
export function talkBar({ callMetrics, metrics }: CallAnalytics): HTMLElement | null {
  const shares = [
    { name: 'Agent', look: 'agent', percent: callMetrics.agentTalkTime },
    { name: 'Customer', look: 'customer', percent: callMetrics.customerTalkTime },
    { name: 'Hold and silence', look: 'hold', percent: callMetrics.holdTime },
  ].flatMap(({ name, look, percent }) => (percent === null ? [] : [{ name, look, percent }]));
  if (shares.length === 0) return null;
  const words = shares.map(({ name, percent }) => `${name} ${percent} %`).join(', ');
  const bar = el('div', { class: 'talk', role: 'img', 'aria-label': words });
  for (const { look, percent } of shares) {
    const segment = el('span', { class: look });
    setShare(segment, percent);
    bar.append(segment);
  }
  return el(
    'section',
    { class: 'part', 'aria-label': 'Talk time' },
    el('h3', {}, 'Talk time'),
    bar,
    el(
      'ul',
      { class: 'legend' },
      ...shares.map(({ name, look, percent }) =>
        el('li', {}, el('span', { class: `swatch ${look}`, 'aria-hidden': 'true' }), `${name} ${percent} %`),
      ),
    ),
    el('p', { class: 'detail' }, pace(callMetrics.duration, metrics)),
  );
}

function pace(duration: string | null, metrics: CallAnalytics['metrics']): string {
  const { interruptions, agentResponseLatency, nonTalkTime } = metrics;
  return [
    duration === null ? null : `${duration} in all`,
    agentResponseLatency === null
      ? null
      : `the agent answers after ${seconds(agentResponseLatency.medianMs)}`,
    nonTalkTime === null ? null : counted(nonTalkTime.count, 'silence over 3 s', 'silences over 3 s'),
    interruptions === null ? null : counted(interruptions.count, 'interruption'),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** `Fri 27 Nov` for a day or an instant as the service writes them. */
export function dayOf(date: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(date));
}

// Set as a property and not as an attribute: the page's policy allows no inline styles.
function setShare(element: Element | null, percent: number): void {
  if (element instanceof HTMLElement) element.style.inlineSize = `${percent}%`;
}
