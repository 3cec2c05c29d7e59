import type { Speaker } from '../call/call.ts';

/** The tag for words that are no English, and of no other language that can be told. */
export const UNCLEAR = 'und';

/**
 * What is spoken in a call and by each side of it, as BCP 47 tags; null where there are too few words to tell. Of a call it
 * may be {@link UNCLEAR}, so that no rules for English judge it.
 */
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
