import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnalysisRequest, Analyst } from '@live-assist/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { readWritten } from '../../../src/local/eval/folder.ts';
import { reportOf } from '../../../src/local/eval/report.ts';
import { evaluate } from '../../../src/local/eval/run.ts';
import {
  areaUnderCurve,
  bootstrap,
  calibrationOf,
  kappa,
  mcNemar,
  wilson,
} from '../../../src/local/eval/statistics.ts';

let folder: string;

const call = (id: string, customer: string, ...said: [speaker: string, transcript: string][]) => ({
  call_id: id,
  client_email: `${customer}@example.com`,
  windows: [
    { call_id: id, window_number: 1, turns: said.map(([speaker, transcript]) => ({ speaker, transcript })) },
  ],
});
const CALLS = [
  call(
    'first',
    'ana',
    ['customer', 'Where is my invoice?'],
    ['agent', "I'll email you the invoice by Friday."],
    ['customer', 'Thank you so much for your help.'],
  ),
  call(
    'second',
    'ana',
    ['customer', 'The invoice has arrived, thanks.'],
    ['agent', "I've changed your address too."],
    ['customer', 'This took far too long, I am really annoyed.'],
  ),
  call('other', 'ben', ['customer', 'Hello?'], ['agent', 'Hello.']),
];
const LABELS = [
  {
    call_id: 'first',
    customer_negative: false,
    customer_grateful: true,
    promises: [{ owner: 'agent', window: 1, turn: 1, what: 'invoice by e-mail' }],
    deliverables: [],
    closings: [],
  },
  {
    call_id: 'second',
    customer_negative: true,
    customer_grateful: false,
    promises: [{ owner: 'agent', window: 1, turn: 1, what: 'one that is not there' }],
    deliverables: [{ window: 1, turn: 1, activity: null, what: 'address changed' }],
    closings: [{ call_id: 'first', window: 1, turn: 1, status: 'kept' }],
  },
];

async function write(name: string, rows: unknown[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'live-assist-eval-'));
  await write('calls.jsonl', CALLS);
  await write('labels.jsonl', LABELS);
});
afterAll(() => rm(folder, { recursive: true }));

describe('labels of lists', () => {
  it('promises, deliverables and closings are compared by the places that prove them', async () => {
    const { lists } = await evaluate(folder, localAnalyst());
    expect(lists).toMatchObject([
      { list: 'promises', calls: 2, labelled: 2, found: 1, right: 1, precision: 1, recall: 0.5 },
      { list: 'deliverables', calls: 2, labelled: 1, found: 1, right: 1 },
      { list: 'closings', calls: 2, labelled: 1, found: 1, right: 1 },
    ]);
  });

  it('a label with another place counts for either, and once', async () => {
    const labels = await write('places.jsonl', [
      { call_id: 'first', promises: [{ owner: 'agent', window: 1, turn: 0, or: [{ window: 1, turn: 1 }] }] },
    ]);
    const { lists } = await evaluate(folder, localAnalyst(), { labels });
    expect(lists).toMatchObject([{ list: 'promises', labelled: 1, right: 1 }]);
  });

  it('what was booked and cancelled again is counted when it is shown as delivered', async () => {
    const labels = await write('again.jsonl', [
      { call_id: 'second', cancelled_again: true, deliverables: [] },
      { call_id: 'first', cancelled_again: true, deliverables: [] },
    ]);
    const { cancelledAgain } = await evaluate(folder, localAnalyst(), { labels });
    expect(cancelledAgain).toEqual({ calls: 2, shown: 1 });
  });

  it('feelings of the customer have a score, an area under its curve and a calibration', async () => {
    const result = await evaluate(folder, localAnalyst());
    const negative = result.labels.find(({ label }) => label === 'customer negative');
    expect(negative).toMatchObject({ calls: 2, accuracy: 1, auc: 1 });
    expect(negative?.calibration?.brier).toBeLessThan(0.25);
    expect(result.labels.find(({ label }) => label === 'customer grateful')).toMatchObject({
      f1: 1,
      auc: null,
    });
    expect(reportOf(result)).toMatch(/customer negative +2 +1\.000/);
  });
});

/** The rules, with a look at what they are given. */
function watched(seen: AnalysisRequest[]): Analyst {
  const { engine, analyze } = localAnalyst();
  return {
    engine,
    analyze: (request) => {
      seen.push(request);
      return analyze(request);
    },
  };
}

