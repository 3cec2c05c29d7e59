import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import { readTranscripts } from '../../src/formats/read-file.ts';
import { sidesOf } from '../../src/formats/sides.ts';
import type { ReadOptions, Transcript } from '../../src/formats/transcript.ts';
import { windowsOf } from '../../src/formats/windows.ts';
import { measureCall } from '../../src/metrics/metrics.ts';

const FOLDER = fileURLToPath(new URL('../../../../../shared/data/formats/', import.meta.url));
const isThere = existsSync(FOLDER);
if (!isThere)
  console.log('Skipped: shared/data/formats, real files of other systems, is not beside this clone.');

const textOf = (file: string) => readFileSync(`${FOLDER}${file}`, 'utf8');

function transcriptOf(file: string, options?: ReadOptions): Transcript {
  const [transcript] = readTranscripts(textOf(file), options);
  if (transcript === undefined) throw new Error(`${file} holds no call.`);
  return transcript;
}

const figuresOf = (transcript: Transcript, swap = false) => {
  const { roles } = sidesOf(transcript, { swap });
  const { windows, speakers, timestamp_marks } = windowsOf(transcript, Date.UTC(2026, 0, 5), roles);
  const stored = windows.map((window) => ({ ...window, call_id: 'call', speakers, timestamp_marks }));
  return measureCall(decodeCall('call', stored)).metrics;
};

const lettersOf = (text: string) => text.replace(/\s+/g, '').toLowerCase();
const spoken = ({ turns }: Transcript) => turns.map(({ text }) => text).join(' ');

