import type { AnalysisClaims, Claim } from '@live-assist/core';
import { latePort } from '../late-port.ts';
import { byCustomer, callsUnder } from './by-customer.ts';
import { contended, dynamoTable, type TableOptions } from './table.ts';

const IS_THEIRS = 'attribute_not_exists(#client_email) OR #client_email = :client_email';
const NAMES_OF_FAILURE = ['code', 'retryAt'] as const;

/**
 * {@link AnalysisClaims} over the table `analysis-claims`, key `call_id`.
 *
 * @example dynamoAnalysisClaims({ client: dynamoClient(), table: 'analysis-claims' })
 */
export function dynamoAnalysisClaims(options: TableOptions): AnalysisClaims {
  const table = dynamoTable<Claim>(options);
  // Loaded with the first call that is known by an alias, or that is moved.
  const late = latePort(async () => (await import('./alias-claims.ts')).aliasClaims({ table, contended }));
  return {
    knowByAlias: (...known) => late.knowByAlias(...known),
    callsOfAlias: (aliasHash) => late.callsOfAlias(aliasHash),
    move: (move) => late.move(move),
    get: (call_id, options) => table.get({ call_id }, options),
    ofCustomer: (clientEmail, most) =>
      table.queryAll({ ...byCustomer(clientEmail), ScanIndexForward: false }, { most }),
    callsOf: (clientEmail) => callsUnder(table, clientEmail),
    async bind(call_id, client_email, since) {
      const outcome = await table.change({
        key: { call_id },
        set: { client_email, since },
        remove: ['alias_hash'],
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
    }) {
      const isNext = attempt === 1 ? 'attribute_not_exists(#attempt)' : '#attempt = :before';
      const outcome = await table.change({
        key: { call_id },
        set: { client_email, created_at, attempt, token, leaseUntil, updatedAt, status },
        remove: ['code', 'retryAt', 'alias_hash', ...(updatedAt === undefined ? ['updatedAt'] : [])],
        condition: [isNext, IS_THEIRS],
        values: attempt === 1 ? {} : { before: attempt - 1 },
        needsRow: attempt > 1,
      });
      // The response to this write was lost, and the SDK repeated it.
      return outcome.done || (outcome.stored?.token === token && outcome.stored.attempt === attempt);
    },
    async queue({ call_id, client_email, code, updatedAt, force }) {
      const outcome = await table.change({
        key: { call_id },
        set: { client_email, status: 'queued', code, updatedAt, force },
        remove: [
          'alias_hash',
          ...(code === undefined ? ['code'] : []),
          ...(force === undefined ? ['force'] : []),
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
    async update({ call_id, token }, { created_at, status, code, retryAt, updatedAt, jobsEnded }) {
      const failure = { code, retryAt };
      const past = status === undefined ? [] : NAMES_OF_FAILURE.filter((name) => failure[name] === undefined);
      const outcome = await table.change({
        key: { call_id },
        set: { token, created_at, status, ...failure, updatedAt, jobsEnded },
        remove: past,
        condition: '#token = :token',
        needsRow: true,
      });
      return outcome.done;
    },
    remove: ({ call_id, client_email, token }) => table.removeIf({ call_id }, { client_email, token }),
  };
}
