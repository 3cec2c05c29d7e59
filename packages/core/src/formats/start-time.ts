import { momentInZone } from '../shared/calendar.ts';
import { toIso } from '../shared/timestamps.ts';
import type { FileTime, Transcript } from './transcript.ts';

/** The moment at which the clocks of a time zone show what a time without a zone says. */
export function inZone(time: FileTime, timeZone: string): FileTime {
  return { ms: momentOf(time.ms, timeZone), hasZone: true, from: `${time.from}, in ${timeZone}` };
}

/** True if turns have absolute times without a zone. */
export function hasPlainTurns({ startedAt, turns, turnsHaveZone }: Transcript): boolean {
  const hasZone = turnsHaveZone ?? startedAt?.hasZone ?? true;
  return !hasZone && turns.some(({ at }) => at !== undefined);
}

/** The transcript with its times read in a time zone, where the file names none. */
export function transcriptInZone(transcript: Transcript, timeZone: string): Transcript {
  const { startedAt, turns } = transcript;
  const arePlain = hasPlainTurns(transcript);
  const isPlain = startedAt !== null && !startedAt.hasZone;
  if (!arePlain && !isPlain) return transcript;
  return {
    ...transcript,
    startedAt: isPlain ? inZone(startedAt, timeZone) : startedAt,
    turns: arePlain
      ? turns.map((turn) => (turn.at === undefined ? turn : { ...turn, at: momentOf(turn.at, timeZone) }))
      : turns,
  };
}

function momentOf(clockMs: number, timeZone: string): number {
  const day = toIso(clockMs).slice(0, 10);
  return momentInZone(day, (clockMs - Date.parse(day)) / 60_000, timeZone);
}
