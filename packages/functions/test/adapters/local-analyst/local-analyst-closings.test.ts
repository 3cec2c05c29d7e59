import type { OpenCommitment } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { callOf, judge } from './local-analyst-calls.ts';

const promise = (id: string, text: string, rest: Partial<OpenCommitment> = {}): OpenCommitment => ({
  id,
  text,
  owner: 'agent',
  dueAt: '2026-03-06',
  ...rest,
});
const form = promise('form', "I'll email you the form by Friday");
const credit = promise('credit', "We'll credit forty euros to your account by Friday");
const refund = promise('refund', "We'll refund the delivery charge within five working days");
const engineer = promise('engineer', 'An engineer will call you on Friday to check the boiler');
const supervisor = promise('supervisor', 'My supervisor, Helen, will call you back by Friday');
const callback = promise('callback', "I'll call you back on Friday with the result");
const photos = promise('photos', "I'll send the photos tonight", { owner: 'customer' });

const promises = { form, credit, refund, engineer, supervisor, callback, photos };
type Name = keyof typeof promises;

const AFTER = '2026-03-10T10:00:00.000Z';
const BEFORE = '2026-03-05T10:00:00.000Z';
const closingsOf = async (lines: string[], open: OpenCommitment[], at = AFTER) =>
  (await judge(callOf(lines, [], at), open)).closings.map(
    ({ commitment_id, status, evidence: [said] }) =>
      [commitment_id, status, said !== undefined && 'quote' in said ? said.quote : null] as const,
  );

describe('the agent asks whether it was done', () => {
  it.each<[Name, string, string]>([
    ['form', 'Did you get the form?', 'I did, it came the next morning.'],
    ['form', 'Did you get the form?', 'Yes, got it.'],
    ['form', 'And have you received the form?', 'Yes I have, thanks.'],
    ['form', 'Did the form arrive?', 'Yes, thank you.'],
    ['credit', 'And the credit?', 'Yeah, that landed on Tuesday.'],
    ['refund', 'Has the refund come through?', 'Yes, it turned up last week.'],
    ['engineer', 'Did anybody call you?', 'Yes, they did.'],
    ['engineer', 'Did the engineer phone you?', 'He did, on Friday.'],
    ['photos', 'Did you send the photos?', 'Yes, I sent them the same night.'],
  ])('%s is kept: %s %s', async (name, question, answer) => {
    const lines = [`agent: Good morning. ${question}`, `customer: ${answer}`];
    expect(await closingsOf(lines, [promises[name]])).toEqual([[name, 'kept', answer]]);
  });

  it('the agent asks whether it was done quotes the sentence that says what came', async () => {
    const lines = ['agent: Did you get the form?', 'customer: Yes. It arrived on Monday.'];
    expect(await closingsOf(lines, [form])).toEqual([['form', 'kept', 'It arrived on Monday.']]);
  });

  it.each<[Name, string, string]>([
    ['form', 'Did you get the form?', 'No, nothing came.'],
    ['form', 'Did you get the form?', "No, I haven't."],
    ['form', 'Did you get the form?', 'Not yet.'],
    ['form', 'Did you get the form?', 'Still waiting.'],
    ['credit', 'And the credit?', "No, it hasn't come through."],
    ['engineer', 'Did anybody call you?', 'Nobody did.'],
    ['supervisor', 'Did Helen call you?', 'No.'],
    ['photos', 'Have you sent the photos?', 'No, not yet, sorry.'],
    ['form', 'Did you get the form?', 'Yes, but it was empty.'],
    ['form', 'Did you get the form?', 'Yes, only the first page came.'],
  ])('%s is missed: %s %s', async (name, question, answer) => {
    const lines = [`agent: ${question}`, `customer: ${answer}`];
    expect(await closingsOf(lines, [promises[name]])).toEqual([[name, 'missed', answer]]);
    // Whether its day has come is for the memory to say.
    expect(await closingsOf(lines, [promises[name]], BEFORE)).toEqual([[name, 'missed', answer]]);
  });

  it.each<[string, Name, string, string]>([
    ['a doubt', 'form', 'Did you get the form?', 'I think so.'],
    ['a doubt', 'form', 'Did you get the form?', 'Yes, probably.'],
    ['half a yes', 'form', 'Did you get the form?', 'Yes, but I have another question.'],
    ['a question back', 'form', 'Did you get the form?', 'Which form?'],
    ['no answer', 'form', 'Did you get the form?', 'Right, listen.'],
    ['no answer', 'form', 'Did you get the form?', 'Yes, about my bill.'],
    ['a mere yes to a question without a verb', 'credit', 'And the credit?', 'Yes.'],
    ['a mere no to a question without a verb', 'credit', 'And the credit?', 'No.'],
    ['thanks', 'credit', 'And the credit?', 'Yes, thank you so much.'],
    ['no answer', 'form', 'Did you get the form?', "I didn't get a chance to look."],
    ['another matter', 'form', 'Did you get the router?', 'Yes, I did.'],
    ['another matter', 'form', 'Did you get the form number from the website?', 'Yes, I did.'],
    ['another person', 'engineer', 'Did the plumber call you?', 'Yes, he did.'],
    ['what is to come', 'form', 'Will you get the form?', 'Yes.'],
    ['a question that denies', 'form', "Didn't you get the form?", 'Yes.'],
    ['two questions', 'form', 'How are you? Did you get the form?', 'Yes.'],
  ])('%s leaves %s open: %s %s', async (_, name, question, answer) => {
    expect(await closingsOf([`agent: ${question}`, `customer: ${answer}`], [promises[name]])).toEqual([]);
  });

  it('the agent asks whether it was done listens to the directly following turn alone', async () => {
    const late = ['agent: Did you get the form?', 'agent: Hello?', 'customer: Yes, I did.'];
    expect(await closingsOf(late, [form])).toEqual([]);
    expect(await closingsOf(['customer: Did you get the form?', 'agent: Yes, I did.'], [form])).toEqual([]);
  });
});

