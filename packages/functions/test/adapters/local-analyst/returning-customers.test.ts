import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyzeCall, type CallAnalytics, recallMemory } from '@live-assist/core';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { beforeAll, describe, expect, it } from 'vitest';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { importCall, readCall } from '../../../src/import/import-lines.ts';

const FOLDER = fileURLToPath(
  new URL('../../../../../../shared/data/tau_airline/returning/', import.meta.url),
);
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] };

// The words in which a person tells of each action, done.
const VERBS: Record<string, RegExp> = {
  book_reservation: /\bbook(?:ed)?\b/i,
  cancel_reservation: /\bcancel/i,
  update_reservation_flights: /\b(?:updat|chang|modif|upgrad|switch|rebook)/i,
  update_reservation_baggages: /\b(?:updat|chang|modif|add(?:ed)?|bag)/i,
  update_reservation_passengers: /\b(?:updat|chang|modif)/i,
  send_certificate: /\b(?:sent|send|issu|certificate|compensat)/i,
};
const ANY_DONE =
  /\b(?:booked|cancell?ed|updated|changed|modified|upgraded|switched|rebooked|refunded|issued|sent)\b/gi;

interface Label {
  call_id: string;
  user_id: string;
  successful_write_actions: string[];
}

const linesOf = (file: string) => readFileSync(`${FOLDER}${file}`, 'utf8').trim().split('\n');

const present = existsSync(FOLDER);
if (!present) console.log('skipped: returning customers (../shared/data is not here)');

describe.skipIf(!present)(
  'customers who call again about other things (skipped where ../shared/data is missing)',
  () => {
    const ports = inMemoryPorts({ analyst: localAnalyst() });
    const labels = new Map<string, Label>();
    const analysed: CallAnalytics[] = [];

    beforeAll(async () => {
      for (const line of linesOf('labels.jsonl')) {
        const label: Label = JSON.parse(line);
        labels.set(label.call_id, label);
      }
      for (const line of linesOf('calls.jsonl')) {
        const { callId, clientEmail } = await importCall(ports, readCall(line));
        const { analytics } = await analyzeCall(ports, SETTINGS, {
          call_id: callId,
          client_email: clientEmail ?? '',
        });
        analysed.push(analytics as CallAnalytics);
        await ports.clock.advance(60_000);
      }
    });

    it('claims no done action that the call did not do', () => {
      expect(analysed.length).toBe(labels.size);
      for (const { call_id, memory } of analysed) {
        const done = labels.get(call_id)?.successful_write_actions ?? [];
        for (const text of memory.deliverables) {
          const foreign = [...text.matchAll(ANY_DONE)].filter(
            ([verb]) => !done.some((action) => VERBS[action]?.test(verb)),
          );
          expect([call_id, text, foreign.map(([verb]) => verb)]).toEqual([call_id, text, []]);
        }
      }
    });

    it('names what was done in at least four of the six calls that did something', () => {
      const acted = analysed.filter(({ call_id }) => labels.get(call_id)?.successful_write_actions.length);
      const named = acted.filter(({ call_id, memory }) =>
        labels
          .get(call_id)
          ?.successful_write_actions.some((action) =>
            memory.deliverables.some((text) => VERBS[action]?.test(text)),
          ),
      );
      expect(acted).toHaveLength(6);
      expect(named.length).toBeGreaterThanOrEqual(4);
    });

    it('never mixes two customers', async () => {
      const customers = new Map(
        analysed.map(({ client_email, call_id }) => [client_email, labels.get(call_id)?.user_id]),
      );
      expect(customers.size).toBe(3);
      for (const [client_email] of customers) {
        const box = await recallMemory(ports, SETTINGS, { client_email }, true);
        expect(box.calls).toBe(analysed.filter((row) => row.client_email === client_email).length);
        const text = JSON.stringify(box);
        for (const [other, userId] of customers) {
          if (other === client_email) continue;
          expect(text).not.toContain(other);
          expect(text).not.toContain(String(userId).split('_')[0]);
        }
      }
    });
  },
);
