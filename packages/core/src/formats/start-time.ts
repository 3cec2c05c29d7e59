import { momentInZone } from '../shared/calendar.ts';
import { toIso } from '../shared/timestamps.ts';
import type { FileTime, Transcript } from './transcript.ts';

/** The moment at which the clocks of a time zone show what a time without a zone says. */
export function inZone(time: FileTime, timeZone: string): FileTime {
  return { ms: momentOf(time.ms, timeZone), hasZone: true, from: `${time.from}, in ${timeZone}` };
}

/** The transcript with its times read in a time zone, where the file names none. */
export function transcriptInZone(transcript: Transcript, timeZone: string): Transcript {
  const { startedAt, turns } = transcript;
  if (startedAt === null || startedAt.hasZone) return transcript;
  return {
    ...transcript,
    startedAt: inZone(startedAt, timeZone),
    turns: turns.map((turn) => (turn.at === undefined ? turn : { ...turn, at: momentOf(turn.at, timeZone) })),
  };
}

function momentOf(clockMs: number, timeZone: string): number {
  const day = toIso(clockMs).slice(0, 10);
  return momentInZone(day, (clockMs - Date.parse(day)) / 60_000, timeZone);
}
