/** For which request a token is needed. */
export interface TokenRequest {
  /** Such as `/getMemoryBox`. */
  path: string;
  /** The body of the request; a token may be bound to the customer whom it names. */
  body: object;
  /** True when the service refused the token before (401): get a new one. */
  refused: boolean;
  /** Aborts when the token is not needed any more. */
  signal: AbortSignal;
}

/** A token, or a function that gets one: it is called for each request, and once more after a 401. */
export type TokenSource = string | ((request: TokenRequest) => string | Promise<string>);

/** How a client reaches the service. */
export interface ClientOptions {
  /** Where the service is, such as `https://live-assist.example.com`. */
  endpoint: string;
  /** A page or an app of an agent gets a token of one customer from its own back end. */
  token: TokenSource;
  /** Milliseconds for a request with all its repetitions and its waiting; 120,000 unless set. */
  timeoutMs?: number;
  /** How often a request that failed for a passing reason is repeated; 3 unless set. */
  retries?: number;
  /** Sends the requests; the global `fetch` unless set. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** What one request may change. */
export interface CallOptions {
  /** Aborts the request, its repetitions and its waiting. */
  signal?: AbortSignal;
  /** Milliseconds, in place of those of the client. */
  timeoutMs?: number;
  /** Is told of each answer, for its headers: `x-request-id`, `x-analysis-source`, `server-timing`. */
  onAnswer?: (answer: Pick<Response, 'status' | 'headers'>) => void;
}
