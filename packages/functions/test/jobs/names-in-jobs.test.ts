import type { AnalysisJob, QueuedJob } from '@live-assist/core';
import { accountGate } from '@live-assist/core/analysis/account-limits';
import { braked } from '@live-assist/core/analysis/cost-brake';
import { inMemoryCounters, inMemoryPorts } from '@live-assist/core/in-memory';
import { expect, it } from 'vitest';
import { counterHash, customerHash, senderHash, subjectHash } from '../../src/adapters/customer-hash.ts';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import { jobLogLine } from '../../src/telemetry/job-log.ts';
import { ANA, scriptedAnalyst, testApp, window } from '../support/app.ts';

const KEY = 'a key of this test that is long enough';
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const DAY = '2026-01-15';

/** The app with limits and with subjects in its log, and its queue. */
function wholeApp() {
  const ports = inMemoryPorts();
  const counters = inMemoryCounters();
  const limits = { analysesPerTokenPerDay: 5, dollarsPerDay: 1, dollarsPerTokenPerDay: 0.5 };
  const brake = { ...ports, counters, hash: counterHash(KEY), isShared: () => false };
  const judge = scriptedAnalyst();
  const paid = {
    engine: 'openai' as const,
    analyze: async (request: Parameters<typeof judge.analyze>[0]) => ({
      ...(await judge.analyze(request)),
      costUsd: 0.01,
    }),
    costBound: () => 0.05,
  };
  const jobs: QueuedJob[] = [];
  const world = {
    ...ports,
    analyst: braked(paid, limits, brake),
    allowance: accountGate(limits, brake),
    queue: { send: async (job: QueuedJob) => void jobs.push(job) },
  };
  const names = {
    hashCustomer: customerHash(KEY),
    hashSubject: subjectHash(KEY),
    hashSender: senderHash(KEY),
  };
  const app = testApp(world, names);
  const work = async (job: QueuedJob) => {
    const delivery = { tries: 1, firstTriedAt: ports.clock.now() };
    const options = { ports: app.ports, settings: SETTINGS, hashCustomer: names.hashCustomer };
    const dealt = await handleMessage(options, JSON.stringify(job), delivery);
    return jobLogLine(dealt, { now: ports.clock.now() });
  };
  return { ...app, counters, jobs, work };
}

const isAnalysis = (job: QueuedJob): job is AnalysisJob => !('job' in job);

it('a job names the holder of its limits and the subject for its log line, each under a separate hash', async () => {
  const { post, jobs, work, counters } = wholeApp();
  await post('/recordCallWindow', window(), { sub: 'recorder-1' });
  await post(
    '/getCallAnalytics',
    { call_id: 'call-ana', client_email: ANA, async: true },
    { sub: 'agent-17' },
  );
  const [job] = jobs.filter(isAnalysis);
  const sender = await senderHash(KEY)({ subject: 'agent-17', clientEmail: null, callId: null });
  const subject = (await subjectHash(KEY)('agent-17')).slice(0, 16);
  expect(job).toMatchObject({ sender, subject });
  expect(JSON.stringify(jobs)).not.toMatch(/agent-17|recorder-1/);

  if (job !== undefined) expect(await work(job)).toMatchObject({ outcome: 'done', subject });
  expect(counters.total(`dollars#${DAY}#token#${sender}`)).toBe(10_000);
});

it('a redaction names neither the caller nor the customer, and counts for no limit', async () => {
  const { post, jobs, work, counters, ports } = wholeApp();
  await post('/recordCallWindow', window(), { sub: 'agent-17' });
  await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA }, { sub: 'agent-17' });
  const redactions = jobs.filter((job) => 'job' in job && job.job === 'redact');
  expect(redactions).toEqual(
    Array(2).fill({ job: 'redact', call_id: 'call-ana', notBefore: expect.any(Number) }),
  );
  const spent = counters.total(`dollars#${DAY}`);
  await ports.clock.advance(3_600_000);
  for (const job of redactions) {
    const line = await work(job);
    expect(line).toMatchObject({ job: 'redact', outcome: 'done' });
    expect(line).not.toHaveProperty('customer');
    expect(line).not.toHaveProperty('subject');
  }
  expect(counters.total(`dollars#${DAY}`)).toBe(spent);
});
