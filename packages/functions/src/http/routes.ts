import type { Scope } from '../auth/scopes.ts';

/** What a route asks of a request before its body is looked at. */
export interface RouteRule {
  method: 'GET' | 'POST';
  /** Any one of these opens the route; null means that no token is asked for. */
  scopes: readonly Scope[] | null;
}

/**
 * Every route with the scopes that open it. The app registers from this table, and the authorisation tests
 * are generated from it, so neither can know a route that the other does not.
 */
export const routes = {
  '/getCallAnalytics': { method: 'POST', scopes: ['analytics:write', 'analytics:read'] },
  '/getAnalysisStatus': { method: 'POST', scopes: ['analytics:read', 'analytics:write'] },
  '/recordCallWindow': { method: 'POST', scopes: ['records:write'] },
  '/listCalls': { method: 'POST', scopes: ['analytics:read'] },
  '/getMemoryBox': { method: 'POST', scopes: ['memory:read'] },
  '/updateCommitment': { method: 'POST', scopes: ['commitments:write'] },
  '/eraseCustomer': { method: 'POST', scopes: ['customer:erase'] },
  '/healthz': { method: 'GET', scopes: null },
} as const satisfies Record<string, RouteRule>;

/** The path of a route; a path holds no parameters, so it is its own pattern. */
export type RoutePath = keyof typeof routes;

/** Keeps a handler from being registered under a path that the table does not know. */
export function routePath<Path extends RoutePath>(path: Path): Path {
  return path;
}

/** Whether a request's path is that of a route. */
export function isRoutePath(path: string): path is RoutePath {
  return Object.hasOwn(routes, path);
}
