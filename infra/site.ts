import { DEV_SITE, type StageSettings } from './settings.ts';
import { ASSETS } from './site-assets.ts';

/** The widget under a name with its version and hash, and the demo desktop, as a static site bound to the API. */
export function createSite({ siteDomain }: StageSettings, api: sst.aws.Function): sst.aws.StaticSite {
  const policy = api.url.apply((url) => contentSecurityPolicy(new URL(url).origin));
  return new sst.aws.StaticSite('Desktop', {
    build: { command: 'node infra/site/build.ts', output: 'infra/site/dist' },
    environment: { API_URL: api.url },
    assets: ASSETS,
    ...(siteDomain && { domain: siteDomain }),
    edge: { viewerResponse: { injection: policy.apply(setHeaders) } },
  });
}

/** The demo desktop on this machine while `sst dev` runs. */
export function serveSite(api: sst.aws.Function, secrets: sst.Secret[]): void {
  new sst.x.DevCommand('DesktopHere', {
    dev: { command: `node infra/site/serve.ts ${new URL(DEV_SITE).port}`, title: 'Desktop' },
    link: [api, ...secrets],
  });
}

/** Nothing from elsewhere, no inline script or style, and no other service than the API. */
function contentSecurityPolicy(api: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${api}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function setHeaders(policy: string): string {
  const headers = {
    'content-security-policy': policy,
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // A page elsewhere may run the widget and have its integrity checked.
    'access-control-allow-origin': '*',
  };
  return Object.entries(headers)
    .map(([name, value]) => `event.response.headers["${name}"] = { value: ${JSON.stringify(value)} };`)
    .join('\n  ');
}
