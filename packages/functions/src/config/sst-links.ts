import { Resource } from 'sst/resource';

/** The variable of `readConfig` that each link of sst.config.ts provides. */
const VARIABLES = {
  CallRecords: 'CALL_RECORDS_TABLE',
  CallAnalytics: 'CALL_ANALYTICS_TABLE',
  AnalysisClaims: 'ANALYSIS_CLAIMS_TABLE',
  ServiceState: 'SERVICE_STATE_TABLE',
  Promises: 'PROMISES_TABLE',
  CustomerAliases: 'CUSTOMER_ALIASES_TABLE',
  AUTH_SECRET: 'AUTH_SECRET',
  OPENAI_API_KEY: 'OPENAI_API_KEY',
  OPENAI_FALLBACK_API_KEY: 'OPENAI_FALLBACK_API_KEY',
  ERASURE_KEY: 'ERASURE_KEY',
  ERASURE_KEY_PREVIOUS: 'ERASURE_KEY_PREVIOUS',
  EVENTS_WEBHOOK_SECRET: 'EVENTS_WEBHOOK_SECRET',
  INGEST_ELEVENLABS_SECRET: 'INGEST_ELEVENLABS_SECRET',
  INGEST_RETELL_SECRET: 'INGEST_RETELL_SECRET',
  INGEST_VAPI_SECRET: 'INGEST_VAPI_SECRET',
  INGEST_VCON_SECRET: 'INGEST_VCON_SECRET',
} as const;

/**
 * The environment plus the resources that SST has linked to this function: table names and secrets, which are not in
 * the environment of Lambda. Without SST the environment is unchanged.
 */
export function withLinks(env: Record<string, string | undefined>): Record<string, string | undefined> {
  // Some links have neither, for example the topic of the alarms.
  const links = { ...Resource } as unknown as Record<string, { name?: string; value?: string } | undefined>;
  const linked = Object.entries(VARIABLES).flatMap(([link, variable]) => {
    const { name, value } = links[link] ?? {};
    return name === undefined && value === undefined ? [] : [[variable, name ?? value]];
  });
  return { ...env, ...Object.fromEntries(linked) };
}
