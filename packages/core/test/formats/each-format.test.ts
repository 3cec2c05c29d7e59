import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/formats/formats.ts';
import { documentOf, formatsOf, readTranscripts } from '../../src/formats/read-file.ts';
import { FIXTURES, WHISPER } from './fixtures.ts';

const WORDS = ['Thank you for calling', 'My parcel is late', 'Sorry'];

describe('a file of another system', () => {
  it('is tried here in every format that an import reads', () => {
    const tried = new Set([...FIXTURES.map(({ format }) => format), 'whisper']);
    expect(FORMATS.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });

  it.each(FIXTURES)(
    'of $format is claimed by this format alone, whatever its name is',
    ({ format, text }) => {
      expect(formatsOf(documentOf(text))).toEqual([format]);
    },
  );

  it.each(FIXTURES)('of $format gives its turns in order, with their voices and times', (fixture) => {
    const [transcript, ...others] = readTranscripts(fixture.text);
    expect(others).toEqual([]);
    const turns = transcript?.turns.slice(0, 3) ?? [];
    expect(turns.map(({ text }) => text.replace(/[.]$/, ''))).toEqual(WORDS);
    expect(turns.map(({ speaker }) => speaker)).toEqual(fixture.speakers);
    expect(turns.every(({ beginMs, endMs }) => beginMs !== null && endMs !== null)).toBe(fixture.measured);
    if (fixture.measured) {
      expect(turns.map(({ beginMs, endMs }) => [beginMs, endMs])).toEqual([
        [500, 1500],
        [2000, 3000],
        [3400, 3900],
      ]);
    }
  });

  it('that holds a list of results gives a call for each', () => {
    const lists = FIXTURES.filter(({ text }) => text.startsWith('{')).map(({ text }) => JSON.parse(text));
    expect(readTranscripts(JSON.stringify(lists))).toHaveLength(lists.length);
  });

  it('of which two formats could be meant is refused, with both names', () => {
    const both = { ...JSON.parse(FIXTURES[0]?.text ?? ''), ...JSON.parse(WHISPER) };
    expect(() => readTranscripts(JSON.stringify(both))).toThrow(
      'This file looks like contact-lens-voice and whisper. Pass --format with one of them.',
    );
    expect(readTranscripts(JSON.stringify(both), {}, 'contact-lens-voice')).toHaveLength(1);
  });

  it('whose time, id, customer and agent stand inside gives them', () => {
    const facts = Object.fromEntries(
      FIXTURES.map(({ format, text }) => {
        const [transcript] = readTranscripts(text);
        const { callId, startedAt, agentId, customer, redacted, parties = [] } = transcript ?? {};
        const emails = [...(customer?.emails ?? []), ...parties.flatMap(({ email }) => email ?? [])];
        const start = startedAt == null ? null : new Date(startedAt.ms).toISOString();
        return [
          format,
          { callId, start, zone: startedAt?.hasZone, agentId, emails, ids: customer?.ids, redacted },
        ];
      }),
    );
    const none = { start: null, agentId: null, emails: [], ids: [], redacted: false };
    const atTen = { start: '2026-03-03T10:00:00.000Z', zone: true };
    expect(facts).toMatchObject({
      'contact-lens-voice': { ...none, ...atTen, callId: 'contact-1' },
      'contact-lens-chat': { ...none, ...atTen, callId: 'chat-1', redacted: true },
      'connect-chat': { callId: 'chat-2', start: '2026-03-03T10:00:00.500Z' },
      'transcribe-call-analytics': { ...none, callId: 'job-1' },
      transcribe: { ...none, callId: 'job-2' },
      'post-call-analytics': { ...atTen, callId: 'pca-1', agentId: 'agent-7', ids: ['4711'] },
      // When a recogniser ran tells nothing about the call.
      'azure-batch': { ...none, callId: null },
      deepgram: { ...none, callId: null },
      'google-ccai-conversation': { ...atTen, callId: 'conversation-2', emails: ['ana@example.com'] },
      twilio: { ...atTen, callId: 'GT1', emails: ['ana@example.com'] },
      retell: { ...atTen, callId: 'retell-1', agentId: 'agent-7', emails: ['ana@example.com'] },
      vapi: { ...atTen, callId: 'vapi-1', agentId: 'agent-7', emails: [] },
      'elevenlabs-agent': { ...atTen, callId: 'conv-1', emails: ['ana@example.com'] },
      vcon: { ...atTen, callId: 'vcon-1', emails: ['ana@example.com'] },
      'labelled-json': { start: atTen.start, zone: false, callId: 'conversation-3', ids: ['4711'] },
      whatsapp: { start: '2026-03-13T14:30:00.000Z', zone: false },
      csv: { callId: 'csv-1', emails: ['ana@example.com'] },
    });
  });

  it('of a vCon may hold a part of a result of Deepgram, and its numbers of voices are no numbers of parties', () => {
    const [deepgram] = JSON.parse(FIXTURES.find(({ format }) => format === 'deepgram')?.text ?? '').results
      .channels;
    const alternative = { transcript: 'Thank you', ...deepgram.alternatives[0] };
    const vcon = {
      parties: [
        { name: 'Ana', role: 'customer' },
        { name: 'Mia', role: 'agent' },
      ],
      dialog: [{ type: 'recording', start: '2026-03-03T10:00:00Z' }],
      analysis: [{ type: 'transcript', dialog: 0, vendor: 'deepgram', body: JSON.stringify(alternative) }],
    };
    const [transcript] = readTranscripts(JSON.stringify(vcon));
    expect(transcript?.turns.map(({ speaker, beginMs }) => [speaker, beginMs])).toEqual([
      ['Speaker 0', 500],
      ['Speaker 1', 2000],
      ['Speaker 0', 3400],
    ]);
  });

  it('with times before its labels gives them', () => {
    const timesOf = (text: string) => readTranscripts(text)[0]?.turns.map(({ at, beginMs }) => at ?? beginMs);
    expect(timesOf('[00:01] Agent: Hi\n[00:03] Customer: Hi')).toEqual([1000, 3000]);
    expect(timesOf('Agent (00:00:01): Hi\nCustomer (00:00:03): Hi')).toEqual([1000, 3000]);
    expect(timesOf('2026-03-03 10:00:01 - Agent: Hi\n2026-03-03 10:00:03 - Customer: Hi')).toEqual([
      Date.UTC(2026, 2, 3, 10, 0, 1),
      Date.UTC(2026, 2, 3, 10, 0, 3),
    ]);
    const paragraph = readTranscripts('Agent: How can I help? Customer: It is late. Agent: Sorry.')[0]?.turns;
    expect(paragraph?.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual([
      'Agent: How can I help?',
      'Customer: It is late.',
      'Agent: Sorry.',
    ]);
  });
});
