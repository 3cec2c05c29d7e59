import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FIXTURES, WHISPER } from '../../../core/test/formats/fixtures.ts';
import { planned } from './planned.ts';

const folder = mkdtempSync(join(tmpdir(), 'live-assist-facts-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Files in a folder of their own, by their names in it. */
function filesOf(files: Record<string, string>): string {
  const own = join(folder, crypto.randomUUID().slice(0, 8));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), text);
  }
  return own;
}

const fixture = (format: string) => FIXTURES.find((one) => one.format === format)?.text ?? '';
const VOICE = fixture('contact-lens-voice');
const UNTIMED = VOICE.replace(/_2026\w+T10:00_UTC/, '');
const ANA = ['--client-email', 'ana@example.com'];

const callOf = (...[args, more]: Parameters<typeof planned>) => {
  const plan = planned(args, more);
  const [one] = plan.ready;
  const call = one?.planned()?.call;
  return { call, line: one?.line, fault: plan.others[0]?.message };
};

describe('who the customer is', () => {
  const CALL = filesOf({ 'a.json': VOICE });

  it('comes from a map by the id of the call, its file, an id of the customer, or a phone', () => {
    const of = (customers: string, input = CALL) => callOf([input], { customers }).call?.client_email;
    expect(of('contact_id,client_email\ncontact-1,ana@example.com\n')).toBe('ana@example.com');
    expect(of('file;client_email\na.json;ana@example.com\n')).toBe('ana@example.com');
    const pca = filesOf({ 'b.json': fixture('post-call-analytics') });
    expect(of('customer_id,client_email\n4711,ben@example.com\n', pca)).toBe('ben@example.com');
    const vapi = filesOf({ 'c.json': fixture('vapi') });
    expect(of('phone,client_email\n"+1 (555) 010-0000",cleo@example.com\n', vapi)).toBe('cleo@example.com');
  });

  it('is not guessed where a map names several addresses, nor by a number that is none', () => {
    const vapi = filesOf({ 'c.json': fixture('vapi') });
    const shared = 'phone,client_email\n+15550100000,cleo@example.com\n+15550100000,dan@example.com\n';
    const twice = callOf([vapi], { customers: shared });
    expect([twice.call, twice.fault]).toEqual([undefined, expect.stringMatching(/name several addresses/)]);
    const named = shared.replace('phone,', 'contact_id,phone,').replace(/\n\+/g, '\n,+');
    expect(callOf([vapi, ...ANA], { customers: named }).call?.client_email).toBe('ana@example.com');
    const hidden = fixture('vapi').replaceAll('+15550100000', 'anonymous');
    expect(hidden).toContain('anonymous');
    const unknown = { customers: 'phone,client_email\nwithheld,cleo@example.com\n' };
    expect(callOf([filesOf({ 'c.json': hidden })], unknown).fault).toMatch(/who the customer is/);
  });

  it('comes from contact records of Amazon Connect, with the agent and the start', () => {
    const records = JSON.stringify({
      ContactId: 'contact-1',
      Attributes: { email: 'ana@example.com' },
      Agent: { Username: 'mia', ConnectedToAgentTimestamp: '2026-03-03T10:00:30Z' },
      InitiationTimestamp: '2026-03-03T10:00:00Z',
    });
    const input = filesOf({ 'a.json': UNTIMED });
    const { call, line } = callOf([input, '--customer-from', 'Attributes.email'], { records });
    expect(call).toMatchObject({ client_email: 'ana@example.com', agent_id: 'mia' });
    expect(line).toMatchObject({ startedAt: '2026-03-03T10:00:30.000Z', startedAtFrom: 'contact record' });
  });

  it('comes from the one address of a customer in the file, and from no other', () => {
    expect(callOf([filesOf({ 'a.json': fixture('vcon') })]).line?.customerFrom).toBe('file');
    const two = JSON.parse(fixture('vcon'));
    two.parties.push({ name: 'Ben', role: 'customer', mailto: 'ben@example.com' });
    expect(callOf([filesOf({ 'a.json': JSON.stringify(two) })]).fault).toMatch(
      /names 2 addresses of customers/,
    );
    two.parties = [{ name: 'Agent Mia', mailto: 'mia@example.com' }, { name: 'Client' }];
    expect(callOf([filesOf({ 'a.json': JSON.stringify(two) })]).fault).toMatch(/who the customer is/);
  });

  it('where it is not known the call is listed, ready to be filled in', () => {
    const plan = planned([filesOf({ 'a.json': VOICE, 'b.json': fixture('post-call-analytics') })]);
    expect(plan.unmatched).toEqual([
      { contact_id: 'contact-1', file: expect.stringMatching(/a\.json$/), customer_id: '', phone: '' },
      { contact_id: 'pca-1', file: expect.stringMatching(/b\.json$/), customer_id: '4711', phone: '' },
    ]);
  });

  it('an address or a start that holds for one call is not taken for two', () => {
    const two = filesOf({ 'a.json': VOICE, 'b.json': fixture('post-call-analytics') });
    expect(() => planned([two, ...ANA])).toThrow(/--client-email holds for one call, and 2 calls/);
  });
});

