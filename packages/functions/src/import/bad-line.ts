import { LiveAssistError } from '@live-assist/core/shared/errors';

/** The fault of one line of the file; other lines may be valid. It never contains text of the line. */
export class BadLine extends Error {
  override readonly name = 'BadLine';

  /** True if the only fault is that the customer was erased after the call. */
  get isErased(): boolean {
    return this.cause instanceof LiveAssistError && this.cause.code === 'customer_erased';
  }
}
