import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The region that the environment or the profile of the shell names, by the rules of AWS's own tools.
 *
 * @throws {Error} with one line when none is named: SST would then take us-east-1 without a word, and data of customers would
 *   lie on another continent.
 */
export function namedRegion(env: Record<string, string | undefined>): string {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || ofProfile(env);
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

/** The `region` of the first of these sections that has one; undefined also where there is no such file. */
function regionIn(file: string, sections: readonly string[]): string | undefined {
  let section = '';
  for (const line of linesOf(file)) {
    const heading = /^\[\s*([^\]]*?)\s*\]/.exec(line.trim());
    if (heading) section = (heading[1] ?? '').replace(/\s+/g, ' ');
    // What is indented belongs to a setting of its own, such as "s3".
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
