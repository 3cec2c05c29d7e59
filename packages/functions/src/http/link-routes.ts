import type { Hono } from 'hono';
import { boundElsewhere, type Caller, isBound, requireBinding, requireScope } from '../auth/auth.ts';
import type { AppEnv, AppOptions } from './app-options.ts';
import { jsonBody } from './json-body.ts';
import { routePath } from './routes.ts';

const commands = () => import('@live-assist/core/linking/link-customer-command');

/** The routes that say whose a number, an id or a call is. */
export function linkRoutes(app: Hono<AppEnv>, options: AppOptions): void {
  app.post(
    routePath('/linkCustomer'),
    jsonBody(async () => (await commands()).LinkCustomerCommand, options),
    async (c) => {
      const caller = c.get('caller');
      const command = c.req.valid('json');
      requireBinding(caller, { client_email: command.client_email });
      const { mayLink } = await import('@live-assist/core/aliases/sender');
      const isTheirs = command.former_email == null && (await mayLink(c.get('ports'), caller, command));
      // A token of one call alone opens no customer.
      if (isBound(caller) ? !isTheirs : caller.callId !== null) throw boundElsewhere();
      const { linkCustomer } = await import('@live-assist/core/linking/link-customer');
      const context = {
        arrivedAt: c.get('arrivedAt'),
        sender: await options.hashSender?.(caller),
        subject: c.get('subject'),
      };
      return c.json(await linkCustomer(c.get('ports'), command, context));
    },
  );

  app.post(
    routePath('/unlinkCustomer'),
    jsonBody(async () => (await commands()).UnlinkCustomerCommand, options),
    async (c) => {
      requireUnbound(c.get('caller'));
      const { unlinkCustomer } = await import('@live-assist/core/linking/link-customer');
      return c.json(await unlinkCustomer(c.get('ports'), c.req.valid('json')));
    },
  );

  app.post(
    routePath('/moveCall'),
    jsonBody(async () => (await commands()).MoveCallCommand, options),
    async (c) => {
      requireUnbound(c.get('caller'));
      const { moveCall } = await import('@live-assist/core/linking/move-call');
      return c.json(await moveCall(c.get('ports'), c.req.valid('json')));
    },
  );
}

// What concerns two customers is no matter for a token of one.
function requireUnbound(caller: Caller): void {
  requireScope(caller, ['customers:any']);
  if (isBound(caller) || caller.callId !== null) throw boundElsewhere();
}
