import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import { type PromptPart, partsOf } from '../../src/prompt/prompt-lines.ts';
import { quotePlaces } from '../../src/prompt/quote-places.ts';
import { windowOf } from '../support/story.ts';

const partOf = (turns: { speaker: string; transcript: string }[]): PromptPart => {
  const [part] = partsOf(decodeCall('c', [windowOf('c', 1, turns)]), 32_000);
  if (part === undefined) throw new Error('no part');
  return part;
};
const PART = partOf([
  { speaker: 'agent', transcript: 'Hello, how can I help?' },
  { speaker: 'customer', transcript: 'The form never came. Thank you for asking.' },
  { speaker: 'agent', transcript: "I'll send it again. Thank you." },
  { speaker: 'customer', transcript: 'Thank you.' },
  { speaker: 'agent', transcript: 'Thank you, goodbye.' },
]);

describe('where a quote of a model stands', () => {
  const placeOf = quotePlaces(PART);

  it('a quote that one turn holds is of that turn and its speaker, whatever line was named', () => {
    for (const line of [0, 1, 7, 99_999]) {
      expect(placeOf({ quote: 'The form never came', line })).toMatchObject({ turn: 1, speaker: 'customer' });
      expect(placeOf({ quote: "I'll send it again.", line })).toMatchObject({ turn: 2, speaker: 'agent' });
    }
  });

  it('of several turns the one of the wanted side counts, then the one nearest to the line', () => {
    expect(placeOf({ quote: 'Thank you', line: 1 }, 'customer')).toMatchObject({ turn: 3 });
    expect(placeOf({ quote: 'Thank you', line: 0 }, 'customer')).toMatchObject({ turn: 1 });
    expect(placeOf({ quote: 'Thank you', line: 2 }, 'agent')).toMatchObject({ turn: 4 });
    expect(placeOf({ quote: 'Thank you', line: 2 })).toMatchObject({ turn: 4 });
  });

  it('words that no turn holds, or that cut a word, stand nowhere', () => {
    expect(
      ['The form never came. I', 'hello, how', 'The for', '', '…'].map((quote) =>
        placeOf({ quote, line: 0 }),
      ),
    ).toEqual([null, null, null, null, null]);
  });

  it('every run of whole words of a turn is found in a turn that holds it, in any call', () => {
    const word = fc.constantFrom('form', 'refund', 'it', 'Thanks', 'ok', 'übermorgen', '明日', '5', "I'll");
    const turn = fc.record({
      speaker: fc.constantFrom('agent', 'customer', 'ivr'),
      transcript: fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' ')),
    });
    fc.assert(
      fc.property(
        fc.array(turn, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(99),
        (turns, at, line) => {
          const part = partOf(turns);
          const chosen = turns[at % turns.length]?.transcript ?? '';
          const words = chosen.split(' ');
          const quote = words.slice(0, 1 + (line % words.length)).join(' ');
          const place = quotePlaces(part)({ quote, line });
          const spoken = part.lines.flatMap(({ agent, customer, other }) => [agent, customer, other]);
          const held = spoken.find((one) => one?.turn.index === place?.turn)?.turn;
          if (!/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(quote)) expect(place).toBeNull();
          // A repeated turn is folded when the call is read.
          else if (held !== undefined)
            expect([held.text.includes(quote), held.speaker]).toEqual([true, place?.speaker]);
          else expect(spoken.some((one) => one?.turn.text.includes(quote))).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });
});
