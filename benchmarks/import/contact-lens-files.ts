import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pastCall } from '../sample-calls.ts';

/** A turn as a sample call has it. */
interface Said {
  speaker: string;
  transcript: string;
}

const SECONDS_A_WORD = 0.4;

/**
 * Writes results of Contact Lens for calls like the samples into `FOLDER/calls`, in the shape of a post-contact analysis,
 * and a map of their customers.
 *
 * @returns the path of the map.
 */
export function writeContactLensFiles(folder: string, files: number): string {
  mkdirSync(join(folder, 'calls'));
  const rows = ['contact_id,client_email'];
  for (let number = 0; number < files; number += 1) {
    const id = `contact-${number}`;
    rows.push(`${id},customer-${number % 200}@example.com`);
    writeFileSync(join(folder, 'calls', `${id}.json`), JSON.stringify(resultOf(id, number), null, 1));
  }
  const map = join(folder, 'map.csv');
  writeFileSync(map, `${rows.join('\n')}\n`);
  return map;
}

function resultOf(id: string, number: number): object {
  const said = pastCall(number).windows.flatMap(({ turns }): Said[] => {
    try {
      return JSON.parse(String(turns));
    } catch {
      return [];
    }
  });
  let at = 0;
  return {
    AccountId: '000000000000',
    Channel: 'VOICE',
    ContentMetadata: { Output: 'Raw' },
    JobStatus: 'COMPLETED',
    LanguageCode: 'en-US',
    Version: '1.1.0',
    CustomerMetadata: {
      ContactId: id,
      InputS3Uri: `s3://bucket/CallRecordings/2026/03/03/${id}_20260303T10:00_UTC.wav`,
    },
    Participants: ['AGENT', 'CUSTOMER'].map((role) => ({ ParticipantId: role, ParticipantRole: role })),
    Transcript: said.map(({ speaker, transcript }, index) => {
      const words = transcript.split(' ').length;
      const begin = at;
      at += Math.round(words * SECONDS_A_WORD * 1000);
      const end = at;
      at += 400;
      return {
        BeginOffsetMillis: begin,
        EndOffsetMillis: end,
        Content: transcript,
        Id: `turn-${index}`,
        ParticipantId: speaker === 'customer' ? 'CUSTOMER' : 'AGENT',
        Sentiment: 'NEUTRAL',
        LoudnessScore: Array.from({ length: Math.ceil(words * SECONDS_A_WORD) }, () => 74.21),
        IssuesDetected: [],
      };
    }),
  };
}
