/** Small documents of every format, made for these tests: the same short call, as far as a format can hold it. */
export interface Fixture {
  format: string;
  text: string;
  /** Whether all turns have a begin and an end. */
  measured: boolean;
  /** Speakers of the turns, in order. */
  speakers: string[];
}

const WORDS: [word: string, from: number, to: number, voice: 0 | 1][] = [
  ['Thank', 0.5, 0.8, 0],
  ['you', 0.8, 0.9, 0],
  ['for', 0.9, 1, 0],
  ['calling', 1, 1.5, 0],
  ['My', 2, 2.2, 1],
  ['parcel', 2.2, 2.6, 1],
  ['is', 2.6, 2.7, 1],
  ['late', 2.7, 3, 1],
  ['Sorry', 3.4, 3.9, 0],
];
const TURNS = [
  { voice: 0, text: 'Thank you for calling', from: 0.5, to: 1.5 },
  { voice: 1, text: 'My parcel is late', from: 2, to: 3 },
  { voice: 0, text: 'Sorry', from: 3.4, to: 3.9 },
] as const;
const ROLES = ['AGENT', 'CUSTOMER'] as const;
const START = Date.UTC(2026, 2, 3, 10);

const ms = (seconds: number) => Math.round(seconds * 1000);
const json = (value: unknown) => JSON.stringify(value);
const speakers = (...names: [string, string]) => TURNS.map(({ voice }) => names[voice]);
const items = (of: (word: string, from: string, to: string, voice: number) => object) =>
  WORDS.map(([word, from, to, voice]) => of(word, String(from), String(to), voice));

const chatItems = TURNS.map(({ voice, text, from }, index) => ({
  Id: `m${index}`,
  Type: 'MESSAGE',
  ContentType: 'text/plain',
  Content: text,
  AbsoluteTime: new Date(START + ms(from)).toISOString(),
  ParticipantId: `p${voice}`,
  ParticipantRole: ROLES[voice],
}));

