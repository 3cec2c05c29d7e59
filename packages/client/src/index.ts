/**
 * A client of the HTTP API of Live Assist.
 *
 * @module
 */
export { createClient, type LiveAssistClient } from './client.ts';
export { type FailureCode, type Issue, LiveAssistError } from './error.ts';
export type { CallOptions, ClientOptions, TokenRequest, TokenSource } from './options.ts';
export type * from './service.d.ts';
