import { isPlain } from '../evidence/shown-text.ts';
import { redact } from '../redaction/redact.ts';

/**
 * The name of an agent as a row may hold it, or null. The customer's address is the only one that a row holds, so an agent
 * who is named by an address, or by a telephone number, stays unnamed; in a window that is redacted a token stands for both.
 */
export function agentIdOf(agentId: string | null): string | null {
  return agentId !== null &&
    isPlain(agentId) &&
    !/[@\uFF20\uFE6B]|\[[A-Z_]+\]/.test(agentId) &&
    redact(agentId) === agentId
    ? agentId
    : null;
}
