import type { ErrorCode } from '@live-assist/core';
import type { LoggedError } from './logged-error.ts';
import type { Spent } from './watched-ports.ts';

/** One request, as it is logged. No field can hold words of a call, an address, a token or the name of a call. */
export interface RequestLogLine extends Spent {
  /** When the answer was ready, ISO-8601. */
  time: string;
  level: 'info' | 'warn' | 'error';
  requestId: string;
  /** The route that was met, or `unknown`; never the path that was sent. */
  route: string;
  method: string;
  status: number;
  code?: ErrorCode;
  /** The customer whom the request, or else its token, names: the first 16 digits of their keyed hash. */
  customer?: string;
  /** Who sent it: the first 16 digits of the keyed hash of the token's `sub`; null for a token without one. */
  subject?: string | null;
  /** Where an analysis came from. */
  source?: string;
  /** How often each name that is not known stands in the body, where `UNKNOWN_FIELDS` has them left out. */
  unknownFields?: Record<string, number>;
  /** On 5xx alone. */
  error?: LoggedError;
}
