import type { Prompt } from '@live-assist/core/prompt/prompt';
import type { ModelConnection } from '../ask-model.ts';
import type { Provider } from '../provider/provider.ts';
import type { Reply } from './envelope.ts';

/** The body of a completion that a batch has brought for a prompt; undefined without one. */
export type ReadyAnswer = (prompt: Prompt) => unknown;

/** The service tier of such an answer: a provider names that of any other. */
export const BATCH_TIER = 'batch';

/** The reply that is there before the first provider is asked; null without one. */
export async function readyReply(
  prompt: Prompt,
  provider: Provider,
  { ready, providers, bill }: ModelConnection,
): Promise<Reply | null> {
  const body = provider === providers[0] ? ready?.(prompt) : undefined;
  if (body === undefined) return null;
  bill.sent();
  const { readReply } = await import('../after-answer.ts');
  const reply = readReply(body, prompt.categories);
  return 'tier' in reply ? { ...reply, tier: BATCH_TIER } : reply;
}
