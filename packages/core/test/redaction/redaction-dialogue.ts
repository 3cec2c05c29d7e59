import type { Speaker } from '../../src/call/call.ts';

/** A conversation, with exact passages that must be removed (`hide`) and must stay (`keep`). */
export interface Dialogue {
  name: string;
  turns: [Speaker, string][];
  hide: string[];
  keep: string[];
}

const SPEAKERS: Record<string, Speaker> = { A: 'agent', C: 'customer', I: 'other' };

/** @param lines - One turn per line: `A:` the agent, `C:` the customer, `I:` a machine. */
export function dialogue(name: string, lines: string, hide: string[], keep: string[] = []): Dialogue {
  const turns = lines.split('\n').map((line): [Speaker, string] => {
    const [label, ...said] = line.trim().split(': ');
    return [SPEAKERS[label ?? ''] ?? 'other', said.join(': ')];
  });
  return { name, turns, hide, keep };
}
