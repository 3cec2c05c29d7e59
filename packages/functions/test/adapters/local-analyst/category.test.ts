import { CATEGORIES } from '@live-assist/core/analytics/categories';
import { describe, expect, it } from 'vitest';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { callOf } from './local-analyst-calls.ts';

const categoryOf = async (said: string, categories?: { name: string; sentence: string }[]) => {
  const call = callOf(['agent: Hello, how can I help?', `customer: ${said}`, 'agent: Let me see.']);
  const request = { call, metrics: {} as never, openCommitments: [], deadline: 0 };
  const { judgement } = await localAnalyst().analyze({ ...request, ...(categories && { categories }) });
  return judgement.category;
};

describe('the category of a call', () => {
  it.each([
    ['I want my money back for the blender.', 'refund'],
    ['I forgot my password.', 'account-access'],
    ['I need to cancel my gym membership.', 'cancellation'],
    ['My parcel was never delivered.', 'delivery'],
    ['I would like to book a table for four.', 'new-booking'],
    ['I need to change my reservation.', 'booking-change'],
    ["There is a power cut, we're without power.", 'outage'],
    ['I want to open a claim for water damage.', 'claim'],
    ['Good morning to you all.', 'general-enquiry'],
  ])('%s is %s, a name of the list', async (said, category) => {
    expect(CATEGORIES).toContain(category);
    expect(await categoryOf(said)).toBe(category);
  });

  it('is one of the contact centre’s own, if it has a list', async () => {
    const own = [
      { name: 'garden-visit', sentence: 'A gardener should come and look after lawn, trees or hedges.' },
      { name: 'refund', sentence: 'The customer wants money back.' },
    ];
    expect(await categoryOf('My hedges are too high, can somebody come?', own)).toBe('garden-visit');
    expect(await categoryOf('I would like to be reimbursed.', own)).toBe('refund');
    expect(await categoryOf('I forgot my password.', own)).toBe('general-enquiry');
  });
});
