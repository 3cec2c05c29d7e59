import { UsageError } from './usage-error.ts';

/**
 * Checks that a guess of the sides can be consented to.
 *
 * @throws {UsageError} where there is no guess, or no person who could be asked.
 */
export function requireConsent({
  yes,
  watch,
  'guess-roles': guess,
}: {
  yes: boolean;
  watch?: string;
  'guess-roles': boolean;
}): void {
  if (yes && !guess) throw new UsageError('--yes needs --guess-roles.');
  if (guess && !yes && watch !== undefined) throw new UsageError('--guess-roles needs --yes beside --watch.');
}

/**
 * Checks that `--batch` fits the other options.
 *
 * @throws {UsageError} if it does not.
 */
export function requireBatch({
  analyze,
  to,
  watch,
}: {
  analyze: boolean;
  to?: string;
  watch?: string;
}): void {
  if (!analyze) throw new UsageError('--batch needs --analyze.');
  if (to !== undefined && to !== 'local')
    throw new UsageError('--batch works on the engine of this machine. Leave --to or --batch out.');
  if (watch !== undefined) throw new UsageError('--batch and --watch exclude each other.');
}

/**
 * Refuses `--replace`, which other importers have, with what to do instead.
 *
 * @throws {UsageError} if it was given.
 */
export function refuseReplacing({ replace }: { replace: boolean }): void {
  if (!replace) return;
  throw new UsageError(
    'Words that were recorded are not replaced, because quotes and promises rest on them: there is no --replace. Import into an empty store (pnpm start --fresh) what was imported in the wrong way.',
  );
}
