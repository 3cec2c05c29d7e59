/** What shows a contact: `<memory-box>`. */
export interface ContactFollower {
  follow(
    callId: string | null,
    clientEmail: string | null | ((signal: AbortSignal) => Promise<string | null>),
    clientName?: string | null,
    clientPhone?: string | null,
  ): void;
}

/** How far a contact has come; `waiting` is one that is not connecting yet. */
export type Phase = 'waiting' | 'connecting' | 'connected' | 'ended';

/** Decides which of the agent's contacts is on the screen. */
export interface ContactScreen {
  /** The contact on the screen, or the one that the agent has chosen and that is not known yet. */
  readonly shown: string | null;
  has(id: string): boolean;
  /** A contact is there; it is shown at once if the agent has chosen it. */
  add(id: string): void;
  /** The phases of contacts of before: a single one is shown; of several, the one that the agent looks at is unknown. */
  resume(phases: ReadonlyMap<string, Phase>): void;
  move(id: string, phase: Phase): void;
  /** The contact is gone: it leaves the screen. */
  drop(id: string): void;
  /** The agent's choice; null is none. */
  choose(id: string | null): void;
  /** Forgets all contacts and empties the screen. */
  clear(): void;
}

/**
 * The rules by which contacts take the screen:
 *
 * - A contact is shown when it rings or is connected; one that rings gives way to one that is connected.
 * - A conversation keeps the screen until it is gone or the agent chooses another.
 * - A contact that has ended stays until it is gone or another one rings.
 *
 * @param put - Puts a known contact on the screen, or empties it; called only when that changes.
 */
export function contactScreen(put: (id: string | null) => void): ContactScreen {
  const phases = new Map<string, Phase>();
  let shown: string | null = null;

  const choose = (id: string | null) => {
    if (id === shown && (id === null || phases.has(id))) return;
    shown = id;
    put(id !== null && phases.has(id) ? id : null);
  };

  return {
    get shown() {
      return shown;
    },
    has: (id) => phases.has(id),
    choose,
    add(id) {
      phases.set(id, 'waiting');
      if (shown === id) put(id);
    },
    resume(before) {
      for (const [id, phase] of before) phases.set(id, phase);
      const [only, ...others] = before.keys();
      if (shown === null && only !== undefined && others.length === 0) choose(only);
    },
    move(id, phase) {
      if (!phases.has(id) || phases.get(id) === phase) return;
      phases.set(id, phase);
      if (phase === 'ended') return;
      if (shown === null) return choose(id);
      const current = phases.get(shown);
      if (current === 'ended' || (phase === 'connected' && current === 'connecting')) choose(id);
    },
    drop(id) {
      phases.delete(id);
      if (shown !== id) return;
      const [only, ...others] = phases.keys();
      shown = null;
      put(null);
      // With several contacts left, the agent's next one is unknown, and the wrong one must not be shown.
      if (only !== undefined && others.length === 0 && phases.get(only) === 'connected') choose(only);
    },
    clear() {
      phases.clear();
      shown = null;
      put(null);
    },
  };
}
