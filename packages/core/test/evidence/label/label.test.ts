import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesDay, withoutDays } from '../../../src/evidence/label/day-words.ts';
import { labelOf, topicOf } from '../../../src/evidence/label/label.ts';

const label = (text: string) => labelOf(text, `${text}.`);

describe('the label of a promise', () => {
  it.each([
    ["I'll email you the refund form by Friday", 'Email refund form'],
    ["I'll call you back on Monday with the result", 'Call back with result'],
    ['We will refund you the delivery charge within five working days', 'Refund delivery charge'],
    ["You'll get a new card by Saturday", 'New card'],
    ['An engineer will come out on Thursday between eight and one', 'Engineer come out'],
    ["Once you send me the form I'll refund you", 'Refund'],
    ["I'll send the replacement as soon as you post the old one back", 'Send replacement'],
    ["It'll be with you on Saturday", "It'll be with you"],
    ['My supervisor, Helen, will call you back by Friday', 'Supervisor call back'],
    ['It should be there within two hours', 'It should be there'],
    ['It will be delivered by Thursday', 'It will be delivered'],
    ["I'll talk to her and I'll let you know by Friday", 'Talk to her'],
    ['Ich schicke Ihnen das Formular bis Freitag', 'Schicke Formular'],
    ['Je vous envoie le formulaire demain', 'Envoie formulaire'],
    ['Le envío el formulario el viernes', 'Envío el formulario'],
  ])('%s: %s', (text, expected) => {
    expect(label(text)).toBe(expected);
  });

  it('has at most six words of the promise, none of them for a day, whatever is promised', () => {
    const word = fc.constantFrom(
      ...`I'll we will you send email call the a refund form to Friday tomorrow next week every month by on within two days
      Montag demain if once you get back , . [CARD] 50 pounds £ 😀 that it`.split(/\s+/),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        const text = words.join(' ');
        const found = labelOf(text, text);
        if (found === null) return;
        const own = found.split(' ');
        expect(own.length).toBeLessThanOrEqual(6);
        expect(namesDay(found)).toBe(false);
        for (const one of own) expect(text.toLowerCase()).toContain(one.toLowerCase());
      }),
      { numRuns: 500 },
    );
  });
});

describe('what a call was about', () => {
  const about = (text: string) =>
    topicOf({ text, evidence: [{ window_number: 1, turn: 0, speaker: 'customer', quote: text }] })?.text ??
    null;

  it.each([
    ["I'm calling about the double charge in October", 'The double charge in October'],
    ['I need to change my address please', 'Change my address'],
    ["My internet's been off since Saturday and I work from home", "My internet's been off since Saturday"],
    ['I want to know why my bill has gone up', 'My bill has gone up'],
    ['My parcel has been', 'My parcel'],
    ['They have sent me the wrong size of shoes again', 'Sent me the wrong size of shoes again'],
    [
      'You lot have charged seven thousand three hundred dollars to my old card',
      'Charged seven thousand three hundred dollars',
    ],
    [
      'I want to know why you people have taken one thousand eight hundred and forty pounds out of my account',
      'Taken one thousand eight hundred and forty pounds',
    ],
    ['I lost two hundred and I want it back', 'I lost two hundred'],
    [
      'My screen goes black every few minutes since the last update',
      'My screen goes black every few minutes',
    ],
    ['We were billed twice by the same branch in a month', 'We were billed twice by the same branch'],
    ["You haven't sent me the two missing parts of the bed", "You haven't sent me the two missing parts"],
    ['Hello.', null],
  ])('%s: %s', (text, expected) => {
    expect(about(text)).toBe(expected);
  });

  it('is null without a finding, and keeps its evidence', () => {
    expect(topicOf(null)).toBeNull();
    const evidence = [
      { window_number: 1, turn: 2, speaker: 'agent' as const, quote: 'So the router is broken.' },
    ];
    expect(topicOf({ text: 'The router is broken', evidence })).toEqual({
      text: 'The router is broken',
      evidence,
    });
  });
});

describe('a text without days', () => {
  it.each([
    ['I will send it by Friday', 'I will send it'],
    ['Wir rufen Sie am Montag an', 'Wir rufen Sie an'],
    ['Nous rappelons demain', 'Nous rappelons'],
    ['Your Sunday roast', 'Your roast'],
    ['You may march on', 'You may march on'],
  ])('%s: %s', (text, expected) => {
    expect(withoutDays(text)).toBe(expected);
  });
});
