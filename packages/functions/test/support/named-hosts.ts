import { onTestFinished } from 'vitest';

/**
 * Lets requests to these hosts arrive on this machine until the test ends, as if their names resolved to it. The header
 * `x-forwarded-host` has the host that a request was meant for, which signatures cover.
 *
 * @param hosts - Origin on this machine by host name.
 */
export function resolveHere(hosts: Record<string, string>): void {
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const here = hosts[url.hostname];
    if (here === undefined) return real(input, init);
    const headers = new Headers(init?.headers);
    // `fetch` writes `Host` itself.
    headers.set('x-forwarded-host', url.host);
    return real(new URL(`${url.pathname}${url.search}`, here), { ...init, headers });
  };
  onTestFinished(() => {
    globalThis.fetch = real;
  });
}
