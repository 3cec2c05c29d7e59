import { describe, expect, it } from 'vitest';
import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import {
  type AnalysisRequest,
  analyzeCall,
  type Judgement,
  type StoredCallAnalytics,
  updateCommitment,
} from '../../src/index.ts';
import { scriptedAnalyst, windowOf } from '../support/story.ts';

const ANA = 'ana@example.com';
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };

const SAID = [
  ['agent', 'How can I help?'],
  ['customer', 'I need the refund form, and my fee back.'],
  ['agent', "I'll email you the refund form, and I'll waive the late fee."],
  ['agent', "So I'll email you that refund form."],
  ['customer', "I'll send you a photo of the parcel."],
] as const;

/** A promise that is quoted from a turn of {@link SAID}. */
function promise(
  text: string,
  turn: number,
  owner: 'agent' | 'customer' = 'agent',
): Judgement['commitments'][number] {
  const [speaker, quote] = SAID[turn] ?? SAID[0];
  return { text, owner, due: null, evidence: [{ window_number: 1, turn, speaker, quote }] };
}
const FORM = promise('Email the refund form', 2);
const FEE = promise('Waive the late fee', 2);

/** A customer whose first call is analysed as the test says, each time anew. */
function customer(...answers: Judgement['commitments'][]) {
  let meanwhile = async (_: AnalysisRequest) => {};
  const analyst = scriptedAnalyst(async (request) => {
    await meanwhile(request);
    if (request.call.callId !== 'first') {
      return {
        closings: request.openCommitments.map(({ id }) => ({
          commitment_id: id,
          status: 'missed' as const,
          evidence: [{ window_number: 1, turn: 1, speaker: 'customer' as const, quote: SAID[1][1] }],
        })),
      };
    }
    return { commitments: answers.shift() ?? [] };
  });
  const ports = inMemoryPorts({ analyst });
  const record = (call_id: string, day: string) =>
    ports.records.put(
      windowOf(
        call_id,
        1,
        SAID.map(([speaker, transcript], n) => ({
          speaker,
          transcript,
          timestamp: `2026-01-${day}T10:0${n}:00Z`,
        })),
        { created_at: `2026-01-${day}T10:10:00.000Z` },
      ),
    );
  record('first', '02');
  record('second', '05');
  const analyse = async (call_id = 'first', sharedAddresses: string[] = []) => {
    await ports.clock.advance(1000);
    await analyzeCall(ports, { ...SETTINGS, sharedAddresses }, { call_id, client_email: ANA, force: true });
    return promises();
  };
  const row = () => ports.analytics.rows().find(({ call_id }) => call_id === 'first') as StoredCallAnalytics;
  const promises = () =>
    row().commitments.map(({ id, text, carried }) => [id, text, ...(carried ? ['carried'] : [])]);
  const tick = (commitment_id: string) =>
    updateCommitment(ports, SETTINGS, { client_email: ANA, commitment_id, status: 'kept' });
  return {
    runs: analyst.runs,
    analyse,
    tick,
    promises,
    row,
    whileJudged(act: typeof meanwhile) {
      meanwhile = async (request) => {
        meanwhile = async () => {};
        await act(request);
      };
    },
  };
}

describe('a re-analysis', () => {
  it('that finds the second of two promises of a turn keeps its id', async () => {
    const { analyse } = customer([FORM, FEE], [FEE]);
    expect(await analyse()).toEqual([
      ['first:1:2:0', 'Email the refund form'],
      ['first:1:2:1', 'Waive the late fee'],
    ]);
    expect(await analyse()).toEqual([['first:1:2:1', 'Waive the late fee']]);
  });

  it('in other words, and quoted from another turn, it is the same promise', async () => {
    const { analyse } = customer([FORM], [promise('Email that refund form', 3)]);
    await analyse();
    expect(await analyse()).toEqual([['first:1:2:0', 'Email that refund form']]);
  });

  it('of the same turn, half of the words of substance are enough', async () => {
    const { analyse } = customer([FORM], [promise('Send the form', 2)]);
    await analyse();
    expect(await analyse()).toEqual([['first:1:2:0', 'Send the form']]);
  });

  it.each([
    ['about something else', promise('Waive the late fee', 2)],
    ['of the other side', promise('Email the refund form', 4, 'customer')],
    ['of another turn with few of its words', promise('Email that later', 3)],
  ])('a promise %s gets a number that this row has never used', async (_, other) => {
    const { analyse } = customer([FORM], [other], [FORM]);
    await analyse();
    const [[id = ''] = []] = await analyse();
    expect(id).toMatch(/^first:1:\d:1$/);
    expect((await analyse())[0]?.[0]).toBe('first:1:2:2');
  });

  it('that does not find a promise any more removes it, when nothing names it', async () => {
    const { analyse } = customer([FORM, FEE], [FEE]);
    await analyse();
    expect(await analyse()).toHaveLength(1);
  });

  it('that does not find a promise any more keeps it when a person has ticked it, until it is found again', async () => {
    const { analyse, tick } = customer([FORM, FEE], [FEE], [FORM, FEE]);
    await analyse();
    await tick('first:1:2:0');
    expect(await analyse()).toEqual([
      ['first:1:2:1', 'Waive the late fee'],
      ['first:1:2:0', 'Email the refund form', 'carried'],
    ]);
    expect(await analyse()).toEqual([
      ['first:1:2:0', 'Email the refund form'],
      ['first:1:2:1', 'Waive the late fee'],
    ]);
  });

  it('that does not find a promise any more keeps it when a later call tells of it', async () => {
    const { analyse } = customer([FORM], []);
    await analyse();
    await analyse('second');
    expect(await analyse()).toEqual([['first:1:2:0', 'Email the refund form', 'carried']]);
  });

  it('of a shared address is given no promise', async () => {
    const { analyse, runs } = customer([FORM]);
    await analyse('first', ['ana@']);
    await analyse('second', ['ana@']);
    expect(runs.at(-1)).toMatchObject({ openCommitments: [], keptCommitments: [], openMatters: [] });
    await analyse('second');
    expect(runs.at(-1)?.openCommitments).toHaveLength(1);
  });

  it('loses no tick that comes while it is judged', async () => {
    const { analyse, tick, row, whileJudged } = customer([FORM], []);
    await analyse();
    whileJudged(async () => void (await tick('first:1:2:0')));
    expect(await analyse()).toEqual([['first:1:2:0', 'Email the refund form', 'carried']]);
    expect(row().commitmentChanges).toMatchObject({ 'first:1:2:0': { status: 'kept' } });
  });

  it('is given the same promises as the first analysis, whatever was said and done later', async () => {
    const { analyse, tick, runs } = customer([FORM]);
    await analyse();
    await analyse('second');
    await tick('first:1:2:0');
    await analyse('second');
    const given = runs.filter(({ call }) => call.callId === 'second').map((run) => run.openCommitments);
    expect(given).toEqual([
      [expect.objectContaining({ id: 'first:1:2:0', madeAt: '2026-01-02T10:02:00.000Z' })],
      given[0],
    ]);
  });
});
