import { expect, it } from 'vitest';
import { FIXTURES } from '../../../core/test/formats/fixtures.ts';
import { importOptions } from '../../src/import/options/import-options.ts';
import { planAll } from '../../src/import/plan/plan-all.ts';

const VAPI = FIXTURES.find(({ format }) => format === 'vapi')?.text ?? '';

it('a file of more calls than are kept is read twice, however many they are', () => {
  const line = JSON.stringify(JSON.parse(VAPI));
  const text = Array.from({ length: 31 }, (_, at) => line.replace('vapi-1', `call-${at}`)).join('\n');
  let reads = 0;
  const source = {
    name: 'calls.jsonl',
    text: () => {
      reads += 1;
      return text;
    },
  };
  const customers = {
    byCall: new Map(),
    byFile: new Map([['calls.jsonl', { clientEmail: 'ana@example.com' }]]),
    byCustomer: new Map(),
    byPhone: new Map(),
  };
  const options = importOptions(['calls.jsonl']);
  const plan = planAll([source], options, { customers, records: new Map() }, 'refuse', 1);
  expect(plan.ready.length + plan.others.length).toBe(31);
  expect(plan.others).toEqual([]);
  const ids = plan.ready.map((one) => one.planned()?.call.call_id);
  expect(ids.slice(-2)).toEqual(['call-29', 'call-30']);
  expect(reads).toBe(2);
  expect(plan.ready[1]?.planned()?.call.call_id).toBe('call-1');
});
