import type { Call, CallAnalytics } from '@live-assist/core';
import { CATEGORIES } from '@live-assist/core/analytics/categories';
import { EMOTIONS } from '@live-assist/core/prompt/prompt-answer';
import { breachIn } from '../../packages/functions/test/support/answer-contract.ts';

/**
 * What in an answer was not checked against its call: quotes that were never said, by that speaker in that turn; tool
 * calls that were never made; promises without evidence; names that are on no list.
 */
export function uncheckedIn(status: number, headers: Headers, text: string, call: Call): string[] {
  const breach = breachIn('/getCallAnalytics', 'POST', { status, headers, body: text });
  if (breach !== null) return [breach];
  if (status !== 200) return [];
  const analytics: CallAnalytics = JSON.parse(text);
  const names: readonly string[] = CATEGORIES;
  const { category } = analytics.issueResolution;
  return [
    ...evidenceIn(analytics).flatMap((evidence) => {
      const fault = faultOf(evidence, call);
      return fault === null ? [] : [`${fault}: ${JSON.stringify(evidence)}`];
    }),
    ...analytics.commitments
      .filter(({ evidence }) => evidence.length === 0)
      .map(({ id }) => `the promise ${id} has no evidence`),
    ...(category === null || names.includes(category) ? [] : [`the category ${category} is on no list`]),
    ...analytics.emotions
      .filter(({ emotion }) => !(EMOTIONS as readonly string[]).includes(emotion))
      .map(({ emotion }) => `the emotion ${emotion} is on no list`),
    ...(/https?:|<[a-z!/]|\]\(/i.test(JSON.stringify(analytics)) ? ['it holds markup or an address'] : []),
  ];
}

interface Proof {
  window_number: number;
  turn?: number;
  activity?: number;
  speaker?: string;
  quote?: string;
  name?: string;
}

/** Everything in an answer that stands as evidence, however deep. */
export function evidenceIn(value: unknown): Proof[] {
  if (Array.isArray(value)) return value.flatMap(evidenceIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('window_number' in value && ('quote' in value || 'activity' in value)) return [value as Proof];
  return Object.values(value).flatMap(evidenceIn);
}

function faultOf({ window_number, turn, activity, speaker, quote, name }: Proof, call: Call): string | null {
  if (activity !== undefined) {
    const made = call.activities.some((tool) => tool.name === name);
    return made ? null : 'the tool was never used';
  }
  const said = call.turns.find(({ windowNumber, index }) => windowNumber === window_number && index === turn);
  if (said === undefined) return 'there is no such turn';
  if (said.speaker !== speaker) return 'another one said it';
  return plain(said.text).includes(plain(quote ?? '')) ? null : 'it was never said';
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