describe('when a call was', () => {
  it('comes from the file before all else, then the contact record, the map, the name and the flag', () => {
    const startOf = (text: string, args: string[], more?: Parameters<typeof planned>[1]) =>
      callOf([filesOf({ 'call_20260304T120000Z.json': text }), ...ANA, ...args], more).line?.startedAtFrom;
    const customers = 'contact_id,client_email,started_at\ncontact-1,ana@example.com,2026-03-05T10:00:00Z\n';
    const flag = ['--started-at', '2026-03-06T10:00:00Z'];
    const name = ['--name-pattern', '_(?<started_at>\\d+T\\d+Z)'];
    expect(startOf(VOICE, [...flag, ...name], { customers })).toBe('name of the recording');
    expect(startOf(UNTIMED, [...flag, ...name], { customers })).toBe('--customers');
    expect(startOf(UNTIMED, [...flag, ...name])).toBe('--name-pattern');
    expect(startOf(UNTIMED, flag)).toBe('--started-at');
    expect(startOf(UNTIMED, [])).toBe(undefined);
  });

  it('of one call in a map is not that of another call of the same customer', () => {
    const customers =
      'contact_id,phone,client_email,started_at\nother,+15550100000,cleo@example.com,2026-03-05T10:00:00Z\n';
    const untimed = JSON.parse(fixture('vapi'), (key, value) =>
      /^(?:startedAt|createdAt|endedAt|updatedAt|timestamp|time|endTime)$/.test(key) ? undefined : value,
    );
    const { call, fault } = callOf([filesOf({ 'c.json': JSON.stringify(untimed) })], { customers });
    expect([call, fault]).toEqual([undefined, expect.stringMatching(/Nothing tells when this call was/)]);
  });

  it('without a zone counts in the zone that is given, in summer as in winter', () => {
    const input = filesOf({
      'a.json': fixture('labelled-json'),
      'b.json': fixture('labelled-json')
        .replace('-03-03', '-07-03')
        .replace('conversation-3', 'conversation-4'),
    });
    const plan = planned([input, '--tz', 'Europe/Vienna'], {
      customers: 'customer_id,client_email\n4711,ana@example.com\n',
    });
    expect(plan.ready.map(({ line }) => line.startedAt)).toEqual([
      '2026-03-03T09:00:00.000Z',
      '2026-07-03T08:00:00.000Z',
    ]);
  });
});

