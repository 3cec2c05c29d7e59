/** Longest time that a request waits for the attempt of another request, in milliseconds. */
export const LONGEST_WAIT_MS = 10_000;
