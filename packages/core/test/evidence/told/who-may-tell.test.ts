import { describe, expect, it } from 'vitest';
import { pastDay } from '../../../src/evidence/told/past-day.ts';
import { mayTell } from '../../../src/evidence/told/who-may-tell.ts';
import type { ToldStatus } from '../../../src/shared/commitment-status.ts';

const says = (speaker: 'agent' | 'customer', status: ToldStatus, quote: string) =>
  mayTell({ owner: 'agent' }, status, { window_number: 1, turn: 0, speaker, quote });

describe('who may say what of a promise of the agent', () => {
  it.each<['agent' | 'customer', ToldStatus, string]>([
    ['customer', 'missed', 'I am still waiting for the router.'],
    ['agent', 'missed', "I'm sorry, it was never sent out."],
    ['agent', 'attempted', 'I tried to call you on Friday.'],
    ['customer', 'attempted', 'I had a missed call from you.'],
    ['agent', 'kept', "I've just sent it, it will be there tomorrow."],
    ['customer', 'kept', 'It has arrived, thank you.'],
    ['agent', 'replaced', "I'll send you another one today."],
    ['agent', 'withdrawn', "I'm afraid we can't send it after all."],
    ['customer', 'withdrawn', 'Forget the router, I bought one.'],
    // Other languages are held to the quote alone.
    ['agent', 'withdrawn', 'Wir liefern dieses Gerät leider überhaupt gar nie mehr aus'],
  ])('%s says %s: %s', (speaker, status, quote) => {
    expect(says(speaker, status, quote)).toBe(true);
  });

  it.each<['agent' | 'customer', ToldStatus, string]>([
    ['agent', 'missed', 'The router is a very good one for the price.'],
    ['agent', 'attempted', "I'll call you on Friday about it."],
    ['agent', 'kept', "I'll send it to you tomorrow."],
    ['customer', 'replaced', 'You will send me another one today.'],
    ['agent', 'withdrawn', "I've cancelled your contract for you."],
    ['customer', 'withdrawn', 'I have a question about the router.'],
  ])('%s does not say %s: %s', (speaker, status, quote) => {
    expect(says(speaker, status, quote)).toBe(false);
  });
});

describe('the day that words about the past name', () => {
  it.each([
    ['on Monday', '2026-11-23'],
    ['yesterday', '2026-11-24'],
    ['this morning', '2026-11-25'],
    ['two days ago', '2026-11-23'],
    ['a week ago', '2026-11-18'],
    ['last Wednesday', '2026-11-18'],
    ['Monday of last week', null],
    ['some time ago', null],
  ])('%s, said on a Wednesday: %s', (words, day) => {
    expect(pastDay(words, '2026-11-25')).toBe(day);
  });
});
