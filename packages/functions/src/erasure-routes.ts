import { EraseCustomerCommand, eraseCustomer } from '@live-assist/core';
import type { Hono } from 'hono';
import type { AppEnv, AppOptions } from './app-options.ts';
import { requireBinding } from './auth.ts';
import { jsonBody } from './json-body.ts';
import { at } from './routes.ts';

/** The route that forgets a customer. */
export function erasureRoutes(app: Hono<AppEnv>, { settings }: AppOptions): void {
  app.post(at('/eraseCustomer'), jsonBody(EraseCustomerCommand), async (c) => {
    const command = c.req.valid('json');
    requireBinding(c.get('caller'), command);
    return c.json(await eraseCustomer(c.get('ports'), settings, command));
  });
}
