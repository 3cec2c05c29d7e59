import { GENERAL_ENQUIRY } from '../analytics/categories.ts';
import type { Call } from '../call/call.ts';
import { type Addressed, toolAddressesAnalyst } from '../evidence/prompt-injection.ts';
import { isPlain } from '../evidence/shown-text.ts';

// Flags of each kind; a person looks at the first of them.
const MOST = 20;
const MOST_WORDS = 5;
const MOST_PARTS = 10;
// "Dr. Vogel jr." is a name.
const SENTENCE = /[。！？，]|(?:\s\S+){3}[.!?]$/;

/** The names in an analysis beside its findings, and whether any of them addresses the analyst. */
export interface CheckedNames {
  agentId: string | null;
  category: string;
  isAgentIdAddressed: boolean;
  isCategoryAddressed: boolean;
}

/** True if the text is short enough for a name and gives no order. Names have no evidence, so sentences are refused. */
export function isName(text: string): boolean {
  const [words, parts] = [/\s+/, /[\s_-]+/].map((gap) => text.trim().split(gap).length);
  return (
    (words ?? 0) <= MOST_WORDS &&
    (parts ?? 0) <= MOST_PARTS &&
    !SENTENCE.test(text.trim()) &&
    isPlain(text) &&
    !toolAddressesAnalyst(text)
  );
}

/**
 * Replaces invalid names: the agent by null, the category by the general one.
 *
 * @param recordedId - The agent as the windows name them, even if that is not a valid name.
 */
export function namesOf(agentId: string | null, recordedId: string | null, category: string): CheckedNames {
  return {
    agentId: agentId !== null && isName(agentId) ? agentId : null,
    category: isName(category) ? category : GENERAL_ENQUIRY,
    isAgentIdAddressed: [agentId, recordedId].some((id) => id !== null && toolAddressesAnalyst(id)),
    isCategoryAddressed: toolAddressesAnalyst(category),
  };
}

/** Lists the parts of a call that address the analyst, in the form of `analysis.flags`. */
export function flagsOf(call: Call, addressed: Addressed, names: CheckedNames): string[] {
  const tips = placesOf(call.tips);
  return [
    ...[...addressed.turns]
      .slice(0, MOST)
      .map((turn) => `turn_addresses_analyst:${turn.windowNumber}:${turn.index}`),
    ...[...addressed.activities]
      .slice(0, MOST)
      .map((activity) => `tool_addresses_analyst:${activity.windowNumber}:${activity.index}`),
    ...[...addressed.tips]
      .slice(0, MOST)
      .map((tip) => `tip_addresses_analyst:${tip.windowNumber}:${tips.get(tip)}`),
    ...(names.isAgentIdAddressed ? ['agent_id_addresses_analyst'] : []),
    ...(names.isCategoryAddressed ? ['category_addresses_analyst'] : []),
  ];
}

function placesOf(tips: Call['tips']): Map<Call['tips'][number], number> {
  const counts = new Map<number, number>();
  return new Map(
    tips.map((tip) => {
      const place = counts.get(tip.windowNumber) ?? 0;
      counts.set(tip.windowNumber, place + 1);
      return [tip, place];
    }),
  );
}
