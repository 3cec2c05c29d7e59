import type { AnalysisClaims, Claim } from '@live-assist/core';
import { latePort } from '../late-port.ts';
import { byCustomer, callsUnder } from './by-customer.ts';
import { contended, dynamoTable, type TableOptions } from './table.ts';
import * as waitingChange from './waiting-change.ts';

const { LEFT, OF_EVENTS, forEvents, forEventsAlone, revisionIs, waitsFrom } = waitingChange;
const IS_THEIRS = 'attribute_not_exists(#client_email) OR #client_email = :client_email';
const MOST_TRIES = 5;
const NAMES_OF_FAILURE = ['code', 'retryAt'] as const;

/**
 * {@link AnalysisClaims} over the table `analysis-claims`, key `call_id`.
 *
 * @example dynamoAnalysisClaims({ client: dynamoClient(), table: 'analysis-claims' })
 */
export function dynamoAnalysisClaims(options: TableOptions): AnalysisClaims {
  const table = dynamoTable<Claim>(options);
  // Loaded with the first call that is known by an alias, or that is moved.
  const late = latePort(async () =>
    (await import('./late/alias-claims.ts')).aliasClaims({ table, contended }),
  );
  // Loaded with the first window, or the first look at a call.
  const waiting = latePort(async () =>
    (await import('./late/waiting-calls.ts')).waitingCalls(table, waitingChange),
  );
  return {
    wait: (call) => waiting.wait(call),
    leave: (...left) => waiting.leave(...left),
    holdForEvents: (...held) => waiting.holdForEvents(...held),
    told: (...told) => waiting.told(...told),
    mark: (...marked) => waiting.mark(...marked),
    waiting: (query) => waiting.waiting(query),
    knowByAlias: (...known) => late.knowByAlias(...known),
    callsOfAlias: (aliasHash) => late.callsOfAlias(aliasHash),
    move: (move) => late.move(move),
    get: (call_id, options) => table.get({ call_id }, options),
    ofCustomer: (clientEmail, most) =>
      table.queryAll({ ...byCustomer(clientEmail), ScanIndexForward: false }, { most }),
    callsOf: (clientEmail) => callsUnder(table, clientEmail),
    async bind(call_id, client_email, since, waits = false) {
      const outcome = await table.change({
        key: { call_id },
        ...(waits ? waitsFrom(call_id, { client_email, since }) : { set: { client_email, since } }),
        remove: ['unnamed', 'alias_hash'],
        condition: 'attribute_not_exists(#client_email)',
      });
      return outcome.done ? client_email : (outcome.stored?.client_email ?? contended());
    },
    async take({
      call_id,
      client_email,
      created_at,
      attempt,
      token,
      leaseUntil,
      updatedAt,
      status = 'running',
      events,
    }) {
      const isNext = attempt === 1 ? 'attribute_not_exists(#attempt)' : '#attempt = :before';
      const outcome = await table.change({
        key: { call_id },
        set: {
          client_email,
          created_at,
          attempt,
          token,
          leaseUntil,
          updatedAt,
          status,
          ...(events && forEvents(call_id, token, events)),
        },
        remove: [
          'code',
          'retryAt',
          'givenUp',
          'alias_hash',
          ...(updatedAt === undefined ? ['updatedAt'] : []),
        ],
        condition: [isNext, IS_THEIRS],
        values: attempt === 1 ? {} : { before: attempt - 1 },
        needsRow: attempt > 1,
      });
      // The response to this write was lost, and the SDK repeated it.
      return outcome.done || (outcome.stored?.token === token && outcome.stored.attempt === attempt);
    },
    async queue({ call_id, client_email, code, updatedAt, force, automatic }) {
      const outcome = await table.change({
        key: { call_id },
        set: { client_email, status: 'queued', code, updatedAt, force },
        ...(automatic && { add: { automatic: 1 } }),
        remove: [
          'alias_hash',
          ...(code === undefined ? ['code'] : []),
          ...(force === undefined ? ['force'] : []),
          ...(automatic ? ['settlingUntil'] : []),
        ],
        condition: [
          IS_THEIRS,
          'attribute_not_exists(#leaseUntil) OR #leaseUntil <= :updatedAt OR NOT #status = :running',
          'attribute_not_exists(#updatedAt) OR #updatedAt <= :updatedAt',
        ],
        values: { running: 'running' },
      });
      if (outcome.done) return true;
      // The response to this write was lost, and the SDK repeated it.
      const { stored } = outcome;
      return stored?.status === 'queued' && stored.updatedAt === updatedAt && stored.code === code;
    },
    async giveUp({ call_id, client_email, code, updatedAt }) {
      const outcome = await table.change({
        key: { call_id },
        set: { status: 'failed', code, updatedAt },
        add: { jobsEnded: 1 },
        condition: '#status = :queued AND #client_email = :client_email',
        values: { queued: 'queued', client_email },
        needsRow: true,
      });
      if (outcome.done) return true;
      if (outcome.stored?.client_email !== client_email) return false;
      await table.change({
        key: { call_id },
        set: { client_email },
        add: { jobsEnded: 1 },
        condition: '#client_email = :client_email',
        needsRow: true,
      });
      return false;
    },
    async update({ call_id, token, waitingRev, events }, change, leaves = false) {
      const { created_at, status, code, retryAt, updatedAt, jobsEnded, examined } = change;
      const failure = { code, retryAt };
      const past = status === undefined ? [] : NAMES_OF_FAILURE.filter((name) => failure[name] === undefined);
      const send = (leaving: typeof leaves) => {
        const left =
          leaving === 'for events'
            ? forEventsAlone(waitingRev)
            : { set: {}, remove: leaving ? [...LEFT, ...(events ? OF_EVENTS : [])] : [] };
        return table.change({
          key: { call_id },
          set: { token, created_at, status, ...failure, updatedAt, jobsEnded, examined, ...left.set },
          remove: [...past, ...left.remove],
          condition: [
            '#token = :token',
            ...(leaving ? [revisionIs(waitingRev)] : []),
            ...(leaving === 'for events' ? ['attribute_exists(#eventsToken)'] : []),
            // A change by hand has events of its own.
            ...(leaving === true && events ? ['#eventsToken = :token'] : []),
          ],
          values: leaving && waitingRev !== undefined ? { waitingRev } : {},
          needsRow: true,
        });
      };
      const outcome = await send(leaves);
      if (outcome.done || !leaves || outcome.stored?.token !== token) return outcome.done;
      if (leaves === true && events && outcome.stored.waitingRev === waitingRev) {
        const held = await send('for events');
        if (held.done) return true;
      }
      // A window has come since, so the call goes on waiting.
      return (await send(false)).done;
    },
    async keep({ call_id, client_email, until }) {
      const key = { call_id };
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const stored: (Claim & { expires_at?: number }) | null = await table.get(key);
        const before = stored?.expires_at;
        if (stored !== null && (before === undefined || (until !== undefined && before >= until))) return;
        const outcome = await table.change({
          key,
          set: { client_email, expires_at: until, ...(stored === null && { status: 'done' }) },
          remove: until === undefined ? ['expires_at'] : [],
          condition: stored === null ? 'attribute_not_exists(#call_id)' : '#expires_at = :before',
          values: stored === null ? {} : { before },
          needsRow: stored !== null,
          keepsExpiry: true,
        });
        if (outcome.done) return;
      }
      contended();
    },
    remove: ({ call_id, client_email, token }) => table.removeIf({ call_id }, { client_email, token }),
  };
}
