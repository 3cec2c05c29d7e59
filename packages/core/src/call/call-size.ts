import { LiveAssistError } from '../shared/errors.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';
import type { CallWindow } from './call.ts';

/**
 * Longest recording that is analysed, in characters: some fifty times a call of four hours. What is longer was not
 * spoken, and would keep everybody else waiting.
 */
export const MAX_CALL_CHARACTERS = 16_000_000;

/**
 * Adds up what the windows of a call hold while they are read, so that a recording without end fills no memory. The
 * names of attributes count as well: a million windows without a word are too long, too.
 *
 * @param most - Characters that they may hold. @default Infinity
 * @returns passes a window on; throws `transcript_too_long` at the one that is too much.
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

/** The attributes of a window that hold what was recorded. */
export const RECORDED = ['turns', 'aiTips', 'activityFeed'] as const;

/** The first of these windows, until they hold so many characters; at least one. */
export function upTo(most: number, windows: readonly CallWindow[]): CallWindow[] {
  let size = 0;
  const next = windows.findIndex((window) => {
    size += charactersOf(window);
    return size > most;
  });
  return next === -1 ? [...windows] : windows.slice(0, Math.max(next, 1));
}

/** What a window holds, in characters. */
export function charactersOf(window: CallWindow): number {
  return Object.entries(window).reduce(
    (size, [name, value]) =>
      size + name.length + (typeof value === 'string' ? value.length : JSON.stringify(value ?? '').length),
    0,
  );
}

/** What a window takes in a table, in bytes. */
export function storedBytes(window: CallWindow): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(window)) {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    bytes += name.length + utf8Bytes(text);
  }
  return bytes;
}
