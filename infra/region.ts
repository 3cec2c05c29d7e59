import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Returns the region of the environment or of the shell's profile, by the rules of the AWS CLI; undefined when none is
 * set.
 */
export function findRegion(env: Record<string, string | undefined>): string | undefined {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || ofProfile(env);
}

/**
 * Returns the region as {@link findRegion} finds it.
 *
 * @throws {Error} with one line when none is set: SST would silently use us-east-1, and customer data would be stored
 *   on another continent.
 */
export function namedRegion(env: Record<string, string | undefined>): string {
  const region = findRegion(env);
  if (region) return region;
  throw new Error(
    'No region is named: set AWS_REGION (such as eu-central-1), or "region" in the profile that AWS_PROFILE names.',
  );
}

function ofProfile(env: Record<string, string | undefined>): string | undefined {
  const profile = env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || 'default';
  const folder = join(env.HOME || env.USERPROFILE || homedir(), '.aws');
  const config = env.AWS_CONFIG_FILE || join(folder, 'config');
  const credentials = env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials');
  return (
    regionIn(config, [`profile ${profile}`, ...(profile === 'default' ? [profile] : [])]) ??
    regionIn(credentials, [profile])
  );
}

/** The `region` of the first of these sections that has one; undefined also when the file is missing. */
function regionIn(file: string, sections: readonly string[]): string | undefined {
  let section = '';
  for (const line of linesOf(file)) {
    const heading = /^\[\s*([^\]]*?)\s*\]/.exec(line.trim());
    if (heading) section = (heading[1] ?? '').replace(/\s+/g, ' ');
    // Indented lines belong to a nested setting such as "s3".
    const region = /^region\s*=\s*([\w-]+)/.exec(line)?.[1];
    if (region !== undefined && sections.includes(section)) return region;
  }
  return undefined;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