describe.skipIf(!isThere)('real files', () => {
  it('of one call from two services of Azure and their captions give the same turns', () => {
    const turnsOf = (file: string) =>
      transcriptOf(file).turns.map(({ speaker, ...turn }) => ({
        ...turn,
        speaker: /^(?:Agent|Speaker 1)$/.test(speaker) ? 'agent' : 'customer',
        language: undefined,
      }));
    const fast = turnsOf('azure-speech-fast/1-call.json');
    expect(fast).toHaveLength(16);
    expect(turnsOf('azure-content-understanding/1-call.json')).toEqual(fast);
    expect(turnsOf('webvtt/1-azure-speaker.vtt')).toEqual(fast);
    expect(turnsOf('webvtt/2-azure-agent.vtt')).toEqual(fast);
  });

  it('of the same call from the batch service, which mistakes some voices, give the same words at the same times', () => {
    const batch = transcriptOf('azure-speech-batch/2-call.json');
    const fast = transcriptOf('azure-speech-fast/1-call.json');
    const plain = (transcript: Transcript) =>
      spoken(transcript)
        .toLowerCase()
        .match(/[a-z']+/g) ?? [];
    const words = new Set(plain(fast));
    const shared = plain(batch).filter((word) => words.has(word)).length / plain(batch).length;
    expect(shared).toBeGreaterThan(0.95);
    expect(Math.abs((batch.turns.at(-1)?.endMs ?? 0) - (fast.turns.at(-1)?.endMs ?? 0))).toBeLessThan(500);
  });

  it('of Deepgram give the same turns with utterances and without', () => {
    const options = { speaker: 'agent' };
    expect(transcriptOf('deepgram/1-utterances.json', options).turns).toEqual(
      transcriptOf('deepgram/2-no-utterances.json', options).turns,
    );
  });

  it.each([
    ['transcribe-standard/1-plain.json', { speaker: 'agent' }],
    ['transcribe-standard/3-speakers.json', {}],
    ['transcribe-standard/4-redacted.json', { speaker: 'agent' }],
    ['transcribe-standard/5-speakers-mask.json', {}],
    ['transcribe-standard/6-bbc.json', { speaker: 'agent' }],
  ])('of Amazon Transcribe give all their words, in the order of their own text: %s', (file, options) => {
    const own = JSON.parse(textOf(file)).results.transcripts[0].transcript;
    expect(lettersOf(spoken(transcriptOf(file, options)))).toBe(lettersOf(own));
  });

  it('of Amazon Transcribe by channels give the words of each channel', () => {
    const file = 'transcribe-standard/2-channels.json';
    const { turns } = transcriptOf(file);
    for (const channel of JSON.parse(textOf(file)).results.channel_labels.channels) {
      const own = channel.items.map(
        (item: { alternatives: { content: string }[] }) => item.alternatives[0]?.content,
      );
      const read = turns.filter(({ speaker }) => speaker === channel.channel_label).map(({ text }) => text);
      expect(lettersOf(read.join(''))).toBe(lettersOf(own.join('')));
    }
  });

  it('of recognition by speakers give each word once, though the last result repeats them all', () => {
    const file = 'google-stt-v1/3-diarization.json';
    const results = JSON.parse(textOf(file)).results;
    const own = results.at(-1).alternatives[0].words.map(({ word }: { word: string }) => word);
    expect(spoken(transcriptOf(file)).split(/\s+/)).toHaveLength(own.length);
  });

  it.each([
    'contact-lens-voice/1.json',
    'contact-lens-voice/2-redacted.json',
    'transcribe-call-analytics/1.json',
  ])('of AWS give the figures that AWS states: %s', (file) => {
    const own = JSON.parse(textOf(file)).ConversationCharacteristics;
    const metrics = figuresOf(transcriptOf(file));
    const shareOf = (side: 'AGENT' | 'CUSTOMER') =>
      (own.TalkTime.DetailsByParticipant[side].TotalTimeMillis / own.TotalConversationDurationMillis) * 100;
    expect(metrics.basis).toBe('measured');
    // The document's own example ends its last turn a little after its duration.
    const duration = metrics.totalConversationDurationMillis ?? 0;
    expect(Math.abs(duration / own.TotalConversationDurationMillis - 1)).toBeLessThan(0.01);
    expect(metrics.talkTime.agent.percent).toBeGreaterThan(shareOf('AGENT') - 10);
    expect(metrics.talkTime.agent.percent).toBeLessThan(shareOf('AGENT') + 10);
    expect(metrics.talkTime.customer.percent).toBeGreaterThan(shareOf('CUSTOMER') - 10);
    expect(metrics.talkTime.customer.percent).toBeLessThan(shareOf('CUSTOMER') + 10);
    expect(metrics.nonTalkTime).toMatchObject({ count: own.NonTalkTime.Instances.length });
    expect(metrics.interruptions).toMatchObject({ count: own.Interruptions.TotalCount });
  });

  it('of captions whose ends are durations are noticed, and read as such on request', () => {
    const file = 'webvtt/3-azure-broken-times.vtt';
    const broken = transcriptOf(file);
    expect(broken.warnings).toEqual([
      '36 of 37 cues end before they begin: their ends look like durations, and are left out. Pass --ends durations to read them as such.',
    ]);
    expect(broken.turns.every(({ endMs }) => endMs === null)).toBe(true);
    expect(spoken(broken).length).toBe(spoken(transcriptOf(file, { ends: 'durations' })).length);
    const mended = transcriptOf(file, { ends: 'durations' });
    const batch = transcriptOf('azure-speech-batch/2-call.json');
    expect(mended.turns.map(({ beginMs, endMs }) => [beginMs, endMs])).toEqual(
      batch.turns.map(({ beginMs, endMs }) => [beginMs, endMs]),
    );
  });

  it('of a chat leave out its events, and keep the order and the times of its messages', () => {
    const raw = transcriptOf('contact-lens-chat/1.json');
    const own = JSON.parse(textOf('contact-lens-chat/1.json')).Transcript;
    expect(raw.turns).toHaveLength(own.filter(({ Type }: { Type: string }) => Type === 'MESSAGE').length);
    expect(raw.marks).toBe('sent');
    const redacted = transcriptOf('contact-lens-chat/2-redacted.json');
    // The example of the document lost and moved a message when it was redacted.
    const times = new Set(raw.turns.map(({ at, speaker }) => `${speaker} ${at}`));
    const same = redacted.turns.filter(({ at, speaker }) => times.has(`${speaker} ${at}`));
    expect(same.length).toBeGreaterThanOrEqual(raw.turns.length - 1);
  });
});
