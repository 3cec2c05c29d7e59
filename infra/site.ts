import { DEV_SITE, type StageSettings } from './settings.ts';
import { ASSETS } from './site-assets.ts';

/** Creates the static site: the widget, named by version and hash, and the demo desktop for the API. */
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

/** Serves the demo desktop on this machine during `sst dev`. */
export function serveSite(api: sst.aws.Function, secrets: sst.Secret[]): void {
  new sst.x.DevCommand('DesktopHere', {
    dev: { command: `node infra/site/serve.ts ${new URL(DEV_SITE).port}`, title: 'Desktop' },
    link: [api, ...secrets],
  });
}

/** No other origins except the API, and no inline script or style. */
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
    // Other pages may load the widget with an integrity check.
    'access-control-allow-origin': '*',
  };
  return Object.entries(headers)
    .map(([name, value]) => `event.response.headers["${name}"] = { value: ${JSON.stringify(value)} };`)
    .join('\n  ');
}
