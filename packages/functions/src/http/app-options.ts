import type { AnalysisSettings, MemorySettings, Ports } from '@live-assist/core';
import type { Context } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import type { AuthOptions, Caller } from '../auth/auth.ts';
import type { RequestLogLine } from '../telemetry/request-log-line.ts';
import type { UnknownFields } from './json-body.ts';
import type { Deliveries } from './senders.ts';

/** The settings of the app, besides its ports. */
export interface AppOptions {
  auth: AuthOptions;
  settings: AnalysisSettings & MemorySettings;
  /** How a body with an unknown field is handled. @default 'refuse' */
  unknownFields?: UnknownFields | undefined;
  /** How calls that other systems deliver are taken; without it their routes do not exist. */
  deliveries?: Deliveries | undefined;
  /** Returned by `GET /healthz`. */
  version: string;
  /** Receives one line per request. */
  log: (line: RequestLogLine) => void;
  /** The keyed hash that stands for a customer in the log; without it the log names no customer. */
  hashCustomer?: ((clientEmail: string) => Promise<string>) | undefined;
  /** The keyed hash that stands for a token's `sub` in the log. */
  hashSubject?: ((subject: string) => Promise<string>) | undefined;
  /** The keyed hash under which a sender's requests are counted; without it tokens have no limits. */
  hashSender?: ((caller: Caller) => Promise<string>) | undefined;
  /** Request timeout of the proxy in front of the app, in milliseconds. */
  edgeTimeoutMs?: number | undefined;
  /** Origins whose pages may call the app, matched exactly; omit it where a proxy in front answers CORS. */
  cors?: string[] | undefined;
  /** The platform's id of a request. @default a fresh UUID */
  requestId?: ((c: Context) => string | undefined) | undefined;
  /** When the platform ends the request, in milliseconds since 1970. */
  deadline?: ((c: Context) => number | undefined) | undefined;
}

/** The variables of a request in the app. */
export interface AppEnv {
  Variables: RequestIdVariables & {
    /** The ports of this request, which measure its waiting time for the log. */
    ports: Ports;
    /** When the request arrived, in milliseconds since 1970. */
    arrivedAt: number;
    /** The sender; set on every route that requires a token. */
    caller: Caller;
    /** The caller's hash in the log; null for a token without `sub`, undefined without a key. */
    subject: string | null | undefined;
    /** The customer of the call in the request, when the request names no customer. */
    customer?: string | null;
    /** Count of each unknown field name in the body, when unknown fields are ignored. */
    unknownFields?: Record<string, number>;
  };
}
