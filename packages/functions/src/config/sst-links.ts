import { Resource } from 'sst/resource';

/** The variable of `readConfig` that each link of sst.config.ts stands for. */
const VARIABLES = {
  CallRecords: 'CALL_RECORDS_TABLE',
  CallAnalytics: 'CALL_ANALYTICS_TABLE',
  AnalysisClaims: 'ANALYSIS_CLAIMS_TABLE',
  ServiceState: 'SERVICE_STATE_TABLE',
  AUTH_SECRET: 'AUTH_SECRET',
  OPENAI_API_KEY: 'OPENAI_API_KEY',
  ERASURE_KEY: 'ERASURE_KEY',
} as const;

/**
 * The environment with what SST has linked to this function: the names of tables, and secrets, which stand in no
 * environment of Lambda. Without SST it is the environment as it is.
 */
export function withLinks(env: Record<string, string | undefined>): Record<string, string | undefined> {
  // Where the types of SST are known, there are links with neither, such as the topic of the alarms.
  const links = { ...Resource } as unknown as Record<string, { name?: string; value?: string } | undefined>;
  const linked = Object.entries(VARIABLES).flatMap(([link, variable]) => {
    const { name, value } = links[link] ?? {};
    return name === undefined && value === undefined ? [] : [[variable, name ?? value]];
  });
  return { ...env, ...Object.fromEntries(linked) };
}
