import type { AccountBrake, AccountGate, AccountLimits, Allowance } from '@live-assist/core';

/**
 * The limits of accounts. Their code is loaded at the first analysis, so that a process that only reads starts without
 * it.
 */
export function allowanceOf(limits: AccountLimits, brake: AccountBrake): Allowance {
  let loaded: Promise<AccountGate> | undefined;
  const gate = () => {
    loaded ??= import('@live-assist/core/analysis/account-limits').then(({ accountGate }) =>
      accountGate(limits, brake),
    );
    return loaded;
  };
  return {
    check: async (account) => (await gate()).check(account),
    countQueued: async (account) => (await gate()).countQueued(account),
  };
}