describe('the times of turns', () => {
  const csvOf = (startedAt: string, ...stamps: string[]) =>
    filesOf({
      'a.csv': [
        'speaker,text,started_at,timestamp',
        ...stamps.map((at, n) => `${n % 2 === 0 ? 'Agent' : 'Customer'},Words ${n},${startedAt},${at}`),
      ].join('\n'),
    });
  const stampsOf = (input: string, ...args: string[]) => {
    const { call, fault } = callOf([input, ...ANA, ...args]);
    const turns = call?.windows.flatMap(
      (window) => window.turns as { timestamp?: string; begin_ms?: number }[],
    );
    return {
      stamps: turns?.map(({ timestamp }) => timestamp),
      begins: turns?.map(({ begin_ms }) => begin_ms),
      fault,
    };
  };

  it('have the zone of their own column, not that of the start', () => {
    const zoned = '2026-07-03T10:00:00+02:00';
    const plain = ['2026-07-03T10:00:01', '2026-07-03T10:00:05'];
    const expected = ['2026-07-03T08:00:01.000Z', '2026-07-03T08:00:05.000Z'];
    expect(stampsOf(csvOf(zoned, ...plain)).fault).toMatch(/The times of the turns name no time zone/);
    expect(stampsOf(csvOf(zoned, ...plain), '--tz', 'Europe/Vienna').stamps).toEqual(expected);
    const own = plain.map((at) => `${at}+02:00`);
    expect(stampsOf(csvOf('2026-07-03T10:00:00', ...own), '--tz', 'Europe/Vienna').stamps).toEqual(expected);
    expect(stampsOf(csvOf(zoned, ...own)).stamps).toEqual(expected);
  });

  it('that a clock shows go on over midnight, and count from the first', () => {
    const at = ['--started-at', '2026-07-03T23:59:50Z'];
    const text = filesOf({
      'a.txt':
        '[23:59:50] Agent: Good evening.\n[23:59:58] Customer: Hello.\n[00:00:04] Agent: How can I help?\n[00:00:09] Customer: My parcel.\n',
    });
    expect(stampsOf(text, ...at).begins).toEqual([0, 8000, 14_000, 19_000]);
    const rows = ['speaker,text,time', 'Agent,One,23:59:50', 'Customer,Two,00:00:04'].join('\n');
    expect(stampsOf(filesOf({ 'a.csv': rows }), ...at).begins).toEqual([0, 14_000]);
    const offsets = filesOf({
      'a.txt':
        '[00:00:02] Agent: One.\n[00:59:58] Customer: Two.\n[01:00:04] Agent: Three.\n[01:00:09] Customer: Four.\n',
    });
    expect(stampsOf(offsets, ...at).begins).toEqual([2000, 3_598_000, 3_604_000, 3_609_000]);
  });
});

describe('forms of your own', () => {
  const mapFile = (mapping: object) => join(filesOf({ 'map.json': JSON.stringify(mapping) }), 'map.json');
  const MAPPING = {
    calls: '/data/calls',
    call_id: '/meta/id',
    started_at: '/meta/begin',
    client_email: '/customer/mail~1address',
    turns: '/messages',
    speaker: '/from/0',
    text: '/body',
    begin_s: '/sec',
  };
  const OWN = {
    data: {
      calls: [
        {
          meta: { id: 'own-1', begin: '2026-03-03T10:00:00Z' },
          customer: { 'mail/address': 'ana@example.com' },
          messages: [
            { from: ['agent'], body: 'How can I help?', sec: 1 },
            { from: ['user'], body: 'My parcel is late.', sec: 2.5 },
          ],
        },
      ],
    },
  };

  it('of JSON are read as a mapping of pointers says', () => {
    const file = join(filesOf({ 'own.json': JSON.stringify(OWN) }), 'own.json');
    const { call, line } = callOf([file, '--map', mapFile(MAPPING)]);
    expect(call).toMatchObject({ call_id: 'own-1', client_email: 'ana@example.com' });
    expect(call?.windows[0]?.turns).toMatchObject([
      { speaker: 'agent', transcript: 'How can I help?', begin_ms: 1000 },
      { speaker: 'user', transcript: 'My parcel is late.', begin_ms: 2500 },
    ]);
    expect(line?.format).toBe('mapped-json');
    const elsewhere = mapFile({ ...MAPPING, turns: '/turns' });
    expect(callOf([file, '--map', elsewhere]).fault).toMatch(/No turns stand where the mapping says/);
    expect(() => planned([file, '--map', mapFile({ turns: '/messages' })])).toThrow(/--map takes a file/);
    expect(() => planned([file, '--map', mapFile({ ...MAPPING, txt: '/body' })])).toThrow(
      /It may have calls/,
    );
  });

  it('of CSV are read by the columns that are named', () => {
    const rows = ['wer;was;wann', 'Agent;Guten Tag;2026-03-03T10:00:00Z', 'Kunde;Hallo;2026-03-03T10:00:04Z'];
    const input = filesOf({ 'a.csv': rows.join('\n') });
    const { call } = callOf([input, ...ANA, '--columns', 'speaker=wer,text=was,timestamp=wann']);
    expect(call?.windows[0]?.turns).toMatchObject([{ transcript: 'Guten Tag' }, { transcript: 'Hallo' }]);
    expect(callOf([input, ...ANA, '--columns', 'speaker=wer']).fault).toMatch(/no columns of the speaker/);
    expect(() => planned([input, '--columns', 'voice=wer'])).toThrow(/--columns takes names/);
  });
});

