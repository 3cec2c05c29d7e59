import { jsonFormat, millisOf, nameOf, objectOf, objectsOf, textOf } from '../json-values.ts';
import { transcriptOf, UnreadableTranscript } from '../transcript.ts';

/** The standard output of Amazon Bedrock Data Automation for a recording. */
export const dataAutomation = jsonFormat(
  'data-automation',
  'Amazon Bedrock Data Automation, standard output for audio: needs the sides, the customer and the start',
  (json) => 'semantic_modality' in objectOf(json.metadata) || 'matched_blueprint' in json,
  (json) => {
    if ('matched_blueprint' in json) {
      throw new UnreadableTranscript(
        'not_a_transcript',
        'This is the result of a blueprint of Bedrock Data Automation, which holds no turns. Pass the standard output of the same job.',
      );
    }
    if (objectOf(json.metadata).semantic_modality !== 'AUDIO') {
      throw new UnreadableTranscript(
        'not_a_transcript',
        'This result of Bedrock Data Automation is not of a recording. Pass one whose modality is AUDIO.',
      );
    }
    const turns = objectsOf(json.audio_segments).map((segment) => {
      const language = nameOf(segment.language);
      return {
        speaker:
          nameOf(objectOf(segment.speaker).speaker_label) ??
          nameOf(objectOf(segment.channel).channel_label) ??
          '',
        text: textOf(segment.text),
        beginMs: millisOf(segment.start_timestamp_millis, 1),
        endMs: millisOf(segment.end_timestamp_millis, 1),
        ...(language !== null && { language }),
      };
    });
    return transcriptOf('data-automation', turns);
  },
);
