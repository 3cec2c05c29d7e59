import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { readSenderConfig } from '../../src/config/sender-config.ts';
import { WEBHOOK_SECRET } from '../support/event-receiver.ts';

const HOOK = { EVENTS_WEBHOOK_URL: 'https://hooks.example.com/calls', EVENTS_WEBHOOK_SECRET: WEBHOOK_SECRET };
const BASE = { AUTH_SECRET: 'x'.repeat(48), ERASURE_KEY: 'y'.repeat(48), ANALYST: 'local' };
const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/123456789012';
const QUEUES = {
  ANALYSIS_QUEUE_URL: `${QUEUE}/calls.fifo`,
  ANALYSIS_DEAD_LETTER_QUEUE_URL: `${QUEUE}/dead`,
  EVENTS_QUEUE_URL: `${QUEUE}/events`,
};

const eventsOf = (env: Record<string, string>, production = false) =>
  readConfig({ ...BASE, ...env }, { production }).events;

describe('the settings of events', () => {
  it('without a receiver there are none, with one they name it', () => {
    expect(eventsOf({})).toBeUndefined();
    expect(eventsOf(HOOK)?.target).toEqual({
      kind: 'webhook',
      url: HOOK.EVENTS_WEBHOOK_URL,
      secret: WEBHOOK_SECRET,
    });
    expect(eventsOf({ EVENTS_BUS: 'calls' })?.target).toEqual({ kind: 'bus', name: 'calls' });
    expect(eventsOf(QUEUES, true)).toEqual({ queueUrl: QUEUES.EVENTS_QUEUE_URL, target: undefined });
  });

  it.each([
    [
      'a webhook without a secret',
      { EVENTS_WEBHOOK_URL: HOOK.EVENTS_WEBHOOK_URL },
      'EVENTS_WEBHOOK_SECRET is',
    ],
    ['a secret of another form', { ...HOOK, EVENTS_WEBHOOK_SECRET: 'hunter2' }, 'EVENTS_WEBHOOK_SECRET must'],
    [
      'a secret that is too short',
      { ...HOOK, EVENTS_WEBHOOK_SECRET: `whsec_${btoa('short')}` },
      'EVENTS_WEBHOOK_SECRET must',
    ],
    [
      'an address without TLS',
      { ...HOOK, EVENTS_WEBHOOK_URL: 'http://hooks.example.com/' },
      'EVENTS_WEBHOOK_URL',
    ],
    ['two receivers', { ...HOOK, EVENTS_BUS: 'calls' }, 'EVENTS_BUS and EVENTS_WEBHOOK_URL'],
  ])('%s is refused, and the value is not repeated', (_, env: Record<string, string>, message) => {
    expect(() => eventsOf(env)).toThrow(message);
    expect(() => eventsOf(env)).not.toThrow(/hunter2|hooks\.example/);
  });

  it('in production a receiver needs a queue of its own', () => {
    expect(() => eventsOf(HOOK, true)).toThrow('EVENTS_QUEUE_URL is missing');
    expect(eventsOf({ ...HOOK, ...QUEUES }, true)?.target?.kind).toBe('webhook');
  });

  it('the sender needs a receiver', () => {
    expect(() => readSenderConfig({ ...BASE, ...QUEUES })).toThrow('EVENTS_BUS is missing');
    expect(readSenderConfig({ ...BASE, ...QUEUES, EVENTS_BUS: 'calls' }).events.queueUrl).toBe(
      QUEUES.EVENTS_QUEUE_URL,
    );
  });
});
