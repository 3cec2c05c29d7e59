import type { Hono } from 'hono';
import type { AppEnv, AppOptions } from './app-options.ts';
import { type RoutePath, routes } from './routes.ts';
import type { Sender } from './senders.ts';

/** The routes to which other systems deliver their calls. What reads a delivery is loaded with the first one. */
export function ingestRoutes(app: Hono<AppEnv>, { deliveries }: AppOptions): void {
  for (const [path, rule] of Object.entries(routes)) {
    if (!('sender' in rule)) continue;
    app.post(path as RoutePath, async (c) => {
      const sender: Sender = rule.sender;
      const body = new Uint8Array(await c.req.arrayBuffer());
      const { requireSender } = await import('./sender-signature.ts');
      const delivery = { header: (name: string) => c.req.header(name), body };
      const ports = c.get('ports');
      await requireSender(sender, delivery, deliveries?.secrets[sender], ports.clock.now());
      const calls = (await deliveries?.take(ports, sender, new TextDecoder().decode(body))) ?? [];
      c.set('customer', calls.length === 1 ? (calls[0]?.client_email ?? null) : null);
      // Whose call it is stays here: the sender need not know it.
      return c.json({ calls: calls.map(({ call_id, status }) => ({ call_id, status })) }, 202);
    });
  }
}
