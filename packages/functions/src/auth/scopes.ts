/** A permission in a token, without `AUTH_SCOPE_PREFIX`. */
export type Scope =
  | 'analytics:read'
  | 'analytics:write'
  | 'coaching:read'
  | 'records:write'
  | 'memory:read'
  | 'desk:read'
  | 'commitments:write'
  | 'customer:erase'
  | 'customers:any';
