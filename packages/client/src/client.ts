import { LiveAssistError } from './error.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { pauseBeforeLook } from './pause.ts';
import { type Sender, withinTime } from './send.ts';
import type { AnalysisStatus, GetCallAnalyticsRequest, ServiceMethods } from './service.d.ts';

/** A method for each route of the service that takes a token, and `healthz` (docs/api.md). */
export interface LiveAssistClient extends ServiceMethods<CallOptions> {}

/**
 * Creates a client of the HTTP API. It repeats requests that failed for a passing reason (429, 502, 503, 504, a broken
 * connection), waits as long as `Retry-After` says, and waits for an analysis that another request or a worker makes.
 * A new analysis (`force`) is not repeated once it may have begun.
 *
 * @returns methods that throw a {@link LiveAssistError}, or the reason of the `signal` that aborted them.
 * @example
 * const liveAssist = createClient({ endpoint: 'https://live-assist.example.com', token: () => mintToken() });
 * const box = await liveAssist.getMemoryBox({ client_email: 'ana@example.com' });
 */
export function createClient(options: ClientOptions): LiveAssistClient {
  const post =
    <Body extends object, Answer>(path: string) =>
    (body: Body, call: CallOptions = {}): Promise<Answer> =>
      withinTime(options, call, async (sender) => (await sender.post(path, body)).body as Answer);
  return {
    recordCallWindow: post('/recordCallWindow'),
    getCallAnalytics: (body, call = {}) =>
      withinTime(options, call, async (sender) => (await analytics(sender, body)) as never),
    getAnalysisStatus: post('/getAnalysisStatus'),
    listCalls: post('/listCalls'),
    listWaitingCalls: post('/listWaitingCalls'),
    getMemoryBox: post('/getMemoryBox'),
    updateCommitment: post('/updateCommitment'),
    updateMatter: post('/updateMatter'),
    linkCustomer: post('/linkCustomer'),
    unlinkCustomer: post('/unlinkCustomer'),
    moveCall: post('/moveCall'),
    eraseCustomer: post('/eraseCustomer'),
    healthz: (call = {}) =>
      withinTime(options, call, async (sender) => (await sender.get('/healthz')).body as never),
  };
}

/** The analysis; with `async`, also the status of one to come. */
async function analytics(sender: Sender, body: GetCallAnalyticsRequest): Promise<unknown> {
  const path = '/getCallAnalytics';
  const first = await sender.post(path, body, body.force === true);
  if (first.status !== 202 || body.async === true) return first.body;
  // The analysis goes on without this request; asked for with `force` again, it would begin anew.
  const { force: _, ...again } = body;
  for (;;) {
    await untilAnalysed(sender, body.call_id);
    const next = await sender.post(path, again);
    if (next.status !== 202) return next.body;
  }
}

/** @throws {LiveAssistError} with the code of the analysis when it has failed for good. */
async function untilAnalysed(sender: Sender, call_id: string): Promise<void> {
  for (let looks = 0; ; looks += 1) {
    await sender.sleep(pauseBeforeLook(looks));
    const { status, code = 'internal' } = (await sender.post('/getAnalysisStatus', { call_id }))
      .body as AnalysisStatus;
    if (status === 'failed') {
      throw new LiveAssistError(code, `The analysis has failed (${code}). Look its code up in docs/api.md.`);
    }
    if (status !== 'queued' && status !== 'running') return;
  }
}
