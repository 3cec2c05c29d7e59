import {
  AnalysisStatusQuery,
  AnalyzeCallCommand,
  analysisStatus,
  analyzeCall,
  ListCallsQuery,
  LiveAssistError,
  listCalls,
  queueAnalysis,
  RecordCallWindowCommand,
  recordCallWindow,
  type StoredAnalytics,
  unknownCall,
  withoutCoaching,
} from '@live-assist/core';
import type { Hono } from 'hono';
import * as z from 'zod/mini';
import type { AppEnv, AppOptions } from './app-options.ts';
import { boundElsewhere, type Caller, isOpenTo, requireBinding } from './auth.ts';
import { jsonBody } from './json-body.ts';
import { at } from './routes.ts';

/** Fields of a window that the API is to take later; until then they are refused, so that none is lost in silence. */
const LATER_FIELDS = ['phone', 'customer_id', 'time_zone', 'speakers', 'continues', 'final'];

const AnalysisRequest = z.lazy(() =>
  z.intersection(AnalyzeCallCommand, z.object({ async: z.nullish(z.boolean()) })),
);

/** The routes about calls: record a window, have a call analysed, ask how that stands, list what there is. */
export function callRoutes(app: Hono<AppEnv>, options: AppOptions): void {
  app.post(at('/getCallAnalytics'), jsonBody(AnalysisRequest, options), async (c) => {
    const caller = c.get('caller');
    const { async: later, ...command } = c.req.valid('json');
    requireBinding(caller, command);
    const mayAnalyze = caller.scopes.has('analytics:write');
    if (later === true) {
      const queue = c.get('ports').queue ?? noQueue();
      const queued = await asBound(caller, () =>
        queueAnalysis(c.get('ports'), queue, command, {
          arrivedAt: c.get('arrivedAt'),
          mayAnalyze,
          subject: c.get('subject'),
        }),
      );
      if (queued.analytics === null) return c.json(queued.status, 202);
      return c.json(readableBy(caller)(queued.analytics), 200, { 'x-analysis-source': 'stored' });
    }
    const { analytics, source } = await asBound(caller, () =>
      analyzeCall(c.get('ports'), options.settings, command, {
        arrivedAt: c.get('arrivedAt'),
        deadline: options.deadline?.(c),
        mayAnalyze,
      }),
    );
    return c.json(readableBy(caller)(analytics), 200, { 'x-analysis-source': source });
  });

  app.post(at('/getAnalysisStatus'), jsonBody(AnalysisStatusQuery, options), async (c) => {
    const caller = c.get('caller');
    const query = c.req.valid('json');
    requireBinding(caller, query);
    const { status, client_email } = await analysisStatus(c.get('ports'), query);
    // To a token for one customer, a call of another one is a call that was never recorded.
    if (!isOpenTo(caller, client_email)) return c.json(unknownCall(query.call_id));
    c.set('customer', client_email);
    return c.json(status);
  });

  const window = jsonBody(RecordCallWindowCommand, { ...options, notYet: LATER_FIELDS });
  app.post(at('/recordCallWindow'), window, async (c) => {
    const caller = c.get('caller');
    const command = c.req.valid('json');
    requireBinding(caller, command);
    const client_email = command.client_email ?? caller.clientEmail ?? undefined;
    return c.json(
      await asBound(caller, () => recordCallWindow(c.get('ports'), { ...command, client_email })),
    );
  });

  app.post(at('/listCalls'), jsonBody(ListCallsQuery, options), async (c) => {
    const caller = c.get('caller');
    const query = c.req.valid('json');
    requireBinding(caller, query);
    const { calls, next } = await listCalls(c.get('ports'), query);
    return c.json({ calls: calls.map(readableBy(caller)), next });
  });
}

function noQueue(): never {
  const message = 'must be false or absent: this deployment has no queue';
  throw new LiveAssistError('invalid_request', `async ${message}.`, { issues: [{ path: 'async', message }] });
}

// To a caller who may know one customer alone, "that call belongs to somebody else" would be an answer about
// somebody else.
async function asBound<Answer>(caller: Caller, run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (
      caller.clientEmail !== null &&
      error instanceof LiveAssistError &&
      error.code === 'customer_mismatch'
    ) {
      throw boundElsewhere(error);
    }
    throw error;
  }
}

function readableBy({ scopes }: Caller): (analytics: StoredAnalytics) => StoredAnalytics {
  const full = scopes.has('coaching:read') || scopes.has('analytics:write');
  return (analytics) => (full ? analytics : withoutCoaching(analytics));
}
