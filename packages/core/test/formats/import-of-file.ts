import { Turns } from '../../src/call/window-lists.ts';
import { readTranscripts } from '../../src/formats/read-file.ts';
import { sidesOf } from '../../src/formats/sides.ts';
import { UnreadableTranscript } from '../../src/formats/transcript.ts';
import { windowsOf } from '../../src/formats/windows.ts';

const LARGEST_WINDOW = 340 * 1024;

/**
 * Reads a text as an import does, down to its windows.
 *
 * @returns the codes of refusals, or `imported` for each call.
 * @throws {Error} for anything but a refusal, or for windows that could not be stored.
 */
export function importOf(text: string): string[] {
  const refused = (work: () => string): string => {
    try {
      return work();
    } catch (error) {
      if (error instanceof UnreadableTranscript) return error.code;
      throw error;
    }
  };
  const outcomes: string[] = [];
  const whole = refused(() => {
    const transcripts = readTranscripts(text, { dateOrder: 'mdy', speaker: 'agent', language: 'all' });
    for (const transcript of transcripts.slice(0, 50)) {
      outcomes.push(
        refused(() => {
          // Without a word on the sides the import proposes some; the refusal shows no word of the call.
          refused(() => String(sidesOf(transcript).how.length));
          const { roles } = sidesOf(transcript, { rest: 'customer' });
          const { windows } = windowsOf(transcript, Date.UTC(2026, 2, 3), roles);
          for (const [index, { window_number, turns, created_at }] of windows.entries()) {
            if (window_number !== index + 1) throw new Error('windows are not numbered in order');
            if (Number.isNaN(Date.parse(created_at))) throw new Error('a window has no time');
            if (Buffer.byteLength(JSON.stringify(turns)) > LARGEST_WINDOW)
              throw new Error('a window is too large');
            Turns.parse(turns);
          }
          return 'imported';
        }),
      );
    }
    return 'read';
  });
  return whole === 'read' ? outcomes : [whole];
}
