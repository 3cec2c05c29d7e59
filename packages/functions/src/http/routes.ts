import type { Scope } from '../auth/scopes.ts';
import type { Sender } from './senders.ts';

/** The requirements of a route that are checked before the body. */
export interface RouteRule {
  method: 'GET' | 'POST';
  /** Any one of these scopes grants access; null means that the route needs no token. */
  scopes: readonly Scope[] | null;
  /** The system that delivers here and signs what it sends; the route exists where its secret is set. */
  sender?: Sender;
}

/**
 * Every route with the scopes that grant access. The app and the authorisation tests both use this table, so they cover
 * the same routes.
 */
export const routes = {
  '/getCallAnalytics': { method: 'POST', scopes: ['analytics:write', 'analytics:read'] },
  '/getAnalysisStatus': { method: 'POST', scopes: ['analytics:read', 'analytics:write'] },
  '/recordCallWindow': { method: 'POST', scopes: ['records:write'] },
  '/listCalls': { method: 'POST', scopes: ['analytics:read'] },
  '/listWaitingCalls': { method: 'POST', scopes: ['desk:read'] },
  '/getMemoryBox': { method: 'POST', scopes: ['memory:read'] },
  '/updateCommitment': { method: 'POST', scopes: ['commitments:write'] },
  '/updateMatter': { method: 'POST', scopes: ['commitments:write'] },
  '/linkCustomer': { method: 'POST', scopes: ['records:write'] },
  '/unlinkCustomer': { method: 'POST', scopes: ['records:write'] },
  '/moveCall': { method: 'POST', scopes: ['records:write'] },
  '/eraseCustomer': { method: 'POST', scopes: ['customer:erase'] },
  '/ingest/elevenlabs': { method: 'POST', scopes: null, sender: 'elevenlabs' },
  '/ingest/retell': { method: 'POST', scopes: null, sender: 'retell' },
  '/ingest/vapi': { method: 'POST', scopes: null, sender: 'vapi' },
  '/ingest/vcon': { method: 'POST', scopes: null, sender: 'vcon' },
  '/openapi.json': { method: 'GET', scopes: null },
  '/healthz': { method: 'GET', scopes: null },
} as const satisfies Record<string, RouteRule>;

/** The path of a route. Paths have no parameters, so a path is its own pattern. */
export type RoutePath = keyof typeof routes;

/** Returns the path; the type rejects a path that is not in the table. */
export function routePath<Path extends RoutePath>(path: Path): Path {
  return path;
}

/** True if the path is that of a route. */
export function isRoutePath(path: string): path is RoutePath {
  return Object.hasOwn(routes, path);
}