describe('the customer says by themselves what came', () => {
  it.each<[Name, string, string]>([
    ['credit', 'The forty euros showed up on Tuesday.', 'kept'],
    ['credit', 'The forty euros are in my account.', 'kept'],
    ['refund', 'The refund for the delivery charge has been paid.', 'kept'],
    ['refund', 'The delivery charge refund went through.', 'kept'],
    ['form', 'Your form turned up this morning.', 'kept'],
    ['engineer', 'Your engineer called me on Friday.', 'kept'],
    ['supervisor', 'Helen did call me.', 'kept'],
    ['engineer', 'The engineer never called.', 'missed'],
    ['engineer', 'And nobody called me about the boiler.', 'missed'],
    ['callback', 'I was promised a call on Friday and nobody rang or called.', 'missed'],
    ['refund', "The delivery charge still hasn't been refunded or paid.", 'missed'],
    ['credit', 'Only half of the forty euros arrived.', 'missed'],
  ])('%s: %s', async (name, line, status) => {
    expect(await closingsOf([`customer: ${line}`], [promises[name]])).toEqual([[name, status, line]]);
  });

  it.each<[Name, string]>([
    ['credit', 'I showed up at your office about the forty euros.'],
    ['form', 'I went through the list on the phone.'],
    ['form', 'Thank you so much for everything with the form.'],
    ['form', 'Thanks for calling about the form.'],
    ['engineer', 'Your billing team called me on Friday.'],
    ['engineer', 'I called the engineer.'],
    ['engineer', 'Nobody called me last year either.'],
    ['callback', 'Somebody called me on Friday.'],
  ])('%s stays open: %s', async (name, line) => {
    expect(await closingsOf([`customer: ${line}`], [promises[name]])).toEqual([]);
  });
});

describe('one sentence that fits several promises', () => {
  const brochure = promise('brochure', "I'll email you the brochure and the price list by Friday");
  const prices = promise('prices', "I'll post you the price list and a sample by Friday");

  it('one sentence that fits several promises ends the one that shares most words with it', async () => {
    const line = 'customer: I got the brochure and the price list.';
    expect((await closingsOf([line], [prices, brochure])).map(([id]) => id)).toEqual(['brochure']);
  });

  it('one sentence that fits several promises ends none when two fit equally', async () => {
    expect(await closingsOf(['customer: I got the price list.'], [prices, brochure])).toEqual([]);
    const calls = [engineer, supervisor];
    expect(await closingsOf(['agent: Did anybody call you?', 'customer: Yes, they did.'], calls)).toEqual([]);
  });

  it('one sentence that fits several promises ends a promise together with its renewal', async () => {
    const renewed = promise('renewed', "I'll email you the signed form by the end of today");
    const line = 'customer: I got the form.';
    expect((await closingsOf([line], [form, renewed])).map(([id]) => id)).toEqual(['form', 'renewed']);
    const answered = ['agent: Did you get the form?', 'customer: I did, yes.'];
    expect((await closingsOf(answered, [form, renewed])).map(([id]) => id)).toEqual(['form', 'renewed']);
  });

  it('one sentence that fits several promises tells of the one that fits best, whatever its day', async () => {
    const later = { ...brochure, dueAt: '2026-04-01' };
    const line = 'customer: I never got the brochure with the price list.';
    expect((await closingsOf([line], [prices, later])).map(([id]) => id)).toEqual(['brochure']);
  });

  it('a call may say that a promise was missed, and one more thing of it', async () => {
    const lines = [
      'customer: I never got the form.',
      'agent: Did you get the form?',
      'customer: Yes, I did.',
    ];
    expect((await closingsOf(lines, [form])).map(([, status]) => status)).toEqual(['missed', 'kept']);
  });
});
