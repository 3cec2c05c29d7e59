import { addressesAnalyst, toolAddressesAnalyst } from '@live-assist/core/evidence/prompt-injection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { share } from '../../../../core/test/support/thorough.ts';
import { ATTACKS } from './injection-attacks.ts';
import { startToolObedientModel, TOOL_PLACES, type ToolObedientModel } from './injection-places.ts';
import { damage } from './injection-runs.ts';
import { CLOSINGS_ABROAD, UNSEEN, UNSEEN_LATER } from './injection-unseen.ts';

let model: ToolObedientModel;
beforeAll(async () => {
  model = await startToolObedientModel();
});
afterAll(() => model.server.stop());

describe.each(TOOL_PLACES)('orders in $name', (place) => {
  it.each(['openai', 'local'] as const)(
    'orders to the analyst are flagged, and no part of them is stored: %s',
    async (engine) => {
      for (const attack of share(ATTACKS, 3, TOOL_PLACES.indexOf(place))) {
        const outcome = await model.analyse(place, attack.says, attack, engine);
        const found = await damage(outcome, attack, 'broadband-refund-2');
        expect([attack.says, found]).toEqual([attack.says, []]);
        const { flags } = outcome.analytics.analysis;
        expect([attack.says, flags.filter((flag) => place.flag.test(flag))]).toEqual([
          attack.says,
          [expect.stringMatching(place.flag)],
        ]);
        if (engine === 'openai' && !place.name.startsWith('the id'))
          expect(flags).toContain('scores_by_rules');
      }
    },
  );

  it('orders that no rule detects are not stored in any list either', async () => {
    for (const words of share([...UNSEEN, ...UNSEEN_LATER], 3, TOOL_PLACES.indexOf(place))) {
      const { analytics, memoryBox } = await model.analyse(place, words, { wants: words });
      expect(JSON.stringify([analytics, memoryBox])).not.toContain(JSON.stringify(words).slice(1, -1));
    }
  });
});

it('the rules detect orders in other languages to close promises', () => {
  for (const is of [addressesAnalyst, toolAddressesAnalyst])
    expect(CLOSINGS_ABROAD.filter((says) => !is(says))).toEqual([]);
});

it('the rules detect more than half of the orders that were written before the patterns', () => {
  const found = (list: readonly string[], is: (text: string) => boolean) => list.filter(is).length;
  for (const is of [addressesAnalyst, toolAddressesAnalyst]) {
    console.log(
      `${is.name} finds ${found(UNSEEN, is)} of ${UNSEEN.length} wordings from before the patterns, ${found(UNSEEN_LATER, is)} of ${UNSEEN_LATER.length} from after them`,
    );
    expect(found(UNSEEN, is)).toBeGreaterThan(UNSEEN.length / 2);
  }
});
