import { ListWaitingCallsQuery } from '@live-assist/core';
import type { Hono } from 'hono';
import { boundElsewhere, requireScope } from '../auth/auth.ts';
import type { AppEnv, AppOptions } from './app-options.ts';
import { jsonBody } from './json-body.ts';
import { routePath } from './routes.ts';

/** The routes over all customers, for a supervisor: list the calls that wait for an analysis. */
export function deskRoutes(app: Hono<AppEnv>, options: AppOptions): void {
  app.post(routePath('/listWaitingCalls'), jsonBody(ListWaitingCallsQuery, options), async (c) => {
    const caller = c.get('caller');
    const query = c.req.valid('json');
    requireScope(caller, ['customers:any']);
    if (caller.clientEmail !== null || caller.callId !== null) throw boundElsewhere();
    // Loaded with the first list: most processes serve none.
    const { listWaitingCalls } = await import('@live-assist/core/ingest/list-waiting');
    return c.json(await listWaitingCalls(c.get('ports'), query));
  });
}
