import type { ErrorCode } from '@live-assist/core';
import type { LoggedError } from './logged-error.ts';
import type { Spent } from './watched-ports.ts';

/** The log line of one request. No field can hold words of a call, an address, a token or the name of a call. */
export interface RequestLogLine extends Spent {
  /** When the answer was ready, ISO-8601. */
  time: string;
  level: 'info' | 'warn' | 'error';
  requestId: string;
  /** The matched route, or `unknown`; never the path that was sent. */
  route: string;
  method: string;
  status: number;
  code?: ErrorCode;
  /** The customer that the request or its token names: the first 16 digits of the keyed hash. */
  customer?: string;
  /** The sender: the first 16 digits of the keyed hash of the token's `sub`; null for a token without one. */
  subject?: string | null;
  /** Source of the analysis. */
  source?: string;
  /** Count of each unknown field name in the body, when `UNKNOWN_FIELDS` is `ignore`. */
  unknownFields?: Record<string, number>;
  /** Only for 5xx. */
  error?: LoggedError;
}
