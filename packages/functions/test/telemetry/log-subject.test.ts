import { readFileSync } from 'node:fs';
import type { AnalysisJob, SweepJob } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { customerHash, subjectHash } from '../../src/adapters/customer-hash.ts';
import type { RoutePath } from '../../src/http/routes.ts';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import { type JobLogLine, jobLogLine } from '../../src/telemetry/job-log.ts';
import { ANA, BEN, scriptedAnalyst, type TestApp, testApp, window } from '../support/app.ts';

const KEY = 'a key of this test that is long enough';
const hashes = { hashCustomer: customerHash(KEY), hashSubject: subjectHash(KEY) };
const nameOf = async (subject: string) => (await subjectHash(KEY)(subject)).slice(0, 16);
const ASK = { call_id: 'call-ana', client_email: ANA };

/** An app whose queue collects the jobs, and a worker for them. */
function appWithQueue(): TestApp & {
  sent: (AnalysisJob | SweepJob)[];
  work(body: unknown): Promise<JobLogLine>;
} {
  const sent: (AnalysisJob | SweepJob)[] = [];
  const queue = { send: async (job: AnalysisJob | SweepJob) => void sent.push(job) };
  const app = testApp({ queue }, hashes);
  async function work(body: unknown): Promise<JobLogLine> {
    const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
    const delivery = { tries: 1, firstTriedAt: app.ports.clock.now() };
    const options = { ports: app.ports, settings, hashCustomer: hashes.hashCustomer };
    const dealt = await handleMessage(options, JSON.stringify(body), delivery);
    return jobLogLine(dealt, { now: app.ports.clock.now() });
  }
  return { ...app, sent, work };
}

const REQUESTS: [RoutePath, object][] = [
  ['/recordCallWindow', window()],
  ['/getCallAnalytics', ASK],
  ['/getAnalysisStatus', { call_id: 'call-ana' }],
  ['/listCalls', { client_email: ANA }],
  ['/getMemoryBox', { client_email: ANA }],
  ['/updateCommitment', { client_email: ANA, commitment_id: 'call-ana:1:2:0', status: 'kept' }],
  ['/updateMatter', { client_email: ANA, call_id: 'call-ana', status: 'settled' }],
  ['/eraseCustomer', { client_email: ANA }],
];

describe('the subject in the log', () => {
  it('the subject of a token is in the log line of every request about a person, as a keyed hash', async () => {
    const { post, lines } = testApp({ analyst: scriptedAnalyst({ resolved: false }) }, hashes);
    for (const [path, body] of REQUESTS) await post(path, body, { sub: 'agent-17@example.com' });
    const subject = await nameOf('agent-17@example.com');
    const customer = (await hashes.hashCustomer(ANA)).slice(0, 16);
    expect(lines).toHaveLength(REQUESTS.length);
    for (const line of lines) expect(line).toMatchObject({ status: 200, subject, customer });
    expect(JSON.stringify(lines)).not.toContain('agent-17');
  });

  it('the subject in the log is null for a token without a subject', async () => {
    const { post, lines } = testApp({}, hashes);
    await post('/listCalls', { client_email: ANA });
    await post('/listCalls', { client_email: ANA }, { sub: '' });
    expect(lines).toMatchObject([{ subject: null }, { subject: null }]);
  });

  it('the subject in the log is there for a refused request, and absent without a valid token', async () => {
    const { post, request, lines } = testApp({}, hashes);
    await post('/listCalls', { client_email: BEN }, { sub: 'agent-17', client_email: ANA });
    await post('/listCalls', { client_email: ANA }, { sub: 'agent-17', scope: 'memory:read' });
    await post('/listCalls', { client_email: 5 }, { sub: 'agent-17' });
    await post('/listCalls', { client_email: ANA }, 'a.b.c');
    await request('/healthz');
    const subject = await nameOf('agent-17');
    expect(lines.map((line) => [line.status, line.subject])).toEqual([
      [403, subject],
      [403, subject],
      [400, subject],
      [401, undefined],
      [200, undefined],
    ]);
  });

  it('the subject in the log is absent without a key', async () => {
    const { post, lines } = testApp();
    await post('/listCalls', { client_email: ANA }, { sub: 'agent-17' });
    expect(lines[0]).not.toHaveProperty('subject');
  });

  it.each<[string | undefined, () => Promise<string | null>]>([
    ['agent-17', () => nameOf('agent-17')],
    [undefined, async () => null],
  ])('the subject in the log is in the line of a job from a request to %s', async (sub, named) => {
    const { post, sent, work } = appWithQueue();
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { ...ASK, async: true }, { sub });
    await post('/eraseCustomer', { client_email: ANA }, { sub });
    // A redaction and a look at the end of a call have no request: one job serves all windows of a call.
    const [redaction, settle, ...caused] = sent;
    expect(await work(redaction)).not.toHaveProperty('subject');
    expect(await work(settle)).not.toHaveProperty('subject');
    expect(caused).toHaveLength(2);
    for (const job of caused) expect((await work(job)).subject).toBe(await named());
    expect(JSON.stringify(sent)).not.toContain('agent-17');
  });

  it('the subject in the log is absent for a job without a request', async () => {
    const { work } = appWithQueue();
    expect(await work({ ...ASK, queuedAt: 1 })).not.toHaveProperty('subject');
  });
});

describe('the queries of docs/operations.md', () => {
  const OPERATIONS = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
  const queries = [...OPERATIONS.matchAll(/```\n(fields [^`]+)```/g)].map(([, query]) => query ?? '');
  const WORDS = new Set(
    'fields filter stats sort desc asc limit by as and or count min max in like bin pct times firstSeen lastSeen'.split(
      ' ',
    ),
  );

  it('the queries of docs/operations.md only name fields of the log lines of requests and jobs', async () => {
    const { post, lines, sent, work } = appWithQueue();
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { ...ASK, async: true }, { sub: 'agent-17' });
    await post('/listCalls', { client_email: 5 });
    const known = new Set(
      [...lines, await work(sent.at(-1))].flatMap((line) => Object.keys(line)).concat('timestamp'),
    );
    expect(queries.length).toBeGreaterThan(2);
    for (const query of queries) {
      const names = query.replace(/"[^"]*"/g, '').match(/[A-Za-z]\w*/g) ?? [];
      expect(names.filter((name) => !WORDS.has(name) && !known.has(name))).toEqual([]);
    }
  });

  it('the queries of docs/operations.md find the subjects that have read a customer', () => {
    const query = queries.find((text) => text.includes('by subject'));
    expect(query).toMatch(/filter customer = "[\da-f]{16}"/);
  });
});
