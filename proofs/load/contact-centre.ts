import type { KnownCall, Ledger } from './ledger.ts';
import { phoneCall, type World } from './phone-call.ts';

/** Most calls of one customer, so that a customer's memory stays one of usual size. */
const CALLS_OF_A_CUSTOMER = 8;
const KNOWN_CUSTOMERS = 40;

/** Agents who take one call after another, of customers who come back. */
export interface ContactCentre {
  /** Is done when `agents` have worked until `isOver`, and have finished the calls they were in. */
  work(agents: number, isOver: () => boolean): Promise<void>;
}

export function openContactCentre(world: World, ledger: Ledger): ContactCentre {
  const customers: { email: string; calls: number }[] = [];
  let customerCount = 0;

  const nextCall = (): KnownCall => {
    const known = world.random.chance(0.8) ? customers[world.random.below(KNOWN_CUSTOMERS)] : undefined;
    const customer = known ?? { email: `customer-${++customerCount}@load.example.com`, calls: 0 };
    if (known === undefined) customers.push(customer);
    customer.calls += 1;
    if (customer.calls === CALLS_OF_A_CUSTOMER) customers.splice(customers.indexOf(customer), 1);
    return ledger.newCall(customer.email);
  };

  return {
    async work(agents, isOver) {
      const oneAfterAnother = async () => {
        while (!isOver()) await phoneCall(world, nextCall());
      };
      await Promise.all(Array.from({ length: agents }, oneAfterAnother));
    },
  };
}
