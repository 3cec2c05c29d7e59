import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { categoryKey } from '../../../src/local/eval/labels.ts';
import { reportOf } from '../../../src/local/eval/report.ts';
import { evaluate } from '../../../src/local/eval/run.ts';
import { fakeModel, plainAnswer } from '../../support/fake-model-server.ts';

const EVAL = fileURLToPath(new URL('../../../src/local/commands/eval.ts', import.meta.url));
const run = promisify(execFile);
let folder: string;

const call = (id: string, ...said: [speaker: string, transcript: string][]) => ({
  call_id: id,
  client_email: `${id}@example.com`,
  windows: [
    { call_id: id, window_number: 1, turns: said.map(([speaker, transcript]) => ({ speaker, transcript })) },
  ],
});
const CALLS = [
  call(
    'done',
    ['customer', 'I need a new password please.'],
    ['agent', "I've reset your password."],
    ['customer', 'Great, thanks!'],
  ),
  call(
    'failed',
    ['customer', 'I want to return my shoes.'],
    ['agent', "I'm sorry, that is not possible."],
    ['customer', 'This is ridiculous, I want a supervisor.'],
  ),
  call('unlabelled', ['customer', 'Hello?'], ['agent', 'Hello.']),
];
const LABELS = [
  { call_id: 'done', resolved: true, escalated: false, category: 'account access' },
  { call_id: 'failed', resolved_user_reported: true, escalated: true, customer_annoyed_agent_reported: true },
];

