import type { CallAnalytics, Evidence, RememberedCommitment } from '@live-assist/core';
import { button, el } from './dom.ts';
import { dayOf, meter, quotes, scoreTone, talkBar } from './report-parts.ts';

/** A button of a report, and what it leads to. */
export interface ReportAction {
  label: string;
  look: 'primary' | '';
  act(): void;
}

/**
 * The analysis of a call for a supervisor. Promises come first; every claim stands with the words it rests on.
 *
 * @param earlier - The promises of earlier calls, as they stood when this one began.
 */
export function reportView(
  name: string,
  analytics: CallAnalytics,
  transcript: Node[],
  earlier: readonly RememberedCommitment[],
  actions: readonly ReportAction[],
): { element: HTMLElement; heading: HTMLElement } {
  const { callMetrics, issueResolution, analysis } = analytics;
  const heading = el('h2', { tabindex: -1 }, `The call of ${name}`);
  const element = el(
    'section',
    { class: 'report', 'aria-label': 'Report of the call' },
    el(
      'div',
      { class: 'call-head' },
      el(
        'div',
        { class: 'who' },
        heading,
        el(
          'p',
          { class: 'detail' },
          [
            callMetrics.duration,
            issueResolution.category?.replaceAll('-', ' ') ?? null,
            issueResolution.resolved === null ? null : issueResolution.resolved ? 'resolved' : 'not resolved',
          ]
            .filter((part) => part !== null)
            .join(' · '),
        ),
      ),
      ...actions.map(({ label, look, act }) => button(label, look, act)),
    ),
    el(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Report' },
      el('p', { class: 'summary' }, analytics.summary || 'Nothing can be said about this call.'),
      el('ul', { class: 'chips', 'aria-label': 'Labels' }, ...chips(analytics)),
      promises(analytics, earlier),
      scores(analytics),
      talkBar(analytics),
      claims('Insights', analytics.keyInsights, analytics.evidence.keyInsights),
      claims('What is left to do', analytics.actionItems, analytics.evidence.actionItems),
      claims('Done for the customer', analytics.memory.deliverables, analytics.evidence.deliverables),
      claims('For coaching', analytics.memory.improvementAreas, analytics.evidence.improvementAreas),
      el('p', { class: 'engine' }, engineNote(analysis)),
      transcript.length > 0 ? fold('Transcript', el('div', { class: 'log still' }, ...transcript)) : null,
      fold(
        'The whole answer of /getCallAnalytics',
        el('pre', { tabindex: 0 }, JSON.stringify(analytics, null, 2)),
      ),
    ),
  );
  return { element, heading };
}

function chips({ tags, emotions, sentiment, satisfaction }: CallAnalytics): HTMLElement[] {
  return [
    chip(sentiment.score, sentiment.label && `Sentiment ${sentiment.label.toLowerCase()}`),
    chip(
      satisfaction.score,
      satisfaction.prediction === 'Neutral' ? 'Satisfaction neutral' : satisfaction.prediction,
    ),
    ...tags.map((tag) => el('li', { class: 'chip' }, tag.replaceAll('-', ' '))),
    ...emotions
      .filter(({ emotion }) => !tags.includes(emotion))
      .map(({ emotion, intensity }) => el('li', { class: 'chip' }, `${emotion} ${intensity}`)),
  ].filter((item) => item !== null);
}

function chip(score: number | null, text: string | null): HTMLElement | null {
  if (score === null || text === null) return null;
  return el('li', { class: 'chip', 'data-tone': scoreTone(score) }, text);
}

