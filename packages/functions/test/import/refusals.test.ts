import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { FIXTURES, WHISPER } from '../../../core/test/formats/fixtures.ts';

import { type ReportLine, sentenceOf } from '../../src/import/plan/report.ts';
import { withConsent } from '../../src/local/commands/ask-consent.ts';
import { planned } from './planned.ts';
import { zipOf } from './zip-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'live-assist-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder, `${crypto.randomUUID().slice(0, 8)}-${name}`);
  writeFileSync(path, content);
  return path;
}

const fixture = (format: string) => FIXTURES.find((one) => one.format === format)?.text ?? '';
const ALL_TOLD = ['--tz', 'UTC', '--client-email', 'ana@example.com', '--started-at', '2026-03-03T10:00:00Z'];
const reasonOf = (content: string | Buffer, args: string[] = ALL_TOLD, name = 'call.json') => {
  const { others } = planned([fileOf(name, content), ...args]);
  return others[0]?.message ?? 'imported';
};

describe('a file that does not say enough is refused with what to pass', () => {
  const spokenAgain = (format: string, change: (json: Record<string, unknown>) => void) => {
    const json = JSON.parse(fixture(format));
    change(json);
    return JSON.stringify(json);
  };

  it.each<[what: string, content: string | Buffer, args: string[], reason: RegExp]>([
    ['who speaks', WHISPER, ALL_TOLD, /does not say who speaks.*--speaker agent or --speaker customer/],
    [
      'the side of a voice',
      fixture('deepgram'),
      ALL_TOLD,
      /Nothing tells the side of Speaker 0, Speaker 1\. Pass --agent "Speaker 0"/,
    ],
    [
      'the time',
      fixture('deepgram'),
      ['--client-email', 'a@example.com', '--agent', '0'],
      /Nothing tells when this call was.*--started-at/,
    ],
    [
      'the zone of the time',
      fixture('labelled-json'),
      ['--client-email', 'a@example.com'],
      /names no time zone\. Pass --tz/,
    ],
    [
      'the customer',
      fixture('contact-lens-voice'),
      [],
      /Nothing tells who the customer is: pass --customers/,
    ],
    [
      'the order of day and month',
      '3/6/26, 2:30 PM - Agent Mia: Hi\n3/6/26, 2:31 PM - Ana: Hi',
      ALL_TOLD,
      /Pass --date-order mdy or --date-order dmy/,
    ],
    [
      'the unit of its times',
      'speaker,text,start,end\nagent,Hello,1,2\n',
      ALL_TOLD,
      /--time-unit ms or --time-unit s/,
    ],
    [
      'which of two languages',
      fixture('azure-fast').replace('"en-US"', '"es-ES"'),
      ALL_TOLD,
      /in es-ES and en-US\. Pass --language all/,
    ],
    [
      'which of two transcripts',
      spokenAgain('vcon', (json) => Object.assign(json, { analysis: [json.analysis, json.analysis].flat() })),
      ALL_TOLD,
      /holds 2 transcripts\. Pass --transcript/,
    ],
  ])('%s', (_, content, args, reason) => {
    expect(reasonOf(content, args)).toMatch(reason);
  });

  it.each<[what: string, content: string | Buffer, reason: RegExp]>([
    ['an empty file', '', /empty/],
    [
      'a transcript without words',
      spokenAgain('contact-lens-voice', (json) => Object.assign(json, { Transcript: [] })),
      /holds no words/,
    ],
    [
      'a failed job',
      JSON.stringify({ jobName: 'j', accountId: '1', status: 'FAILED', results: {} }),
      /failed\. Run it again/,
    ],
    [
      'a failed analysis',
      JSON.stringify({ Channel: 'VOICE', JobStatus: 'FAILED', CustomerMetadata: {} }),
      /failed\. Run it again/,
    ],
    [
      'a failed transcription',
      JSON.stringify({ status: 'error', audio_url: 'https://example.com/a.wav', error: 'x' }),
      /failed\. Run it again/,
    ],
    [
      'a job that runs',
      JSON.stringify({ status: 'queued', audio_url: 'https://example.com/a.wav' }),
      /has not ended/,
    ],
    [
      'an encrypted vCon',
      JSON.stringify({ protected: 'e', recipients: [], ciphertext: 'c' }),
      /vCon is encrypted\. Decrypt it/,
    ],
    ['a signed vCon', JSON.stringify({ payload: 'p', signatures: [] }), /vCon is signed/],
    [
      'a vCon that was not transcribed',
      JSON.stringify({ parties: [], dialog: [{ type: 'recording' }] }),
      /recordings without a transcript/,
    ],
    [
      'a blueprint',
      JSON.stringify({ metadata: {}, matched_blueprint: {}, inference_result: {} }),
      /blueprint/,
    ],
    [
      'a recording under another name',
      Buffer.from('RIFF....WAVEfmt '),
      /This is a recording, whatever its name says/,
    ],
    [
      'an Office document',
      Buffer.from([0x50, 0x4b, 3, 4, ...Buffer.alloc(40)]),
      /archive or an Office document/,
    ],
    ['JSON that is cut short', fixture('deepgram').slice(0, 200), /not valid JSON/],
    ['JSON of no format', '{"hello":1}', /no format that is known/],
    ['text of no format', 'Once upon a time\nthere was a call.', /no format that is known/],
    [
      'seconds where its format has milliseconds',
      JSON.stringify({
        status: 'completed',
        audio_url: 'u',
        audio_duration: 60,
        words: [{ text: 'Hi', start: 1, end: 50, speaker: 'A' }],
      }),
      /look like seconds/,
    ],
  ])('%s', (_, content, reason) => {
    expect(reasonOf(content)).toMatch(reason);
  });

  it('and all that is missing is told at once, without a word, a name or an address of the call', () => {
    const secret =
      'Agent Mia Muster: Thank you for calling\nAna Muster: My parcel at ana@example.com is late\nAgent Mia Muster: Sorry';
    const reason = reasonOf(secret, [], 'call.txt');
    expect(reason).toMatch(/when this call was.*side of voice 2.*who the customer is/);
    expect(reason).not.toMatch(/Mia|Ana|parcel|@/);
  });

  it('and a proposal of the sides shows its evidence and decides nothing', () => {
    expect(reasonOf(fixture('deepgram').replace('"Sorry"', '"Your account?"'))).toMatch(
      /The words suggest --agent "Speaker 0": it greets as a company in turn 1 and asks as agents do in 1 of its 2 turns, the others in 0\./,
    );
  });
});

