import { type Due, dueOf, NOT_DUE, phraseOf } from '../../../src/evidence/due-date.ts';

/** A sentence of an agent and when what it promises is due. */
export interface Saying {
  sentence: string;
  /** `YYYY-MM-DD` of the day on which it is said, at ten in the morning in Los Angeles. */
  callDay: string;
  /** Each day that is right; null: no day. */
  days: (string | null)[];
  /** `HH:MM` on that day; null where the sentence is no example of a time. */
  time: string | null;
}

/**
 * Reads a table of sayings. A line: each right day ("-" for none) separated by commas, the time where one is named, " | ", the
 * sentence. A line "@ day" gives the day on which those below it are said.
 */
export function sayings(table: string): Saying[] {
  let callDay = '';
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [right = '', sentence] = line.split(' | ');
      const [days = '', time = null] = right.split(' ');
      if (sentence === undefined) {
        callDay = line.slice('@ '.length);
        return [];
      }
      return [{ sentence, callDay, days: days.split(',').map((day) => (day === '-' ? null : day)), time }];
    });
}

/** When a saying is due as its sentence is read. */
export function dueOfSaying({ sentence, callDay }: Saying): Due {
  const phrase = phraseOf(sentence);
  const said = { day: callDay, minutes: 600, timeZone: 'America/Los_Angeles' };
  return phrase === null ? NOT_DUE : dueOf(phrase, said);
}
