import { addressesAnalyst, toolAddressesAnalyst } from '@live-assist/core/judgement';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTACKS } from './injection-attacks.ts';
import { startToolObedientModel, TOOL_PLACES, type ToolObedientModel } from './injection-places.ts';
import { damage } from './injection-runs.ts';
import { UNSEEN, UNSEEN_LATER } from './injection-unseen.ts';

let model: ToolObedientModel;
beforeAll(async () => {
  model = await startToolObedientModel();
});
afterAll(() => model.server.stop());

describe.each(TOOL_PLACES)('orders in $name', (place) => {
  it.each(['openai', 'local'] as const)('are flagged, and nothing is kept of them: %s', async (engine) => {
    for (const attack of ATTACKS) {
      const outcome = await model.analyse(place, attack.says, attack, engine);
      const found = await damage(outcome, attack, 'broadband-refund-2');
      expect([attack.says, found]).toEqual([attack.says, []]);
      const { flags } = outcome.analytics.analysis;
      expect([attack.says, flags.filter((flag) => place.flag.test(flag))]).toEqual([
        attack.says,
        [expect.stringMatching(place.flag)],
      ]);
      if (engine === 'openai' && !place.name.startsWith('the id')) expect(flags).toContain('scores_by_rules');
    }
  });

  it('that no rule finds are kept in no list all the same', async () => {
    for (const words of [...UNSEEN, ...UNSEEN_LATER]) {
      const { analytics, memoryBox } = await model.analyse(place, words, { wants: words });
      expect(JSON.stringify([analytics, memoryBox])).not.toContain(JSON.stringify(words).slice(1, -1));
    }
  });
});

it('says which share of new wordings is found', () => {
  for (const [name, list] of [
    ['written before the patterns', UNSEEN],
    ['written by somebody who knew them', UNSEEN_LATER],
  ] as const) {
    const [said, inTools] = [addressesAnalyst, toolAddressesAnalyst].map((is) => list.filter(is).length);
    console.log(
      `New wordings, ${name}: found ${said} of ${list.length} in turns, ${inTools} in tools and tips`,
    );
    expect(list.length).toBe(20);
  }
});
