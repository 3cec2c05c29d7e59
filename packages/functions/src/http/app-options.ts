import type { AnalysisSettings, MemorySettings, Ports } from '@live-assist/core';
import type { Context } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import type { AuthOptions, Caller } from '../auth/auth.ts';
import type { RequestLogLine } from '../telemetry/request-log-line.ts';
import type { UnknownFields } from './json-body.ts';

/** What the app needs to know besides its ports. */
export interface AppOptions {
  auth: AuthOptions;
  settings: AnalysisSettings & MemorySettings;
  /** What becomes of a body with a field that is not known. @default 'refuse' */
  unknownFields?: UnknownFields | undefined;
  /** Told by `GET /healthz`. */
  version: string;
  /** Takes one line for each request. */
  log: (line: RequestLogLine) => void;
  /** The keyed hash of a customer, under which the log knows them; without it the log names nobody. */
  hashCustomer?: ((clientEmail: string) => Promise<string>) | undefined;
  /** The keyed hash of a token's `sub`, under which the log knows who has read or changed what. */
  hashSubject?: ((subject: string) => Promise<string>) | undefined;
  /** The keyed hash of who sends a request, under which limits know them; without it no token has a limit. */
  hashSender?: ((caller: Caller) => Promise<string>) | undefined;
  /** After how many milliseconds what stands in front of the app gives a request up. */
  edgeTimeoutMs?: number | undefined;
  /** Origins whose pages may call the app, letter for letter; leave it out where something in front answers CORS. */
  cors?: string[] | undefined;
  /** The id that the platform gave to a request. @default a fresh UUID */
  requestId?: ((c: Context) => string | undefined) | undefined;
  /** When the platform will end the request, in milliseconds since 1970. */
  deadline?: ((c: Context) => number | undefined) | undefined;
}

/** What a request carries on its way through the app. */
export interface AppEnv {
  Variables: RequestIdVariables & {
    /** The ports of this request: the log tells what it waited for. */
    ports: Ports;
    /** When the request arrived, in milliseconds since 1970. */
    arrivedAt: number;
    /** Who sent it; set on every route that asks for a token. */
    caller: Caller;
    /** The caller, as the log names them: null for a token without `sub`; undefined without a key. */
    subject: string | null | undefined;
    /** The customer of the call that a request names, where it does not name the customer itself. */
    customer?: string | null;
    /** How often each name that is not known stands in the body, where such fields are left out. */
    unknownFields?: Record<string, number>;
  };
}
