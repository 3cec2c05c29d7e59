import type { Environment } from './environment.ts';

/** A system that delivers its calls to `/ingest/NAME`. */
export type SenderName = 'elevenlabs' | 'retell' | 'vapi' | 'vcon';

/** The secrets of the systems that may deliver calls; a system without one may not. */
export function sendersOf(values: Environment): Partial<Record<SenderName, string>> {
  const secrets = {
    elevenlabs: values.INGEST_ELEVENLABS_SECRET,
    retell: values.INGEST_RETELL_SECRET,
    vapi: values.INGEST_VAPI_SECRET,
    vcon: values.INGEST_VCON_SECRET,
  };
  return Object.fromEntries(Object.entries(secrets).filter(([, secret]) => secret !== undefined));
}
