import { describe, expect, it } from 'vitest';
import { readTranscripts } from '../../src/formats/read-file.ts';

const textsOf = (file: string) => readTranscripts(file)[0]?.turns.map(({ text }) => text);

describe('what a file says is all read', () => {
  it('an answer of "None" in a column of words', () => {
    const file = 'call_id,speaker,text\nc1,agent,Anything else?\nc1,customer,None\nc1,agent,Goodbye\n';
    expect(textsOf(file)).toEqual(['Anything else?', 'None', 'Goodbye']);
  });

  it('the results of Google with speakers of which none repeats the others', () => {
    const word = (text: string, from: number, speaker: string) => ({
      word: text,
      startOffset: `${from}s`,
      endOffset: `${from + 1}s`,
      speakerLabel: speaker,
    });
    const result = (...words: object[]) => ({ alternatives: [{ transcript: '…', words }] });
    const first = [word('hello', 0, '1'), word('there', 1, '1')];
    const second = [word('hi', 5, '2'), word('Mia', 6, '2')];
    const apart = { results: [result(...first), result(...second)] };
    expect(textsOf(JSON.stringify(apart))).toEqual(['hello there', 'hi Mia']);
    const repeated = { results: [result(...first), result(...second), result(...first, ...second)] };
    expect(textsOf(JSON.stringify(repeated))).toEqual(['hello there', 'hi Mia']);
  });

  it('the zone of the times before the names of speakers', () => {
    const file = (zone: string) =>
      `[2026-03-03T23:30:00${zone}] Agent: Hello there\n[2026-03-03T23:30:10${zone}] Customer: Hi\n`;
    const startOf = (zone: string) => readTranscripts(file(zone))[0]?.startedAt;
    expect(startOf('Z')).toMatchObject({ ms: Date.parse('2026-03-03T23:30:00Z'), hasZone: true });
    expect(startOf('+01:00')).toMatchObject({ ms: Date.parse('2026-03-03T22:30:00Z'), hasZone: true });
    expect(startOf('')).toMatchObject({ hasZone: false });
  });

  it('a turn ends where it ends: no words of others are put into it', () => {
    const open = 'call_id,speaker,text\nc1,agent,"Hello\nc1,customer,Hi\nc1,agent,Bye\n';
    expect(() => readTranscripts(open)).toThrow(/quotation mark of this CSV is never closed/);
    const cue = (at: number, words: string) => `00:0${at}.000 --> 00:0${at + 1}.000\n${words}\n`;
    const cues = [cue(1, '<v Agent>Hello'), cue(3, 'My money back'), cue(5, '<v Customer>Yes')].join('\n');
    const [captions] = readTranscripts(`WEBVTT\n\n${cues}`);
    expect(captions?.turns.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['Agent', 'Hello'],
      ['unknown voice', 'My money back'],
      ['Customer', 'Yes'],
    ]);
  });
});
