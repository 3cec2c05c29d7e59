import { LiveAssistError } from '../shared/errors.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';
import type { CallWindow } from './call.ts';

/**
 * Longest recording that is analysed, in characters: about fifty times a call of four hours. A longer one was not
 * spoken, and analysing it would delay all other calls.
 */
export const MAX_CALL_CHARACTERS = 16_000_000;

/**
 * Creates a check that adds up the size of a call while its windows are read, so that an endless recording cannot fill
 * the memory. Attribute names count too: a million windows without a word are also too long.
 *
 * @param most - Characters allowed. @default Infinity
 * @returns a function that passes a window on, and throws `transcript_too_long` at the window that exceeds the limit.
 *
 * @example const kept = windows.map(requireReadable(MAX_CALL_CHARACTERS));
 */
export function requireReadable(most = Number.POSITIVE_INFINITY): (window: CallWindow) => CallWindow {
  let size = 0;
  return (window) => {
    size += charactersOf(window);
    if (size <= most) return window;
    throw new LiveAssistError(
      'transcript_too_long',
      'This call holds more than 16 million characters and is not analysed. Check what records it.',
    );
  };
}

/** The attributes of a window that hold recorded content. */
export const RECORDED = ['turns', 'aiTips', 'activityFeed'] as const;

/** Returns the first windows that together stay within `most` characters; at least one. */
export function upTo(most: number, windows: readonly CallWindow[]): CallWindow[] {
  let size = 0;
  const next = windows.findIndex((window) => {
    size += charactersOf(window);
    return size > most;
  });
  return next === -1 ? [...windows] : windows.slice(0, Math.max(next, 1));
}

/** Size of a window in characters, attribute names included. */
export function charactersOf(window: CallWindow): number {
  return Object.entries(window).reduce(
    (size, [name, value]) =>
      size + name.length + (typeof value === 'string' ? value.length : JSON.stringify(value ?? '').length),
    0,
  );
}

/** Size of a window in a table, in bytes. */
export function storedBytes(window: CallWindow): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(window)) {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    bytes += name.length + utf8Bytes(text);
  }
  return bytes;
}
