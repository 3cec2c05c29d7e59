import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import {
  type ManualStatus,
  type MemoryBox,
  recallMemory,
  type StoredAnalytics,
  updateCommitment,
  updateMatter,
} from '../../src/index.ts';

export const ANA = 'ana@example.com';
export const SETTINGS = { timeZone: 'Europe/Vienna', sharedAddresses: ['info@', 'desk@example.com'] };
/** 23:30 on 15 January in Vienna. */
export const NOW = Date.UTC(2026, 0, 15, 22, 30);

/** A promise as a call makes it. */
export const promise = (id: string, dueAt: string | null = null, owner = 'agent') => ({
  id,
  text: `Promise ${id}`,
  owner,
  dueAt,
  evidence: [],
});

/** A call of that day, as a row. */
export function call(day: string, more: object = {}, call_id = `call-${day}`): StoredAnalytics {
  return {
    call_id,
    client_email: ANA,
    created_at: `${day}T10:00:00.000Z`,
    analysis: { attempt: 1 },
    summary: `Summary of ${day}`,
    sentiment: { score: 50, label: 'Neutral' },
    satisfaction: { score: 60, prediction: 'Neutral' },
    issueResolution: { resolved: true, category: day },
    memory: { deliverables: [], improvementAreas: [] },
    evidence: { deliverables: [] },
    commitments: [],
    closings: [],
    ...more,
  } as unknown as StoredAnalytics;
}

/** A customer with these calls, at {@link NOW}. */
export function customer(...rows: StoredAnalytics[]) {
  const ports = inMemoryPorts();
  const ready = ports.clock.advance(NOW - ports.clock.now());
  for (const row of rows) ports.analytics.put(row);
  const recall = async (more: object = {}, coaching = false): Promise<MemoryBox> => {
    await ready;
    return recallMemory(ports, SETTINGS, { client_email: 'Ana@Example.com', ...more }, coaching);
  };
  const change = async (commitment_id: string, status: ManualStatus, by?: string) => {
    await ready;
    return updateCommitment(ports, SETTINGS, { client_email: ANA, commitment_id, status }, by);
  };
  const settle = async (call_id: string, status: 'settled' | 'open', by?: string) => {
    await ready;
    return updateMatter(ports, SETTINGS, { client_email: ANA, call_id, status }, by);
  };
  return { ports, recall, change, settle };
}
