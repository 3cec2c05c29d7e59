import type { Call } from '../call/call.ts';
import { LiveAssistError } from '../shared/errors.ts';
import type { Clock, OwnWork } from './clock.ts';

/** How long an analysis works before it lets other requests be answered, in milliseconds. */
const SLICE_MS = 20;
/**
 * The budget of own processing: this much for any call, and so much more for each 1,000 characters. An honest call takes
 * a twentieth of it; what takes all of it holds text that was made to be slow, or meets a pattern that is.
 */
const BUDGET_MS = 5_000;
const BUDGET_MS_PER_1000 = 30;
/** A turn, a tip or a tool call counts as at least so many characters: each is work, however short it is. */
const LEAST_CHARACTERS = 40;

/**
 * Counts the processing of one call. Time that is waited for something else does not count, and neither does time in which
 * the process stood still where the clock can tell.
 *
 * @example
 * const work = ownWorkOn(call, clock);
 * for (const turn of call.turns) {
 *   read(turn);
 *   await work.step();
 * }
 */
export function ownWorkOn(call: Call, clock: Clock): OwnWork {
  const budget = budgetOf(call);
  let spent = 0;
  let mayFail = true;
  let begin = readings(clock);
  const resume = () => {
    begin = readings(clock);
  };
  return {
    async step() {
      if (clock.now() - begin.now < SLICE_MS) return;
      const end = readings(clock);
      spent += Math.min(end.now - begin.now, end.worked - begin.worked);
      if (mayFail && spent > budget) throw tooComplex();
      await new Promise<void>((resolve) => clock.after(0, resolve));
      resume();
    },
    resume,
    carryThrough() {
      mayFail = false;
    },
  };
}

/** Lets other requests be answered in between, as {@link ownWorkOn} does, and counts nothing. */
export function pausesOn(clock: Clock): Pick<OwnWork, 'step'> {
  let begin = clock.now();
  return {
    async step() {
      if (clock.now() - begin < SLICE_MS) return;
      await new Promise<void>((resolve) => clock.after(0, resolve));
      begin = clock.now();
    },
  };
}

/** Milliseconds of own processing that a call may take. */
export function budgetOf({ turns, tips, activities }: Call): number {
  const characters = [
    ...turns.map(({ text }) => text.length),
    ...tips.map(({ content }) => content.length),
    ...activities.map(({ name, input, output }) => name.length + input.length + output.length),
  ].reduce((sum, length) => sum + Math.max(LEAST_CHARACTERS, length), 0);
  return BUDGET_MS + (characters / 1_000) * BUDGET_MS_PER_1000;
}

// A clock that is set anew, and a machine that is busy with something else, both look like work to only one of the two.
function readings(clock: Clock): { now: number; worked: number } {
  const now = clock.now();
  return { now, worked: clock.worked?.() ?? now };
}

function tooComplex(): LiveAssistError {
  return new LiveAssistError(
    'transcript_too_complex',
    'This call takes too long to process and is not analysed. Check what records it.',
  );
}
