import type { KnownCall, Ledger } from './ledger.ts';
import { phoneCall, type World } from './phone-call.ts';

/** Maximum calls per customer, so that memory boxes keep a realistic size. */
const CALLS_OF_A_CUSTOMER = 8;
const KNOWN_CUSTOMERS = 40;

/** Agents who take one call after another from returning customers. */
export interface ContactCentre {
  /** Resolves when `isOver` returns true and all `agents` have finished their current calls. */
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