describe('a folder with calls of the same customer', () => {
  it('each call is given what the calls of its customer before it left open', async () => {
    const seen: AnalysisRequest[] = [];
    await evaluate(folder, watched(seen));
    const given = new Map(seen.map(({ call, openCommitments }) => [call.callId, openCommitments]));
    expect(given.get('first')).toEqual([]);
    expect(given.get('other')).toEqual([]);
    expect(given.get('second')?.map(({ text }) => text)).toEqual(["I'll email you the invoice by Friday"]);
  });

  it('the time for one call is a setting', async () => {
    const seen: AnalysisRequest[] = [];
    const now = Date.now();
    await evaluate(folder, watched(seen), { deadlineMs: 1_000_000 });
    expect(Math.min(...seen.map(({ deadline }) => deadline))).toBeGreaterThanOrEqual(now + 1_000_000);
  });
});

describe('a comparison with an earlier result', () => {
  it('two engines are compared call by call', async () => {
    const rules = localAnalyst();
    const silent: Analyst = {
      engine: 'local',
      analyze: async (request) => {
        const answer = await rules.analyze(request);
        const judgement = { ...answer.judgement, commitments: [], deliverables: [], sentimentScore: 50 };
        return { ...answer, judgement, model: 'silent' };
      },
    };
    const file = join(folder, 'before.json');
    await writeFile(file, JSON.stringify(await evaluate(folder, silent)));
    const result = await evaluate(folder, rules, { against: await readWritten(file) });
    const differenceOf = (label: string) => result.against?.differences.find((row) => row.label === label);
    expect(differenceOf('customer negative')).toMatchObject({ calls: 2, before: 0.5, now: 1, p: 1 });
    expect(differenceOf('deliverables')).toMatchObject({ figure: 'F1', before: 0, now: 1, p: null });
    expect(reportOf(result)).toContain('Compared with engine local, model silent, call by call:');
  });

  it('a file that holds no result is refused with a sentence', async () => {
    await expect(readWritten(join(folder, 'labels.jsonl'))).rejects.toThrow(
      /not the result of an evaluation/,
    );
    await expect(readWritten(join(folder, 'nowhere.json'))).rejects.toThrow(/cannot be read/);
  });
});

describe('figures', () => {
  it('the interval of a share is that of Wilson', () => {
    expect(wilson(0, 0)).toBeNull();
    const interval = wilson(8, 10);
    expect(interval?.low).toBeCloseTo(0.49, 2);
    expect(interval?.high).toBeCloseTo(0.943, 2);
    expect(wilson(10, 10)?.high).toBe(1);
  });

  it('the area under a curve counts ties half', () => {
    const scored = (pairs: [number, boolean][]) => pairs.map(([score, truth]) => ({ score, truth }));
    expect(
      areaUnderCurve(
        scored([
          [0.9, true],
          [0.1, false],
        ]),
      ),
    ).toBe(1);
    expect(
      areaUnderCurve(
        scored([
          [0.5, true],
          [0.5, false],
        ]),
      ),
    ).toBe(0.5);
    expect(
      areaUnderCurve(
        scored([
          [0.2, true],
          [0.8, false],
          [0.1, false],
        ]),
      ),
    ).toBe(0.5);
    expect(areaUnderCurve(scored([[0.2, true]]))).toBeNull();
  });

  it('a calibration compares scores with shares', () => {
    const sure = [
      { score: 1, truth: true },
      { score: 0, truth: false },
    ];
    expect(calibrationOf(sure)).toEqual({ brier: 0, error: 0 });
    expect(calibrationOf([{ score: 0.5, truth: true }])).toEqual({ brier: 0.25, error: 0.5 });
    expect(calibrationOf([])).toBeNull();
  });

  it('resamples are the same in every run, and hold the figure of the calls', () => {
    const mean = (sample: readonly number[]) => sample.reduce((sum, one) => sum + one, 0) / sample.length;
    const calls = Array.from({ length: 100 }, (_, place) => place % 2);
    const interval = bootstrap(calls, mean);
    expect(bootstrap(calls, mean)).toEqual(interval);
    expect(interval?.low).toBeGreaterThan(0.35);
    expect(interval?.low).toBeLessThan(0.5);
    expect(interval?.high).toBeGreaterThan(0.5);
  });

  it('two readers agree by chance alone, or fully', () => {
    expect(
      kappa([
        ['yes', 'yes'],
        ['no', 'no'],
      ]),
    ).toBe(1);
    expect(
      kappa([
        ['yes', 'yes'],
        ['yes', 'no'],
        ['no', 'yes'],
        ['no', 'no'],
      ]),
    ).toBe(0);
  });

  it('few different calls tell two analysts apart no better than chance', () => {
    expect(mcNemar(0, 0)).toBe(1);
    expect(mcNemar(1, 9)).toBeCloseTo(0.0215, 3);
    expect(mcNemar(5, 5)).toBe(1);
  });
});
