import type { CallWindow, Turn } from './call.ts';
import { plainLabel } from './roles.ts';

/**
 * Names the agent of each agent's turn by the `agent_id` of its window. In a window in which several agents speak its id
 * belongs to the one who has it in a window of their own; where that is not told, it belongs to none of them.
 */
export function withAgentIds(turns: readonly Turn[], windows: readonly CallWindow[]): Turn[] {
  const idOf = new Map(windows.map((window) => [window.window_number, nameIn(window)]));
  if ([...idOf.values()].every((id) => id === null)) return [...turns];
  const labelsIn = new Map<number, Set<string>>();
  const labels = new Set<string>();
  for (const turn of turns) {
    if (turn.speaker !== 'agent') continue;
    const label = labelOf(turn);
    labels.add(label);
    const inWindow = labelsIn.get(turn.windowNumber) ?? new Set();
    labelsIn.set(turn.windowNumber, inWindow.add(label));
  }
  const idsOfLabel = new Map<string, Set<string>>();
  for (const [windowNumber, [label, ...others]] of labelsIn) {
    const id = idOf.get(windowNumber) ?? null;
    if (label === undefined || others.length > 0 || id === null) continue;
    idsOfLabel.set(label, (idsOfLabel.get(label) ?? new Set()).add(id));
  }
  const soleIdOf = (label: string): string | null => {
    const ids = idsOfLabel.get(label);
    return ids?.size === 1 ? ([...ids][0] ?? null) : null;
  };
  // A recorder may name the agent once: then the name holds until another comes.
  const held = labels.size === 1 ? heldIds(windows, idOf) : idOf;
  return turns.map((turn) => {
    if (turn.speaker !== 'agent') return turn;
    const label = labelOf(turn);
    const id = held.get(turn.windowNumber) ?? null;
    const present = labelsIn.get(turn.windowNumber) ?? new Set([label]);
    if (present.size === 1) return { ...turn, agentId: id ?? soleIdOf(label) };
    const unknown = [...present].filter((one) => soleIdOf(one) === null);
    const isTaken = [...present].some((one) => soleIdOf(one) === id);
    const left = !isTaken && unknown.length === 1 && unknown[0] === label ? id : null;
    return { ...turn, agentId: soleIdOf(label) ?? left };
  });
}

function labelOf(turn: Turn): string {
  return plainLabel(turn.label ?? turn.speaker);
}

function nameIn({ agent_id }: CallWindow): string | null {
  return typeof agent_id === 'string' && agent_id !== '' ? agent_id : null;
}

function heldIds(
  windows: readonly CallWindow[],
  idOf: ReadonlyMap<number, string | null>,
): ReadonlyMap<number, string | null> {
  let id = windows.map(nameIn).find((name) => name !== null) ?? null;
  return new Map(
    windows.map(({ window_number }) => {
      id = idOf.get(window_number) ?? id;
      return [window_number, id];
    }),
  );
}