function promises(
  { commitments, closings }: CallAnalytics,
  earlier: readonly RememberedCommitment[],
): HTMLElement | null {
  const isTold = (id: string) => closings.some(({ commitment_id }) => commitment_id === id);
  const rows = [
    ...closings.map(({ commitment_id, status, evidence }) => {
      const text = earlier.find(({ id }) => id === commitment_id)?.text ?? 'A promise of an earlier call';
      const [tag, tone] = TOLD[status] ?? ['Told of', ''];
      return promise(tag, text, 'In this call', evidence, tone);
    }),
    ...commitments.map(({ text, owner, dueAt, evidence }) =>
      promise(owner === 'agent' ? 'We owe' : 'They owe', text, dueOn(dueAt), evidence),
    ),
    ...earlier
      .filter(({ id, status }) => status === 'open' && !isTold(id))
      .map(({ text, dueAt, overdue, madeIn, evidence }) => {
        const made = `promised ${dayOf(madeIn.created_at)}`;
        return promise('Still open', text, `${dueOn(dueAt)} · ${made}`, evidence, overdue ? 'alert' : 'warn');
      }),
  ];
  return rows.length === 0 ? null : part('Promises', el('ul', { class: 'promises' }, ...rows));
}

/** What a call says of an earlier promise, and the colour of that. */
const TOLD: Partial<Record<string, [tag: string, tone: string]>> = {
  kept: ['Kept', 'good'],
  missed: ['Not kept', 'alert'],
  attempted: ['Tried', 'warn'],
  replaced: ['Promised anew', 'warn'],
  withdrawn: ['Will not happen', 'warn'],
};

function promise(
  tag: string,
  text: string,
  when: string,
  evidence: readonly Evidence[],
  tone = '',
): HTMLElement {
  return el(
    'li',
    { class: 'promise', 'data-tone': tone },
    el('p', { class: 'claim' }, el('span', { class: 'tag' }, tag), text),
    el('p', { class: 'detail' }, when),
    quotes(evidence),
  );
}

function dueOn(day: string | null): string {
  return day === null ? 'No day was named' : `Due ${dayOf(day)}`;
}

function scores(analytics: CallAnalytics): HTMLElement | null {
  const { sentiment, satisfaction, issueResolution, agentPerformance: agent } = analytics;
  const customer = [
    ...judged('Sentiment', sentiment.score, sentiment.label),
    ...judged('Satisfaction', satisfaction.score, satisfaction.prediction),
    ...judged('Escalation risk', issueResolution.escalationRisk),
  ];
  if (customer.length === 0) return null;
  return part(
    'Scores',
    el(
      'div',
      { class: 'scores' },
      el('dl', { 'aria-label': 'Customer' }, ...customer),
      agent &&
        el(
          'dl',
          { 'aria-label': 'Agent' },
          ...judged('Professionalism', agent.professionalismScore),
          ...judged('Empathy', agent.empathyScore),
          ...judged('Knowledge', agent.knowledgeScore),
        ),
    ),
  );
}

function judged(name: string, score: number | null, label: string | null = null): Node[] {
  return score === null ? [] : meter(name, score, label);
}

function claims(
  title: string,
  texts: readonly string[],
  evidence: readonly Evidence[][],
): HTMLElement | null {
  if (texts.length === 0) return null;
  const items = texts.map((text, n) =>
    el('li', {}, el('p', { class: 'claim' }, text), quotes(evidence[n] ?? [])),
  );
  return part(title, el('ul', { class: 'claims' }, ...items));
}

function part(title: string, ...children: (Node | null)[]): HTMLElement {
  return el('section', { class: 'part', 'aria-label': title }, el('h3', {}, title), ...children);
}

function fold(title: string, content: Node): HTMLElement {
  return el('details', { class: 'fold' }, el('summary', {}, title), content);
}

function engineNote({ engine, model, usage, costUsd, dropped }: CallAnalytics['analysis']): string {
  const refused =
    dropped === 0
      ? ''
      : ` ${dropped} of its claims were refused, because no words of the call bear them out.`;
  if (engine === 'local') {
    return `Read by the local analyst (${model}): a lexicon and rules, no language model and no network. Its scores are rough. Start with OPENAI_API_KEY set to have a model read the call.${refused}`;
  }
  const tokens = usage === null ? '' : `, ${usage.inputTokens + usage.outputTokens} tokens`;
  const cost = costUsd === null ? '' : `, ${costUsd.toFixed(4)} US dollars`;
  return `Read by ${model}${tokens}${cost}.${refused}`;
}
