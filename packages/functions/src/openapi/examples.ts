import { inMemoryErasures, inMemoryPorts, manualClock } from '@live-assist/core/in-memory';
import { localAnalyst } from '../adapters/local-analyst/local-analyst.ts';
import { createApp } from '../http/app.ts';
import type { RoutePath } from '../http/routes.ts';
import { devToken } from '../local/server/dev-token.ts';
import { deliveryExamples } from './delivery-examples.ts';
import type { Example } from './document.ts';

const SECRET = 'a secret of these examples that is long enough';
const SCOPE =
  'analytics:write analytics:read coaching:read records:write memory:read desk:read commitments:write customer:erase customers:any';
const NOW = Date.parse('2026-11-03T10:30:00Z');
const CUSTOMER = 'priya.nair@example.com';

const CALL = {
  call_id: 'broadband-refund-1',
  window_num: 1,
  client_email: CUSTOMER,
  agent_id: 'agent-7',
  turns: [
    { speaker: 'agent', transcript: 'Good morning, how can I help?', timestamp: '2026-11-03T10:00:00Z' },
    {
      speaker: 'customer',
      transcript: 'You charged me twice for my broadband in October.',
      timestamp: '2026-11-03T10:00:06Z',
    },
    {
      speaker: 'agent',
      transcript: "I'm sorry about that. I have refunded the second payment of 28 pounds.",
      timestamp: '2026-11-03T10:00:21Z',
    },
    {
      speaker: 'agent',
      transcript: "I'll email you a corrected bill by Friday.",
      timestamp: '2026-11-03T10:00:29Z',
    },
    { speaker: 'customer', transcript: 'Great, thanks for your help.', timestamp: '2026-11-03T10:00:35Z' },
  ],
  activityFeed: [
    { name: 'issue_refund', input: '{"amount":28}', output: '{"refunded":true}', status: 'success' },
  ],
};

/** A later call that leaves its matter open. */
const OPEN_CALL = {
  call_id: 'router-faulty-1',
  window_num: 1,
  client_email: CUSTOMER,
  agent_id: 'agent-3',
  turns: [
    { speaker: 'agent', transcript: 'Hello, what can I do for you?', timestamp: '2026-11-03T10:20:00Z' },
    {
      speaker: 'customer',
      transcript: 'My router is still broken, it loses the connection every hour.',
      timestamp: '2026-11-03T10:20:06Z',
    },
    {
      speaker: 'agent',
      transcript: "I'm afraid I can't fix that from here.",
      timestamp: '2026-11-03T10:20:14Z',
    },
    {
      speaker: 'customer',
      transcript: 'So it still does not work. That is not good enough.',
      timestamp: '2026-11-03T10:20:21Z',
    },
  ],
};

/** A call under a wrong address. */
const STRAY_CALL = { ...CALL, call_id: 'stray-1', client_email: 'p.nair@example.com' };

/** Real answers of the app to a few calls, over ports in memory with the analyst of rules. */
export async function examples(version: string): Promise<Partial<Record<RoutePath, Example>>> {
  const clock = manualClock(NOW);
  const ports = inMemoryPorts({
    analyst: localAnalyst(),
    clock,
    erasures: inMemoryErasures({ now: clock.now }),
  });
  const app = createApp(ports, {
    auth: { keys: { secret: SECRET } },
    settings: { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] },
    version,
    log: () => {},
  });
  const authorization = `Bearer ${await devToken(SECRET, { scope: SCOPE, sub: 'agent-7' }, NOW)}`;
  const ask = async (path: RoutePath, request?: object): Promise<Example> => {
    const sent =
      request === undefined
        ? {}
        : {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/json' },
            body: JSON.stringify(request),
          };
    const received = await app.request(path, sent);
    const answer: unknown = await received.json();
    if (!received.ok) throw new Error(`${path} answers ${received.status} to its example.`);
    return { ...(request !== undefined && { request }), answer };
  };

  const { call_id } = CALL;
  const found: Partial<Record<RoutePath, Example>> = {};
  found['/recordCallWindow'] = await ask('/recordCallWindow', CALL);
  found['/getCallAnalytics'] = await ask('/getCallAnalytics', { call_id, client_email: CUSTOMER });
  found['/getAnalysisStatus'] = await ask('/getAnalysisStatus', { call_id });
  found['/listCalls'] = await ask('/listCalls', { client_email: CUSTOMER, limit: 1 });
  found['/getMemoryBox'] = await ask('/getMemoryBox', { client_email: CUSTOMER });
  const { commitments } = found['/getMemoryBox'].answer as { commitments: { id: string }[] };
  found['/updateCommitment'] = await ask('/updateCommitment', {
    client_email: CUSTOMER,
    commitment_id: commitments[0]?.id ?? '',
    status: 'kept',
  });
  await ask('/recordCallWindow', OPEN_CALL);
  found['/listWaitingCalls'] = await ask('/listWaitingCalls', { limit: 10 });
  await ask('/getCallAnalytics', { call_id: OPEN_CALL.call_id, client_email: CUSTOMER });
  found['/updateMatter'] = await ask('/updateMatter', {
    client_email: CUSTOMER,
    call_id: OPEN_CALL.call_id,
    status: 'settled',
  });
  const known = { client_email: CUSTOMER, customer_id: 'crm-4711' };
  found['/linkCustomer'] = await ask('/linkCustomer', known);
  found['/unlinkCustomer'] = await ask('/unlinkCustomer', known);
  await ask('/recordCallWindow', STRAY_CALL);
  found['/moveCall'] = await ask('/moveCall', { call_id: STRAY_CALL.call_id, client_email: CUSTOMER });
  found['/eraseCustomer'] = await ask('/eraseCustomer', { client_email: CUSTOMER });
  found['/healthz'] = await ask('/healthz');
  return { ...found, ...(await deliveryExamples(version)) };
}
