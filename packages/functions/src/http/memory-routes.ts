import {
  MemoryBoxRequest,
  recallMemory,
  UpdateCommitmentCommand,
  UpdateMatterCommand,
} from '@live-assist/core';
import type { Hono } from 'hono';
import { requireBinding } from '../auth/auth.ts';
import type { AppEnv, AppOptions } from './app-options.ts';
import { jsonBody } from './json-body.ts';
import { routePath } from './routes.ts';

/** The routes about a customer's memory: read the memory box, and change the state of a promise or of a matter. */
export function memoryRoutes(app: Hono<AppEnv>, options: AppOptions): void {
  const { settings } = options;
  app.post(routePath('/getMemoryBox'), jsonBody(MemoryBoxRequest, options), async (c) => {
    const caller = c.get('caller');
    const { client_email, call_id, ...named } = c.req.valid('json');
    requireBinding(caller, { client_email, call_id: call_id ?? undefined });
    const ports = c.get('ports');
    const customer =
      client_email ??
      (await (await import('@live-assist/core/aliases/sender')).namedCustomer(ports, caller, named));
    c.set('customer', customer);
    const query = { client_email: customer, call_id };
    return c.json(await recallMemory(ports, settings, query, caller.scopes.has('coaching:read')));
  });

  app.post(routePath('/updateCommitment'), jsonBody(UpdateCommitmentCommand, options), async (c) => {
    const caller = c.get('caller');
    const command = c.req.valid('json');
    requireBinding(caller, command);
    // Loaded with the first change: most processes only read.
    const { updateCommitment } = await import('@live-assist/core/memory/update-commitment');
    return c.json(await updateCommitment(c.get('ports'), settings, command, caller.subject));
  });

  app.post(routePath('/updateMatter'), jsonBody(UpdateMatterCommand, options), async (c) => {
    const caller = c.get('caller');
    const command = c.req.valid('json');
    requireBinding(caller, { client_email: command.client_email });
    const { updateMatter } = await import('@live-assist/core/memory/update-matter');
    return c.json(await updateMatter(c.get('ports'), settings, command, caller.subject));
  });
}
