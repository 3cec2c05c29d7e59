import { describe, expect, it } from 'vitest';
import { redact, redactCall } from '../../src/redaction/redact.ts';
import { spokenCall } from '../support/spoken-call.ts';
import type { Dialogue } from './redaction-dialogue.ts';
import { DIALOGUES, HARMLESS } from './redaction-dialogues.ts';
import { HELD_OUT_DIALOGUES, HELD_OUT_HARMLESS } from './redaction-dialogues-held-out.ts';
import { MORE_DIALOGUES } from './redaction-dialogues-more.ts';

describe('a conversation', () => {
  it.each([...DIALOGUES, ...MORE_DIALOGUES].map((dialogue) => [dialogue.name, dialogue] as const))(
    'a redacted conversation shows none of its secrets and all of the rest: %s',
    (_, dialogue) => {
      expect(faultsOf(dialogue)).toEqual([]);
    },
  );

  it('at most a tenth of the held-out conversations leak', () => {
    const faults = HELD_OUT_DIALOGUES.map((dialogue) => [dialogue.name, ...faultsOf(dialogue)]).filter(
      ([, ...found]) => found.length > 0,
    );
    console.log(`held-out dialogues with a fault: ${faults.length} of ${HELD_OUT_DIALOGUES.length}`);
    expect({ most: Math.max(3, faults.length), faults }).toMatchObject({ most: 3 });
  });

  it('redacting a conversation again changes nothing', () => {
    for (const dialogue of [...DIALOGUES, ...MORE_DIALOGUES, ...HELD_OUT_DIALOGUES]) {
      const once = redactCall(spokenCall(dialogue.turns));
      expect(redactCall(once)).toEqual(once);
    }
  });
});

describe('a sentence without a secret', () => {
  it.each(HARMLESS)('a sentence without a secret stays: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('at least 19 of 20 held-out sentences without a secret stay', () => {
    const changed = HELD_OUT_HARMLESS.filter((text) => redact(text) !== text);
    console.log(`held-out harmless sentences changed: ${changed.length} of ${HELD_OUT_HARMLESS.length}`);
    expect({ most: Math.max(1, changed.length), changed }).toMatchObject({ most: 1 });
  });
});

function faultsOf(dialogue: Dialogue): string[] {
  const said = redactCall(spokenCall(dialogue.turns)).turns.map(({ text }) => text);
  const whole = said.join('\n');
  return [
    ...dialogue.hide
      .filter((passage) => whole.includes(passage))
      .map((passage) => `leaks ${passage}: ${whole}`),
    ...dialogue.keep
      .filter((passage) => !whole.includes(passage))
      .map((passage) => `lost ${passage}: ${whole}`),
  ];
}