async function write(name: string, rows: unknown[]): Promise<void> {
  await writeFile(join(folder, name), `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'live-assist-eval-'));
  await write('calls.jsonl', CALLS);
  await write('labels.jsonl', LABELS);
});
afterAll(() => rm(folder, { recursive: true }));

describe('evaluate', () => {
  it('evaluate compares every judgement with the labels of its call', async () => {
    const { calls, labels, claims, usage, costUsd } = await evaluate(folder, localAnalyst());
    expect(calls).toBe(3);
    expect(labels).toMatchObject([
      {
        label: 'resolved',
        calls: 1,
        accuracy: 1,
        majorityBaseline: 1,
        precision: 1,
        recall: 1,
        f1: 1,
        confusion: { truePositives: 1, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 },
        auc: null,
      },
      {
        label: 'resolved (customer’s report)',
        calls: 1,
        accuracy: 0,
        confusion: { truePositives: 0, falsePositives: 0, falseNegatives: 1, trueNegatives: 0 },
      },
      {
        label: 'escalated',
        calls: 2,
        accuracy: 1,
        majorityBaseline: 0.5,
        precision: 1,
        recall: 1,
        f1: 1,
        confusion: { truePositives: 1, falsePositives: 0, falseNegatives: 0, trueNegatives: 1 },
        auc: 1,
      },
      { label: 'annoyed (agent’s report)', calls: 1, accuracy: 1, auc: null },
      { label: 'category', calls: 1, accuracy: 1, precision: null, f1: null, confusion: null },
    ]);
    // One call of one: by Wilson it may still be wrong in four of five.
    expect(labels[0]?.intervals.accuracy?.low).toBeCloseTo(0.206, 2);
    expect(labels[0]?.intervals.accuracy?.high).toBe(1);
    expect(claims.made).toBeGreaterThan(0);
    expect(claims.passed).toBe(claims.made);
    expect([usage, costUsd]).toEqual([null, null]);
  });

  it('evaluate counts claims that the gate refuses, tokens and cost', async () => {
    const { engine: _, analyze } = localAnalyst();
    const result = await evaluate(folder, {
      engine: 'local',
      analyze: async (request) => {
        const answer = await analyze(request);
        const evidence = [{ window_number: 1, turn: 0, speaker: 'agent' as const, quote: 'never said' }];
        const judgement = { ...answer.judgement, deliverables: [{ text: 'Invented', evidence }] };
        return {
          ...answer,
          judgement,
          usage: { inputTokens: 10, cachedInputTokens: 4, outputTokens: 2 },
          costUsd: 0.01,
        };
      },
    });
    expect(result.claims.made - result.claims.passed).toBe(3);
    expect(result.usage).toEqual({ inputTokens: 30, cachedInputTokens: 12, outputTokens: 6 });
    expect(reportOf(result)).toContain(
      'Tokens: 30 in (12 cached), 6 out\nCost: 0.0300 USD, 0.01000 USD a call',
    );
  });

  it('evaluate names the file and the line that it cannot read', async () => {
    await expect(evaluate(join(folder, 'nowhere'), localAnalyst())).rejects.toThrow(
      /calls\.jsonl cannot be read/,
    );
    const broken = await mkdtemp(join(tmpdir(), 'live-assist-eval-'));
    await writeFile(join(broken, 'calls.jsonl'), '{"call_id":"a","windows":[]}\n{"windows":[]}\n');
    await expect(evaluate(broken, localAnalyst())).rejects.toThrow(/calls\.jsonl, line 2/);
    await rm(broken, { recursive: true });
  });
});

const DATA = fileURLToPath(new URL('../../../../../../shared/data/', import.meta.url));
const realCalls = existsSync(DATA);
if (!realCalls) console.log(`Skipped: real calls are measured only where ${DATA} holds them.`);

describe.skipIf(!realCalls)('the local analyst on real calls', () => {
  it.each(['star', 'tau_airline'])(
    '%s: every claim passes the gate, and escalations are found',
    async (set) => {
      const { labels, claims } = await evaluate(join(DATA, set), localAnalyst());
      expect(claims.passed).toBe(claims.made);
      const escalated = labels.find(({ label }) => label === 'escalated');
      if (escalated !== undefined) {
        expect(escalated.accuracy).toBeGreaterThan(escalated.majorityBaseline + 0.2);
        expect(escalated.recall).toBeGreaterThan(0.8);
      }
    },
  );
});

describe('comparing categories', () => {
  it.each([
    ['replace card', 'card-replacement'],
    ['hotel_book', 'hotel-booking'],
    ['transfer money', 'money-transfer'],
  ])('%s is %s', (label, category) => {
    expect(categoryKey(label)).toBe(categoryKey(category));
  });

  it('comparing categories tells different categories apart', () => {
    expect(categoryKey('hotel_book')).not.toBe(categoryKey('hotel_search'));
  });
});

describe('the command', () => {
  it('the command prints a table and writes the result as JSON', async () => {
    const file = join(folder, 'result.json');
    const { stdout } = await run(process.execPath, [EVAL, folder, '--json', file]);
    expect(stdout).toMatch(/^3 calls, engine local/);
    expect(stdout).toMatch(
      /escalated +2 +1\.000 +0\.500 +1\.000 +1\.000 +1\.000 +1 +0 +0 +1 +0\.342 to 1\.000/,
    );
    expect(stdout).toMatch(/Time a call: median [\d.]+ m?s/);
    const written = JSON.parse(await readFile(file, 'utf8'));
    expect(written.perCall.map(({ call_id }: { call_id: string }) => call_id)).toEqual([
      'done',
      'failed',
      'unlabelled',
    ]);
  });

  it('the command runs the configured model, and lists the calls that it could not judge', async () => {
    const model = await fakeModel((_, count) =>
      count === 2 ? { status: 401 } : { content: JSON.stringify(plainAnswer()) },
    );
    const env = {
      ...process.env,
      OPENAI_API_KEY: 'key',
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'llama-4',
    };
    const { stdout } = await run(process.execPath, [EVAL, folder], { env });
    expect(stdout).toMatch(/^3 calls, engine openai, model llama-4, prompt call-6/);
    expect(stdout).toContain('Tokens: 2000 in (1200 cached), 200 out\nCost: not known');
    expect(stdout).toMatch(/Not judged: \w+ \(analyst_misconfigured\)/);
  });

  it('the command runs the rules if there is no key, and says so', async () => {
    const env = { ...process.env, OPENAI_API_KEY: '' };
    const { stdout, stderr } = await run(process.execPath, [EVAL, folder, '--engine', 'openai'], { env });
    expect(stderr).toContain('OPENAI_API_KEY is not set, so the local engine runs instead.');
    expect(stdout).toMatch(/^3 calls, engine local/);
  });

  it.each([
    ['no folder', [], 2, /^Usage: pnpm eval/],
    ['an unknown option', ['--fast'], 2, /^Usage: pnpm eval/],
    ['an engine that is not there', ['x', '--engine', 'oracle'], 2, /^Usage: pnpm eval/],
    ['a deadline that is no time', ['x', '--deadline', 'soon'], 2, /^Usage: pnpm eval/],
    ['a folder that is not there', ['/nowhere'], 1, /cannot be read/],
  ])('the command reports %s', async (_, args, code, message) => {
    const failure = await run(process.execPath, [EVAL, ...args]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, stderr: expect.stringMatching(message) });
  });
});