describe('who speaks', () => {
  const DEEPGRAM = filesOf({ 'a.json': fixture('deepgram') });
  const TOLD = [...ANA, '--started-at', '2026-03-03T10:00:00Z'];
  const sides = (...args: string[]) => callOf([DEEPGRAM, ...TOLD, ...args]).call?.speakers;

  it('is what the flags say, by label or by number; of two voices the other one is the other side', () => {
    const expected = { 'Speaker 0': 'agent', 'Speaker 1': 'customer' };
    expect(sides('--agent', 'Speaker 0')).toEqual(expected);
    expect(sides('--agent', 'speaker_0')).toEqual(expected);
    expect(sides('--customer', '1')).toEqual(expected);
    expect(sides('--agent', '0', '--rest', 'other')).toEqual({ 'Speaker 0': 'agent', 'Speaker 1': 'other' });
    expect(sides('--agent', '1', '--swap')).toEqual(expected);
    expect(sides('--agent', '7')).toBe(undefined);
  });

  it('by channel is what --agent-channel says', () => {
    const input = filesOf({ 'a.json': fixture('azure-fast') });
    expect(callOf([input, ...TOLD, '--agent-channel', '1']).call?.speakers).toEqual({
      ch_0: 'customer',
      ch_1: 'agent',
    });
  });

  it('swaps sides that a file has the wrong way round', () => {
    const { call, line } = callOf([filesOf({ 'a.json': fixture('post-call-analytics') }), ...ANA, '--swap']);
    expect(call?.speakers).toEqual({ Agent: 'customer', Customer: 'agent' });
    expect(line?.speakers).toEqual([
      'Agent is the customer (by its label, swapped)',
      'Customer is the agent (by its label, swapped)',
    ]);
  });

  it('is told by the names of two files that hold one side each', () => {
    const side = (voice: number) => {
      const json = JSON.parse(WHISPER);
      json.segments = json.segments.filter((_: unknown, index: number) => index % 2 === voice);
      return JSON.stringify(json);
    };
    const input = filesOf({ 'c7.agent.json': side(0), 'c7.customer.json': side(1) });
    const { call, line } = callOf([
      input,
      ...TOLD,
      '--name-pattern',
      '(?<call_id>c\\d+)\\.(?<speaker>agent|customer)\\.',
    ]);
    expect(call?.call_id).toBe('c7');
    expect(call?.windows[0]?.turns).toMatchObject([
      { speaker: 'agent', begin_ms: 500, end_ms: 1500 },
      { speaker: 'customer', begin_ms: 2000, end_ms: 3000 },
      { speaker: 'agent', begin_ms: 3400, end_ms: 3900 },
    ]);
    expect(line?.basis).toBe('measured');
  });
});

describe('of a raw file and its redacted twin', () => {
  const pair = filesOf({
    'raw.json': VOICE,
    'redacted.json': VOICE.replace('"Raw"', '"Redacted"').replace('parcel', '[PII]'),
  });
  const taken = (...args: string[]) =>
    planned([pair, ...ANA, ...args]).ready.map(({ line }) => line.file.replace(/.*\//, ''));

  it('one is taken, and the report says which', () => {
    expect(taken()).toEqual(['redacted.json']);
    expect(taken('--redacted', 'only')).toEqual(['redacted.json']);
    expect(taken('--redacted', 'skip')).toEqual(['raw.json']);
    const [left] = planned([pair, ...ANA]).others;
    expect(left).toMatchObject({
      outcome: 'left out',
      message: 'its redacted twin is taken; --redacted skip takes this one.',
    });
  });
});
