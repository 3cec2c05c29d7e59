import { type ErrorCode, LiveAssistError } from '@live-assist/core';

/** An error for the log. It has no message, because that may quote a call, an address or a provider. */
export interface LoggedError {
  name: string;
  code?: ErrorCode;
  /** Class of the cause. */
  cause?: string;
  /** Stack frames, innermost first. */
  frames: string[];
}

/** Returns the loggable parts of an error: its class, its code, the class of its cause, and stack frames. */
export function loggedError(error: Error): LoggedError {
  const logged: LoggedError = { name: className(error), frames: frames(error) };
  if (error instanceof LiveAssistError) logged.code = error.code;
  if (error.cause !== undefined) logged.cause = className(error.cause);
  return logged;
}

const MAX_FRAMES = 10;
const FRAME = /^ {4}at (?:[^()]+ \()?[^\s()]+:\d+:\d+\)?$/;

// A stack begins with the message, whose lines may look like frames. So frames are read after the message, and not at
// all when the stack does not contain it (the message was changed later).
function frames(error: Error): string[] {
  const stack = error.stack ?? '';
  const start = stack.indexOf(error.message);
  if (start === -1) return [];
  return stack
    .slice(start + error.message.length)
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}

function className(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  return /^\w{1,80}$/.test(thrown.name) ? thrown.name : 'Error';
}
