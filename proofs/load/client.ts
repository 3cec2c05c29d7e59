import type { RoutePath } from '../../packages/functions/src/http/routes.ts';
import { type DevTokenClaims, devToken } from '../../packages/functions/src/local/server/dev-token.ts';
import { breachIn } from '../../packages/functions/test/support/answer-contract.ts';
import type { Findings } from './findings.ts';
import { PROVIDER_WORDS } from './model.ts';

/** An answer that was checked against the contract. */
export interface Reply {
  status: number;
  /** Error code of a refusal. */
  code: string | null;
  // The body depends on the route; its shape has been checked against the contract.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
  source: string | null;
}

/** Sends a request with a token of these claims. Null if no answer came because the server is gone. */
export type Post = (path: RoutePath, body: object, claims: DevTokenClaims) => Promise<Reply | null>;

/** A server that does not answer within this time counts as hanging, in milliseconds. */
const HANGS_AFTER_MS = 60_000;

/**
 * A client that counts the answers and reports each answer that breaks the contract.
 *
 * @param note - Called with the outcome of each request that names a call.
 */
export function clientOf(
  port: () => number,
  secret: string,
  findings: Findings,
  note: (callId: string, what: string) => void = () => {},
): Post {
  return async (path, body, claims) => {
    const callId = 'call_id' in body ? String(body.call_id) : '';
    note(callId, `${path} is asked`);
    const token = await devToken(secret, claims);
    let status: number;
    let headers: Headers;
    let text: string;
    try {
      const answer = await fetch(`http://127.0.0.1:${port()}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(HANGS_AFTER_MS),
      });
      ({ status, headers } = answer);
      text = await answer.text();
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') {
        findings.violation(`${path} was not answered within ${HANGS_AFTER_MS} ms`);
      }
      findings.count(`${path} no answer`);
      note(callId, `${path} was not answered`);
      return null;
    }
    const breach = breachIn(path, 'POST', { status, headers, body: text });
    if (breach !== null) findings.violation(`${path} ${status}: ${breach}: ${text.slice(0, 300)}`);
    if (text.includes(PROVIDER_WORDS))
      findings.violation(`${path} repeats the words of the provider: ${text}`);
    const sent = breach === null ? JSON.parse(text) : {};
    const code = status < 300 ? null : String(sent.code);
    findings.count(`${path} ${status}${code === null ? '' : ` ${code}`}`);
    const source = headers.get('x-analysis-source');
    note(callId, [path, status, code, source].filter((part) => part !== null).join(' '));
    return { status, code, body: sent, source };
  };
}
