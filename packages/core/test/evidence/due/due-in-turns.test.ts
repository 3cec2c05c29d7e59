import { describe, expect, it } from 'vitest';
import { findDueWords } from '../../../src/evidence/due-date.ts';
import { type Line, promise } from './made-promise.ts';

// The day, the turn of the promise and the turns of an agent and a customer on Wednesday 25 November 2026.
const TURNS = `
2026-11-27 | 1 | c: When can I expect that? | a: I'll get it over to you by Friday.
2026-11-26 | 0 | a: I'll send that to you. | c: When? | a: Tomorrow.
2026-11-30 | 0 | a: I'll send that to you. | c: Okay, when do you think? | a: Um, probably Monday.
2026-11-27 | 0 | a: I'll send that to you. | c: By when? | a: End of day Friday.
2026-11-30 | 0 | a: I'll send that to you. | c: How soon? | a: Within three working days.
2026-12-02 | 0 | a: I'll send that to you. | c: How long will that take? | a: Three to five working days.
2026-12-09 | 0 | a: I'll send that to you. | c: How long will that take? | a: Um, about two weeks.
2026-12-03 | 0 | a: I'll send that to you. | c: What day? | a: The 3rd of December.
2026-11-26 | 0 | a: I'll send that to you. | c: Today? | a: No, tomorrow.
2026-11-25 | 0 | a: I'll send that to you. | c: Today? | a: Yes, today.
2026-11-26 | 0 | a: I'll send that to you. | c: Will that be today? | a: Tomorrow morning.
2026-11-27 | 0 | a: I'll send that to you. | c: By Friday? | a: Yes.
2026-11-27 | 0 | a: I'll send that to you. | c: By Friday please. | a: Sure.
- | 0 | a: I'll send that to you. | c: By Friday? | a: I can't say.
- | 0 | a: I'll send that to you. | c: Are you open on Friday? | a: Yes.
2026-11-26 | 1 | c: Can you call me tomorrow at 3? | a: Yes, I'll call you.
2026-11-30 | 1 | c: Can you call me back on Monday? | a: Of course, I'll ring you then.
2026-11-27 | 1 | c: Could I have it by Friday? | a: Absolutely, I'll send it over.
2026-11-27 | 1 | c: Can someone call me tomorrow? | a: Tomorrow's no good, I'll call you Friday.
2026-11-26 | 0 | a: I'll call you back | c: mm | a: on Thursday afternoon.
2026-12-03 | 0 | a: I'll call you back on | a: the third of December.
2026-11-27 | 0 | a: I'll call you back on Thursday, sorry, | a: Friday.
2026-11-27 | 0 | a: I'll call you back tomorrow | a: or Friday at the latest.
2026-12-09 | 0 | a: I'll call you back in two | a: weeks.
2026-11-27 | 1 | a: Let me see, by Friday | a: I'll have that with you.
2026-11-30 | 2 | a: What about Monday? | c: Yes, Monday works. | a: Great, I'll call you then.
2026-11-30 | 2 | a: Is Monday okay? | c: Yes. | a: Perfect, I'll call you.
2026-11-26 | 2 | a: When suits you? | c: Thursday afternoon. | a: Okay, I'll call you then.
2026-11-26 | 2 | a: When suits you? | c: Tomorrow after 3. | a: No problem, I'll ring you.
- | 2 | a: When did it break? | c: On Friday. | a: Okay, I'll send a new one.
- | 2 | a: Is Monday okay? | c: No. | a: Okay, I'll call you.
- | 1 | c: My flight is on Friday. | a: I'll send it.
- | 1 | c: It broke on Monday. | a: Okay, I'll send a new one.
- | 1 | c: When did you send it, Friday? | a: No idea. I'll check.
`;

const cases = TURNS.trim()
  .split('\n')
  .map((line): [said: string, lines: Line[], turn: number, day: string | null] => {
    const [day = '', turn, ...said] = line.split(' | ');
    const lines = said.map((words): Line => [words.startsWith('a') ? 'agent' : 'customer', words.slice(3)]);
    return [said.join(' '), lines, Number(turn), day === '-' ? null : day];
  });

describe('the day of a promise that is spoken of in several turns', () => {
  it.each(cases)('%s', (_, lines, turn, day) => {
    const quote = /I'll [\w ,]+/.exec(lines[turn]?.[1] ?? '')?.[0] ?? '';
    const { due, evidence } = promise(lines, { turn, due: findDueWords(quote), quote });
    expect(due[0]).toBe(day);
    if (day === null) expect(evidence).toHaveLength(1);
  });
});
