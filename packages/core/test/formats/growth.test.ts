import { describe, expect, it } from 'vitest';
import { readTranscripts } from '../../src/formats/read-file.ts';
import { sidesOf } from '../../src/formats/sides.ts';
import { UnreadableTranscript } from '../../src/formats/transcript.ts';
import { SHAPES } from '../support/adversarial-shapes.ts';
import { leastOwnTime } from '../support/own-time.ts';

const SIZE = 60_000;
/** Generous: what is quadratic takes seconds at this size. */
const MOST_MS = 700;

/** Texts of each kind with a hostile part where a pattern looks. */
const FILES: Record<string, (text: string) => string> = {
  webvtt: (text) =>
    `WEBVTT\n\n00:01.000 --> 00:02.000\n${text}\n\n00:02.000 --> 00:03.000\n<v Agent>${text}</v>\n`,
  'labelled text': (text) => `Agent: ${text}\nCustomer: hello\n${text}: x\nAgent: bye\n`,
  whatsapp: (text) => `3/13/26, 2:30 PM - Agent: ${text}\n3/13/26, 2:31 PM - Ana: hi\n${text}`,
  csv: (text) => `speaker,text,begin_ms\nagent,"${text}",1\ncustomer,${text},2\n`,
  'contact lens': (text) =>
    JSON.stringify({
      Channel: 'VOICE',
      JobStatus: 'COMPLETED',
      CustomerMetadata: { InputS3Uri: text },
      Transcript: [
        { ParticipantId: text, Content: text },
        { ParticipantId: 'b', Content: text },
      ],
    }),
  'plain text': (text) => text,
};

describe('a hostile file', () => {
  it.each(Object.keys(FILES))(
    'of %s takes no longer than its size explains',
    (kind) => {
      const slow = SHAPES.flatMap(({ name, text }) => {
        const file = FILES[kind]?.(text(SIZE)) ?? '';
        const millis = leastOwnTime(() => {
          try {
            for (const transcript of readTranscripts(file)) sidesOf(transcript);
          } catch (error) {
            if (!(error instanceof UnreadableTranscript)) throw error;
          }
        });
        return millis > MOST_MS ? [`${name}: ${Math.round(millis)} ms`] : [];
      });
      expect(slow).toEqual([]);
    },
    240_000,
  );
});
