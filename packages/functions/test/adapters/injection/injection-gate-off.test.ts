import type { checkFindings } from '@live-assist/core/evidence/gate';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ATTACKS } from './injection-attacks.ts';
import { BASES, damage, type ObedientModel } from './injection-runs.ts';

const NOTHING = { turns: new Set<never>(), activities: new Set<never>(), tips: new Set<never>() };
const GATE = '../../../../core/src/evidence/gate.ts';
const ORDERS = '../../../../core/src/evidence/prompt-injection.ts';

/** The mutant: findings pass unchecked, and no words count as addressed to the analyst. */
function openGate() {
  vi.doMock(ORDERS, () => ({
    addressedIn: () => NOTHING,
    findAddressed: async () => {},
    isAddressed: () => false,
    withoutAddressed: (call: unknown) => call,
    addressesAnalyst: () => false,
    toolAddressesAnalyst: () => false,
  }));
  vi.doMock(GATE, () => {
    const unchecked = ((judgement, call) => ({
      ...judgement,
      about: judgement.about ?? [],
      modelSummary: judgement.modelSummary ?? [],
      flags: [],
      commitments: judgement.commitments.map(({ text, owner, evidence }, n) => ({
        text,
        owner,
        evidence,
        id: `${call.callId}:1:1:${n}`,
        dueAt: null,
      })),
      closings: judgement.closings.map(({ commitment_id, status, evidence }) => ({
        commitment_id,
        status,
        at: null,
        evidence,
      })),
      settles: [],
      topic: null,
      dropped: 0,
      outline: judgement.outline ?? null,
      addressed: NOTHING,
    })) satisfies typeof checkFindings;
    return {
      // biome-ignore lint/correctness/useYield: the gate may pause, and this one has nothing to do.
      *checkingFindings(...given: Parameters<typeof unchecked>) {
        return unchecked(...given);
      },
    };
  });
}

let model: ObedientModel;
beforeAll(async () => {
  // Earlier files have loaded the real ones, and later files need them.
  vi.resetModules();
  openGate();
  const { startObedientModel } = await import('./injection-runs.ts');
  model = await startObedientModel();
});
afterAll(async () => {
  for (const real of [GATE, ORDERS]) vi.doUnmock(real);
  vi.resetModules();
  await model.server.stop();
});

it.each(ATTACKS)(
  'an attack succeeds without the gate, so the attacks do test the gate: $kind, $says',
  async (attack) => {
    const [base] = BASES;
    expect(await damage(await model.analyse(base, attack, 'middle'), attack, base)).not.toEqual([]);
  },
);
