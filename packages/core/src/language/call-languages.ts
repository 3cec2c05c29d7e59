import type { Speaker } from '../call/call.ts';

/** What is spoken in a call and by each side of it, as BCP 47 tags; null where there are too few words to tell. */
export interface CallLanguages {
  call: string | null;
  agent: string | null;
  customer: string | null;
}

/** Nothing is known of the languages of a call. */
export const UNTOLD: CallLanguages = { call: null, agent: null, customer: null };

/** The language of a speaker; where their own words do not tell it, that of the call. */
export function languageOfSpeaker(languages: CallLanguages, speaker: Speaker): string | null {
  return (speaker === 'other' ? null : languages[speaker]) ?? languages.call;
}
