import { connectChat, contactLensChat } from './amazon/connect-chat.ts';
import { contactLensVoice, transcribeCallAnalytics } from './amazon/contact-lens.ts';
import { dataAutomation } from './amazon/data-automation.ts';
import { postCallAnalytics } from './amazon/post-call-analytics.ts';
import { transcribeStandard } from './amazon/transcribe.ts';
import { azureBatch, azureConversation, azureFast, azureUnderstanding } from './clouds/azure.ts';
import { googleConversation, googleEntries, googleStt } from './clouds/google.ts';
import { ibmWatson } from './clouds/ibm.ts';
import { twilio } from './platforms/twilio.ts';
import { vconFormat } from './platforms/vcon.ts';
import { elevenLabs, retell, vapi } from './platforms/voice-bots.ts';
import { assemblyAi } from './recognisers/assemblyai.ts';
import { deepgram } from './recognisers/deepgram.ts';
import { rev } from './recognisers/rev.ts';
import { speechmatics, speechmaticsV1 } from './recognisers/speechmatics.ts';
import { openAiDiarized, whisper, whisperCpp, whisperX } from './recognisers/whisper.ts';
import { subRip, webVtt } from './text/captions.ts';
import { csv } from './text/csv.ts';
import { labelledJson, labelledText } from './text/labelled.ts';
import { whatsApp } from './text/whatsapp.ts';
import type { Format } from './transcript.ts';

/** Results of recognisers and of call centres, each a JSON object that no other of them claims. */
const RESULTS: readonly Format[] = [
  contactLensVoice,
  contactLensChat,
  connectChat,
  transcribeCallAnalytics,
  transcribeStandard,
  postCallAnalytics,
  dataAutomation,
  azureBatch,
  azureFast,
  azureUnderstanding,
  azureConversation,
  googleStt,
  googleEntries,
  googleConversation,
  ibmWatson,
  deepgram,
  assemblyAi,
  openAiDiarized,
  whisperX,
  whisper,
  whisperCpp,
  speechmatics,
  speechmaticsV1,
  rev,
];

const KNOWN: readonly Format[] = [
  ...RESULTS,
  twilio,
  retell,
  vapi,
  elevenLabs,
  vconFormat(RESULTS),
  webVtt,
  subRip,
  whatsApp,
  csv,
];

/** Labels and colons stand in texts of all kinds, so these two claim only what no other format does. */
const LOOSE: readonly Format[] = [labelledText, labelledJson].map((format) => ({
  ...format,
  claims: (document) => format.claims(document) && !KNOWN.some((known) => known.claims(document)),
}));

/** Every format that an import reads, besides the JSONL of this service itself. */
export const FORMATS: readonly Format[] = [...KNOWN, ...LOOSE];