describe('sides that the words suggest', () => {
  const file = () => fileOf('call.json', fixture('deepgram').replace('"Sorry"', '"Your account?"'));
  const told = ['--client-email', 'ana@example.com', '--started-at', '2026-03-03T10:00:00Z'];

  it('are taken where --guess-roles asks for them, and the report says so with their evidence', () => {
    const [ready] = planned([file(), ...told, '--guess-roles', '--dry-run']).ready;
    expect(ready?.line.speakers).toEqual([
      'Speaker 0 is the agent (guessed)',
      'Speaker 1 is the customer (guessed)',
    ]);
    expect(ready?.line.guessed).toMatch(/greets as a company in turn 1/);
    expect(sentenceOf(ready?.line as ReportLine)).toContain('Guessed: The words suggest --agent "Speaker 0"');
  });

  it('are refused with their evidence without a yes, and stored with it', async () => {
    const guessed = planned([file(), ...told, '--guess-roles']);
    const refused = await withConsent(guessed, false);
    expect(refused.ready).toEqual([]);
    expect(refused.others).toMatchObject([
      {
        outcome: 'refused',
        code: 'no_roles',
        message: expect.stringContaining('Pass --yes with --guess-roles'),
      },
    ]);
    expect(() => planned([file(), ...told, '--yes'])).toThrow('--yes needs --guess-roles.');
    expect(() => planned([file(), '--guess-roles', '--watch', 'x'])).toThrow('needs --yes beside --watch');
  });

  it('are not asked for where a flag or the file tells them, or where the words suggest nothing', () => {
    const by = (...args: string[]) => planned([file(), ...told, '--guess-roles', ...args]).ready[0]?.line;
    expect(by('--agent', 'Speaker 1')?.speakers).toEqual([
      'Speaker 1 is the agent (as given)',
      'Speaker 0 is the customer (the rest)',
    ]);
    expect(by('--agent', 'Speaker 1')).not.toHaveProperty('guessed');
    const silent = fileOf('silent.txt', 'Bo: It rains.\nAl: It does.\nBo: Well.\nAl: Well.');
    expect(planned([silent, ...told, '--guess-roles', '--format', 'labelled-text']).others).toMatchObject([
      { code: 'no_roles' },
    ]);
  });
});

