import type { Environment } from './environment.ts';

/** A system that delivers its calls to `/ingest/NAME`. */
export type SenderName = 'elevenlabs' | 'retell' | 'vapi' | 'vcon';

const NAMES = ['elevenlabs', 'retell', 'vapi', 'vcon'] as const;

/** The secrets of the systems that may deliver calls; undefined for one that may not. */
export function sendersOf(values: Environment): Partial<Record<SenderName, string>> {
  return Object.fromEntries(
    NAMES.map((name) => [name, values[`INGEST_${name.toUpperCase() as Uppercase<typeof name>}_SECRET`]]),
  );
}
