import { UsageError } from './usage-error.ts';

/** @throws {UsageError} where no one could be asked about a guess, or nothing is to be consented to. */
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

/** @throws {UsageError} where batches and the rest of the command do not go together. */
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

/** @throws {UsageError} for an option of other importers that this one cannot have. */
export function refuseReplacing({ replace }: { replace: boolean }): void {
  if (!replace) return;
  throw new UsageError(
    'Words that were recorded are not replaced, because quotes and promises rest on them: there is no --replace. Import into an empty store (pnpm start --fresh) what was imported in the wrong way.',
  );
}
