import { EraseCustomerCommand } from '@live-assist/core';
import type { Hono } from 'hono';
import { boundElsewhere, requireBinding } from '../auth/auth.ts';
import type { AppEnv, AppOptions } from './app-options.ts';
import { jsonBody } from './json-body.ts';
import { routePath } from './routes.ts';

/** The route that erases a customer. */
export function erasureRoutes(app: Hono<AppEnv>, options: AppOptions): void {
  app.post(routePath('/eraseCustomer'), jsonBody(EraseCustomerCommand, options), async (c) => {
    const command = c.req.valid('json');
    const caller = c.get('caller');
    requireBinding(caller, command);
    // An erasure covers every call of the customer, but this token is bound to one call.
    if (caller.callId !== null) throw boundElsewhere();
    // Loaded with the first erasure: a start does not need it.
    const { eraseCustomer } = await import('@live-assist/core/erasure/erase-customer');
    return c.json(await eraseCustomer(c.get('ports'), options.settings, command, c.get('subject')));
  });
}
