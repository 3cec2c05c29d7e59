import type { CallWindow } from './call.ts';

/** True if a direct writer left a telephone number or the host's id for the customer in the clear. */
export function holdsNumber({ phone, customer_id }: CallWindow): boolean {
  return phone !== undefined || customer_id !== undefined;
}