export const FIXTURES: Fixture[] = [
  {
    format: 'contact-lens-voice',
    measured: true,
    speakers: speakers('AGENT', 'CUSTOMER'),
    text: json({
      Version: '1.1.0',
      Channel: 'VOICE',
      JobStatus: 'COMPLETED',
      LanguageCode: 'en-US',
      ContentMetadata: { Output: 'Raw' },
      CustomerMetadata: {
        ContactId: 'contact-1',
        InputS3Uri: 's3://bucket/CallRecordings/2026/03/03/contact-1_20260303T10:00_UTC.wav',
      },
      Participants: ROLES.map((role, index) => ({ ParticipantId: `p${index}`, ParticipantRole: role })),
      Transcript: TURNS.map(({ voice, text, from, to }) => ({
        ParticipantId: `p${voice}`,
        Content: text,
        BeginOffsetMillis: ms(from),
        EndOffsetMillis: ms(to),
      })),
    }),
  },
  {
    format: 'contact-lens-chat',
    measured: false,
    speakers: speakers('AGENT', 'CUSTOMER'),
    text: json({
      Channel: 'CHAT',
      JobStatus: 'COMPLETED',
      ContentMetadata: { Output: 'Redacted' },
      CustomerMetadata: { ContactId: 'chat-1' },
      Participants: [{ ParticipantId: 'p0' }],
      Transcript: [
        {
          Type: 'EVENT',
          ContentType: 'application/vnd.amazonaws.connect.event.participant.joined',
          AbsoluteTime: new Date(START).toISOString(),
        },
        ...chatItems,
      ],
    }),
  },
  {
    format: 'connect-chat',
    measured: false,
    speakers: speakers('AGENT', 'CUSTOMER'),
    text: json({ ContactId: 'chat-2', Transcript: chatItems }),
  },
  {
    format: 'transcribe-call-analytics',
    measured: true,
    speakers: speakers('AGENT', 'CUSTOMER'),
    text: json({
      JobName: 'job-1',
      JobStatus: 'COMPLETED',
      Channel: 'VOICE',
      Participants: ROLES.map((role) => ({ ParticipantRole: role })),
      Transcript: TURNS.map(({ voice, text, from, to }) => ({
        ParticipantRole: ROLES[voice],
        Content: text,
        BeginOffsetMillis: ms(from),
        EndOffsetMillis: ms(to),
      })),
    }),
  },
  {
    format: 'transcribe',
    measured: true,
    speakers: speakers('spk_0', 'spk_1'),
    text: json({
      jobName: 'job-2',
      accountId: '1',
      status: 'COMPLETED',
      results: {
        transcripts: [{ transcript: 'Thank you for calling. My parcel is late Sorry' }],
        speaker_labels: {
          speakers: 2,
          segments: TURNS.map(({ voice, from, to }) => ({
            speaker_label: `spk_${voice}`,
            start_time: String(from),
            end_time: String(to),
            items: WORDS.filter(([, at]) => at >= from && at < to).map(([, at]) => ({
              start_time: String(at),
              speaker_label: `spk_${voice}`,
            })),
          })),
        },
        items: items((content, start_time, end_time) => ({
          type: 'pronunciation',
          start_time,
          end_time,
          alternatives: [{ content }],
        })).toSpliced(4, 0, { type: 'punctuation', alternatives: [{ content: '.' }] }),
      },
    }),
  },
  {
    format: 'post-call-analytics',
    measured: true,
    speakers: speakers('Agent', 'Customer'),
    text: json({
      ConversationAnalytics: {
        GUID: 'pca-1',
        Agent: 'agent-7',
        Cust: '4711',
        ConversationTime: '2026-03-03 05:00:00',
        ConversationLocation: 'America/New_York',
        SpeakerLabels: [
          { Speaker: 'spk_0', DisplayText: 'Agent' },
          { Speaker: 'spk_1', DisplayText: 'Customer' },
        ],
      },
      SpeechSegments: TURNS.map(({ voice, text, from, to }) => ({
        SegmentSpeaker: `spk_${voice}`,
        DisplayText: text,
        SegmentStartTime: from,
        SegmentEndTime: to,
      })),
    }),
  },
  {
    format: 'data-automation',
    measured: true,
    speakers: speakers('spk_0', 'spk_1'),
    text: json({
      metadata: { semantic_modality: 'AUDIO' },
      audio_segments: TURNS.map(({ voice, text, from, to }) => ({
        type: 'TRANSCRIPT',
        text,
        speaker: { speaker_label: `spk_${voice}` },
        start_timestamp_millis: ms(from),
        end_timestamp_millis: ms(to),
      })),
    }),
  },
  {
    format: 'azure-batch',
    measured: true,
    speakers: speakers('Speaker 1', 'Speaker 2'),
    text: json({
      source: 'https://example.com/a.wav',
      timestamp: '2026-03-04T00:00:00Z',
      recognizedPhrases: [
        ...TURNS.map(({ voice, text, from, to }) => ({
          recognitionStatus: 'Success',
          channel: 0,
          speaker: voice + 1,
          offsetInTicks: ms(from) * 10_000,
          durationInTicks: ms(to - from) * 10_000,
          nBest: [{ display: text }],
        })).reverse(),
        { recognitionStatus: 'Failure', channel: 0, offset: 'PT9S', duration: 'PT1S' },
      ],
    }),
  },
  {
    format: 'azure-fast',
    measured: true,
    speakers: speakers('ch_0', 'ch_1'),
    text: json({
      durationMilliseconds: 4000,
      combinedPhrases: [],
      phrases: TURNS.map(({ voice, text, from, to }) => ({
        channel: voice,
        text,
        offsetMilliseconds: ms(from),
        durationMilliseconds: ms(to - from),
        locale: 'en-US',
      })),
    }),
  },
  {
    format: 'azure-content-understanding',
    measured: true,
    speakers: speakers('Agent', 'Customer'),
    text: json({
      status: 'Succeeded',
      result: {
        contents: [
          {
            transcriptPhrases: TURNS.map(({ voice, text, from, to }) => ({
              speaker: ['Agent', 'Customer'][voice],
              text,
              startTimeMs: ms(from),
              endTimeMs: ms(to),
            })),
          },
        ],
      },
    }),
  },
  {
    format: 'azure-conversation',
    measured: false,
    speakers: speakers('Agent', 'Customer'),
    text: json({
      analysisInput: {
        conversations: [
          {
            id: 'conversation-1',
            conversationItems: TURNS.map(({ voice, text }) => ({
              participantId: ['Agent', 'Customer'][voice],
              text,
            })),
          },
        ],
      },
    }),
  },
  {
    format: 'google-stt',
    measured: true,
    speakers: speakers('Speaker 1', 'Speaker 2'),
    text: json({
      results: [
        {
          alternatives: [
            { transcript: 'Thank you', words: [{ word: 'Thank', startTime: '0.500s', endTime: '0.800s' }] },
          ],
        },
        {
          alternatives: [
            {
              words: WORDS.map(([word, from, to, voice]) => ({
                word,
                startTime: { seconds: String(Math.floor(from)), nanos: Math.round((from % 1) * 1e9) },
                endTime: `${to.toFixed(3)}s`,
                speakerTag: voice + 1,
              })),
            },
          ],
        },
      ],
    }),
  },
  {
    format: 'google-ccai',
    measured: false,
    speakers: speakers('AGENT', 'CUSTOMER'),
    text: json({
      entries: TURNS.map(({ voice, text, from }) => ({
        text,
        role: ROLES[voice],
        user_id: voice,
        start_timestamp_usec: (START + ms(from)) * 1000,
      })),
    }),
  },
  {
    format: 'google-ccai-conversation',
    measured: true,
    speakers: speakers('HUMAN_AGENT', 'END_USER'),
    text: json({
      name: 'projects/p/locations/l/conversations/conversation-2',
      startTime: '2026-03-03T10:00:00Z',
      agentId: 'agent-7',
      labels: { email: 'ana@example.com' },
      transcript: {
        transcriptSegments: TURNS.map(({ voice, text, from, to }) => ({
          text,
          segmentParticipant: { role: ['HUMAN_AGENT', 'END_USER'][voice] },
          words: [{ word: text, startOffset: `${from}s`, endOffset: `${to}s` }],
        })),
      },
    }),
  },
  {
    format: 'ibm-watson',
    measured: true,
    speakers: speakers('Speaker 0', 'Speaker 1'),
    text: json({
      results: [
        {
          final: true,
          alternatives: [{ transcript: '…', timestamps: WORDS.map(([word, from, to]) => [word, from, to]) }],
        },
      ],
      speaker_labels: WORDS.map(([, from, to, speaker]) => ({ from, to, speaker, final: true })),
    }),
  },
  {
    format: 'deepgram',
    measured: true,
    speakers: speakers('Speaker 0', 'Speaker 1'),
    text: json({
      metadata: { request_id: 'r', created: '2026-03-04T00:00:00Z' },
      results: {
        channels: [
          {
            alternatives: [
              {
                words: WORDS.map(([word, start, end, speaker]) => ({
                  word: word.toLowerCase(),
                  punctuated_word: word,
                  start,
                  end,
                  speaker,
                })),
              },
            ],
          },
        ],
      },
    }),
  },
  {
    format: 'assemblyai',
    measured: true,
    speakers: speakers('Speaker A', 'Speaker B'),
    text: json({
      status: 'completed',
      audio_url: 'https://example.com/a.wav',
      audio_duration: 4,
      utterances: null,
      words: WORDS.map(([text, from, to, voice]) => ({
        text,
        start: ms(from),
        end: ms(to),
        speaker: 'AB'[voice],
      })),
    }),
  },
  {
    format: 'openai-diarized',
    measured: true,
    speakers: speakers('agent', 'A'),
    text: json({
      task: 'transcribe',
      segments: TURNS.map(({ voice, text, from: start, to: end }) => ({
        type: 'transcript.text.segment',
        speaker: ['agent', 'A'][voice],
        text,
        start,
        end,
      })),
    }),
  },
  {
    format: 'whisperx',
    measured: true,
    speakers: speakers('SPEAKER_00', 'SPEAKER_01'),
    text: json({
      segments: [
        {
          start: 0.5,
          end: 3.9,
          text: ' Thank you …',
          speaker: 'SPEAKER_00',
          words: WORDS.map(([word, start, end, voice]) => ({
            word,
            // A word that could not be aligned has neither.
            ...(word !== 'you' && { start, end, speaker: `SPEAKER_0${voice}` }),
          })),
        },
      ],
      word_segments: [],
    }),
  },
  {
    format: 'whisper.cpp',
    measured: true,
    speakers: speakers('ch_0', 'ch_1'),
    text: json({
      transcription: TURNS.map(({ voice, text, from, to }) => ({
        offsets: { from: ms(from), to: ms(to) },
        text: ` ${text}`,
        speaker: String(voice),
      })),
    }),
  },
  {
    format: 'speechmatics',
    measured: true,
    speakers: speakers('S1', 'S2'),
    text: json({
      format: '2.9',
      results: WORDS.map(([content, start_time, end_time, voice]) => ({
        type: 'word',
        start_time,
        end_time,
        alternatives: [{ content, speaker: `S${voice + 1}`, language: 'en' }],
      })),
    }),
  },
  {
    format: 'speechmatics-v1',
    measured: true,
    speakers: speakers('M1', 'F2'),
    text: json({
      job: { id: 5 },
      speakers: TURNS.map(({ voice, from }) => ({
        name: ['M1', 'F2'][voice],
        time: String(from),
        duration: '1',
      })),
      words: WORDS.map(([name, from, to]) => ({
        name,
        time: String(from),
        duration: (to - from).toFixed(2),
      })),
    }),
  },
  {
    format: 'rev',
    measured: true,
    speakers: speakers('Speaker 0', 'Speaker 1'),
    text: json({
      monologues: TURNS.map(({ voice, from, to }) => ({
        speaker: voice,
        elements: WORDS.filter(([, at]) => at >= from && at < to).flatMap(([value, ts, end_ts]) => [
          { type: 'text', value, ts, end_ts },
          { type: 'punct', value: ' ' },
        ]),
      })),
    }),
  },
  {
    format: 'twilio',
    measured: true,
    speakers: speakers('ch_1', 'ch_2'),
    text: json({
      transcript: {
        sid: 'GT1',
        media_start_time: '2026-03-03T10:00:00Z',
        duration: 4,
        channel: {
          participants: [
            { channel_participant: 1, role: 'Agent' },
            { channel_participant: 2, role: 'Customer', email: 'ana@example.com' },
          ],
        },
      },
      sentences: TURNS.map(({ voice, text, from, to }) => ({
        media_channel: voice + 1,
        transcript: text,
        start_time: String(from),
        end_time: to,
      })),
    }),
  },
  {
    format: 'retell',
    measured: true,
    speakers: speakers('agent', 'user'),
    text: json({
      event: 'call_analyzed',
      call: {
        call_id: 'retell-1',
        call_status: 'ended',
        agent_id: 'agent-7',
        direction: 'inbound',
        from_number: '+15550100000',
        start_timestamp: START,
        metadata: { customer_email: 'ana@example.com' },
        transcript_object: TURNS.map(({ voice, text, from: start, to: end }) => ({
          role: ['agent', 'user'][voice],
          content: text,
          words: [{ word: text, start, end }],
        })),
      },
    }),
  },
  {
    format: 'vapi',
    measured: true,
    speakers: speakers('agent', 'user'),
    text: json({
      message: {
        type: 'end-of-call-report',
        startedAt: '2026-03-03T10:00:00.000Z',
        call: { id: 'vapi-1', assistantId: 'agent-7' },
        customer: { number: '+15550100000' },
        artifact: {
          messages: [
            { role: 'system', message: 'You are friendly.', time: START, secondsFromStart: 0 },
            ...TURNS.map(({ voice, text, from, to }) => ({
              role: ['bot', 'user'][voice],
              message: text,
              time: START + ms(from),
              endTime: START + ms(to),
              secondsFromStart: from,
              duration: ms(to - from),
            })),
          ],
        },
      },
    }),
  },
  {
    format: 'elevenlabs-agent',
    measured: false,
    speakers: speakers('agent', 'user'),
    text: json({
      type: 'post_call_transcription',
      data: {
        conversation_id: 'conv-1',
        agent_id: 'agent-7',
        user_id: 'ana@example.com',
        metadata: { start_time_unix_secs: START / 1000 },
        transcript: [
          ...TURNS.map(({ voice, text, from }) => ({
            role: ['agent', 'user'][voice],
            message: text,
            time_in_call_secs: Math.floor(from),
          })),
          { role: 'agent', message: null, time_in_call_secs: 4, tool_calls: [] },
        ],
      },
    }),
  },
  {
    format: 'vcon',
    measured: false,
    speakers: speakers('Mia Agent', 'Ana Client'),
    text: json({
      uuid: 'vcon-1',
      parties: [
        { name: 'Mia Agent', meta: { role: 'agent' } },
        { name: 'Ana Client', role: 'customer', mailto: 'ana@example.com' },
      ],
      dialog: [{ type: 'recording', start: 'Tue, 03 Mar 2026 10:00:00 -0000', parties: [1, 0] }],
      analysis: [
        {
          type: 'transcript',
          dialog: 0,
          body: TURNS.map(({ voice, text }) => ({ speaker: ['Agent', 'Customer'][voice], message: text })),
        },
      ],
    }),
  },
  {
    format: 'webvtt',
    measured: true,
    speakers: speakers('Agent', 'Customer'),
    text: `\ufeffWEBVTT\n\n${TURNS.map(({ voice, text, from, to }) => `00:0${from.toFixed(3)} --> 00:00:0${to.toFixed(3)}\n<v ${['Agent', 'Customer'][voice]}>${text}</v>`).join('\n\n')}\n`,
  },
  {
    format: 'srt',
    measured: true,
    speakers: speakers('Agent Mia', 'Ana'),
    text: TURNS.map(
      ({ voice, text, from, to }, index) =>
        `${index + 1}\r\n00:00:0${from.toFixed(3).replace('.', ',')} --> 00:00:0${to.toFixed(3).replace('.', ',')}\r\n${['Agent Mia', 'Ana'][voice]}: ${text}\r\n`,
    )
      .concat('4\r\n00:00:10,000 --> 00:00:11,000\r\nAna: Bye\r\n')
      .join('\r\n'),
  },
  {
    format: 'labelled-text',
    measured: false,
    speakers: speakers('Agent', 'Customer'),
    text: TURNS.map(({ voice, text }) => `**${['Agent', 'Customer'][voice]}:** ${text}`).join('\n\n'),
  },
  {
    format: 'labelled-json',
    measured: false,
    speakers: speakers('Agent', 'Customer'),
    text: json({
      ConversationId: 'conversation-3',
      ClientId: '4711',
      StartTime: '2026-03-03 10:00:00',
      Content: TURNS.map(({ voice, text }) => `${['Agent', 'Customer'][voice]}: ${text}`).join('\n'),
    }),
  },
  {
    format: 'whatsapp',
    measured: false,
    speakers: speakers('Mia Agent', 'Ana'),
    text: TURNS.map(
      ({ voice, text }, index) => `3/13/26, 2:3${index} PM - ${['Mia Agent', 'Ana'][voice]}: ${text}`,
    ).join('\n'),
  },
  {
    format: 'csv',
    measured: true,
    speakers: speakers('agent', 'customer'),
    text: `call_id;speaker;text;begin_ms;end_ms;client_email\n${TURNS.map(({ voice, text, from, to }) => `csv-1;${['agent', 'customer'][voice]};"${text}";${ms(from)};${ms(to)};ana@example.com`).join('\n')}\n`,
  },
];

/** A document that names no voice. */
export const WHISPER = json({
  language: 'en',
  segments: TURNS.map(({ text, from: start, to: end }, id) => ({ id, text: ` ${text}`, start, end })),
});
