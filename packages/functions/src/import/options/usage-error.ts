/** Options that are not understood; the message says what is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
