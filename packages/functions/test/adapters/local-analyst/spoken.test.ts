import { readFileSync } from 'node:fs';
import type { OpenCommitment } from '@live-assist/core';
import { checkFindings } from '@live-assist/core/evidence/gate';
import { describe, expect, it } from 'vitest';
import { polarityOf } from '../../../src/adapters/local-analyst/sentiment.ts';
import { callOf, judge } from './local-analyst-calls.ts';

const SAID_AT = '2026-11-25T10:00:00.000Z';
const DAYS: Record<string, string> = {
  today: '2026-11-25',
  tom: '2026-11-26',
  thu: '2026-11-26',
  fri: '2026-11-27',
  sat: '2026-11-28',
  mon: '2026-11-30',
  tue: '2026-12-01',
  wed: '2026-12-02',
};

interface Line {
  kind: string;
  talk: string;
  wanted: string;
}

/** The lines of a file of this folder, by their kind. */
function linesOf(file: string): Map<string, Line[]> {
  const kinds = new Map<string, Line[]>();
  let kind = '';
  for (const line of readFileSync(new URL(`./spoken/${file}`, import.meta.url), 'utf8').split('\n')) {
    if (line.startsWith('# ')) kind = line.slice(2);
    const [talk = '', wanted] = line.split('=>');
    if (kind === '' || wanted === undefined) continue;
    kinds.set(kind, [...(kinds.get(kind) ?? []), { kind, talk: talk.trim(), wanted: wanted.trim() }]);
  }
  return kinds;
}

const called = (talk: string) =>
  callOf(
    talk.split(' / ').map((turn) => `${turn.startsWith('a') ? 'agent' : 'customer'}: ${turn.slice(2)}`),
    [],
    SAID_AT,
  );

async function told(talk: string, open: OpenCommitment[] = []) {
  const call = called(talk);
  return checkFindings(await judge(call, open), call, open, Date.parse(SAID_AT), 'UTC');
}

/** The promises that are wanted and not found as they are wanted, and how many others are found. */
async function compared({ talk, wanted }: Line) {
  const { commitments: left } = await told(talk);
  const wants = wanted.split(';').flatMap((one) => (one.trim() === '' ? [] : [one.trim().split(' ')]));
  const missing = wants.filter(([owner, word = '', day = '', mark]) => {
    const at = left.findIndex(
      (promise) =>
        promise.owner === (owner === 'A' ? 'agent' : 'customer') &&
        promise.text.toLowerCase().includes(word) &&
        (day === '?' || promise.dueAt === (day === '-' ? null : DAYS[day])) &&
        (promise.conditional === true) === (mark === 'cond') &&
        (promise.recurring === true) === (mark === 'rec') &&
        (mark === undefined || !mark.includes(':') || promise.dueTime === mark),
    );
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  return { wants: wants.length, missing: missing.length, others: left.length };
}

describe('promises as they are spoken', () => {
  const most = { missing: 0.1, others: 0.15 };

  it.each([...linesOf('promises.txt'), ...linesOf('unseen.txt')])('%s', async (_, lines) => {
    let [wants, missing, others] = [0, 0, 0];
    const failed: string[] = [];
    for (const line of lines) {
      const found = await compared(line);
      wants += found.wants;
      missing += found.missing;
      others += found.others;
      if (found.missing + found.others > 0) failed.push(`${line.talk} => ${line.wanted}`);
    }
    const share = (count: number) => count / Math.max(wants, lines.length);
    expect(share(missing), failed.join('\n')).toBeLessThanOrEqual(most.missing);
    expect(share(others), failed.join('\n')).toBeLessThanOrEqual(most.others);
  });
});

const PROMISES: Record<string, string> = {
  router: "I'll send you a replacement router by Friday",
  callback: "I'll call you back on Friday with the result of the claim",
  refund: "We'll refund the delivery charge within five working days",
  engineer: 'An engineer will come out on Thursday to check the line',
  photos: "I'll send you the photos of the damage tonight",
  form: "I'll email you the refund form by Friday",
  fee: "I'll make sure the late fee is taken off by Friday",
  contract: "I'll post you the contract by Friday",
};

describe('what is told of earlier promises, as it is spoken', () => {
  it.each([...linesOf('told.txt'), ...linesOf('told-unseen.txt')])('%s', async (_, lines) => {
    const failed: string[] = [];
    for (const { talk, wanted } of lines) {
      const [name = '', ...turns] = talk.split('|');
      const open = [name.trim(), 'contract'].map(
        (id): OpenCommitment => ({
          id,
          text: PROMISES[id] ?? '',
          owner: id === 'photos' ? 'customer' : 'agent',
          dueAt: '2026-11-20',
        }),
      );
      const { closings } = await told(turns.join('|').trim(), open);
      const found = closings.map(({ commitment_id, status }) =>
        commitment_id === name.trim() ? status : `${commitment_id}: ${status}`,
      );
      if (found.toSorted().join() !== wanted.split(',').filter(Boolean).toSorted().join())
        failed.push(`${talk} => ${found.join()}`);
    }
    expect(failed.length / lines.length, failed.join('\n')).toBeLessThanOrEqual(0.1);
  });
});

describe('understatement', () => {
  const lines = readFileSync(new URL('./spoken/litotes.txt', import.meta.url), 'utf8').split('\n');

  it.each(lines.filter((line) => /^[+-] /.test(line)))('%s', (line) => {
    const polarity = polarityOf(line.slice(2));
    if (line.startsWith('+')) expect(polarity).toBeGreaterThanOrEqual(0);
    else expect(polarity).toBeLessThan(0);
  });
});