it('words that were recorded are not replaced, and a command that asks for it is told so', () => {
  expect(() => planned(['call.json', '--replace'])).toThrow(/Words that were recorded are not replaced/);
});

describe('tags in captions', () => {
  it('are left out, and kept with --keep-markup; those of a voice name it in either case', () => {
    const text =
      'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Agent Mia>Your <i>new</i> parcel</v>\n\n00:00:04.000 --> 00:00:05.000\n<v Customer Ana>Fine &amp; well</v>\n';
    const words = (...args: string[]) =>
      planned([fileOf('call.vtt', text), ...ALL_TOLD, ...args])
        .ready[0]?.planned()
        ?.transcript.turns.map((turn) => [turn.speaker, turn.text]);
    expect(words()).toEqual([
      ['Agent Mia', 'Your new parcel'],
      ['Customer Ana', 'Fine & well'],
    ]);
    expect(words('--keep-markup')).toEqual([
      ['Agent Mia', 'Your <i>new</i> parcel'],
      ['Customer Ana', 'Fine &amp; well'],
    ]);
  });
});

describe('a file is known by what it holds', () => {
  const callsOf = (path: string, ...args: string[]) => planned([path, ...ALL_TOLD, ...args]).ready.length;

  it('is refused where it is packed over and over, or larger than a file that is read', () => {
    let packed: Buffer = Buffer.from(WHISPER);
    for (let layer = 0; layer < 5; layer++) packed = gzipSync(packed);
    expect(reasonOf(packed)).toMatch(/packed many times over/);
    const large = fileOf('large.json', '');
    truncateSync(large, 3 * 2 ** 30);
    const [refused] = planned([large, ...ALL_TOLD]).others;
    rmSync(large);
    expect(refused?.message).toMatch(/over 2 GB/);
  });

  it('whatever its ending, packed or not, and in whichever encoding', () => {
    const text = fixture('contact-lens-voice');
    expect(callsOf(fileOf('call.txt', text))).toBe(1);
    expect(callsOf(fileOf('call.json', gzipSync(text)))).toBe(1);
    expect(callsOf(fileOf('call.json.gz', gzipSync(text)))).toBe(1);
    expect(callsOf(fileOf('call.json', Buffer.from(`\ufeff${text}`, 'utf16le')))).toBe(1);
    expect(callsOf(fileOf('call.json', fixture('webvtt')))).toBe(1);
    expect(
      callsOf(fileOf('call.dat', Buffer.from(fixture('labelled-text').replace('late', 'später'), 'latin1'))),
    ).toBe(1);
  });

  it('and a ZIP archive holds files', () => {
    const archive = zipOf({
      'a/one.json': fixture('contact-lens-voice'),
      'two.json': fixture('retell'),
      '__MACOSX/._two.json': 'x',
    });
    const { ready } = planned([fileOf('calls.zip', archive)], {
      customers: 'contact_id,client_email\ncontact-1,ana@example.com\n',
    });
    expect(ready.map(({ line }) => [line.file.replace(/.*!/, ''), line.call_id])).toEqual([
      ['a/one.json', 'contact-1'],
      ['two.json', 'retell-1'],
    ]);
  });

  it('and lines of JSON hold a call each, of this service or of another', () => {
    const own = {
      call_id: 'own-1',
      client_email: 'ana@example.com',
      windows: [{ window_number: 1, turns: [] }],
    };
    const lines = [JSON.stringify(own), fixture('retell'), '{"call_id": "secret', '{"hello":1}'];
    const plan = planned([fileOf('mixed.jsonl', lines.join('\n'))]);
    expect(plan.own.map(({ call }) => call.call_id)).toEqual(['own-1']);
    expect(plan.ready.map(({ line }) => line.call_id)).toEqual(['retell-1']);
    expect(plan.badLines.map(({ number, fault }) => [number, fault.message])).toEqual([
      [3, 'not valid JSON'],
      [4, 'hello: is not known here: leave it out'],
    ]);
  });
});
