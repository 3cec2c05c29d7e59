/** A right that a token can carry, after `AUTH_SCOPE_PREFIX` has been removed from it. */
export type Scope =
  | 'analytics:read'
  | 'analytics:write'
  | 'coaching:read'
  | 'records:write'
  | 'memory:read'
  | 'commitments:write'
  | 'customer:erase'
  | 'customers:any';
