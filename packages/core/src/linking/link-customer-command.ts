import * as z from 'zod/mini';
import { CallId, ClientEmail, CustomerId, customerKey, Phone } from '../call/identifiers.ts';

const alias = { phone: z.nullish(Phone), customer_id: z.nullish(CustomerId) };

/** The customer, and what stands for them from then on: a number, the host's id, the address until now. */
export const LinkCustomerCommand = z.lazy(() =>
  z.object({ client_email: ClientEmail, ...alias, former_email: z.nullish(ClientEmail) }).check(
    z.refine(
      ({ phone, customer_id, former_email }) => phone != null || customer_id != null || former_email != null,
      { path: ['phone'], error: 'must be given, unless customer_id or former_email is' },
    ),
    z.refine(
      ({ client_email, former_email }) =>
        former_email == null || customerKey(former_email) !== customerKey(client_email),
      { path: ['former_email'], error: 'must be another address' },
    ),
  ),
);
export type LinkCustomerCommand = z.infer<typeof LinkCustomerCommand>;

/** The customer, and the number or the host's id that does not stand for them any more. */
export const UnlinkCustomerCommand = z.lazy(() =>
  z.object({ client_email: ClientEmail, ...alias }).check(
    z.refine(({ phone, customer_id }) => phone != null || customer_id != null, {
      path: ['phone'],
      error: 'must be given, unless customer_id is',
    }),
  ),
);
export type UnlinkCustomerCommand = z.infer<typeof UnlinkCustomerCommand>;

/** The call, and the customer whose call it is. */
export const MoveCallCommand = z.lazy(() => z.object({ call_id: CallId, client_email: ClientEmail }));
export type MoveCallCommand = z.infer<typeof MoveCallCommand>;
