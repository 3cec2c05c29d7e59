import type { MemoryBox } from '@live-assist/core';
import type { TemplateResult } from 'lit/html.js';
import { html } from 'lit/html.js';
import type { View } from './view.ts';
import { sayText } from './view.ts';

const MIN_CALLS = 3;
const WIDTH = 280;
const HEIGHT = 48;

function scores(box: MemoryBox): number[] {
  return box.satisfactionTrend.map(({ score }) => score).filter((score) => Number.isFinite(score));
}

/** Two points are no trend. */
export function hasTrend(box: MemoryBox): boolean {
  return scores(box).length >= MIN_CALLS;
}

/** The satisfaction of earlier calls as a line, and the same in words. */
export function trendPanel(view: View, box: MemoryBox): TemplateResult {
  const values = scores(box);
  const text = sayText(view, 'trend_text', { scores: values.join(', ') });
  const step = WIDTH / (values.length - 1);
  const points = values.map((score, index) => [index * step, HEIGHT * (1 - score / 100)].map(Math.round));
  return html`<svg class="trend" part="trend" viewBox="-4 -4 ${WIDTH + 8} ${HEIGHT + 8}" role="img" aria-label=${text}>
      <polyline points=${points.join(' ')} />
    </svg>
    <p class="muted" aria-hidden="true">${text}</p>`;
}
