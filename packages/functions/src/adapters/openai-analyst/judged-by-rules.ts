import type { AnalysisRequest, AnalystAnswer, Call } from '@live-assist/core';
import { withoutAddressed } from '@live-assist/core/evidence/prompt-injection';
import type { PromptPart } from '@live-assist/core/prompt/prompt-lines';
import type { Rules } from '../rules.ts';

/** The judgement of the rules on one part of a call, for which a model has none; `unjudged` in a language that they do not know. */
export async function judgedByRules(
  request: AnalysisRequest,
  part: PromptPart,
  rules: Rules,
): Promise<Pick<AnalystAnswer, 'judgement' | 'unjudged'>> {
  const call = withoutAddressed(callOf(request.call, part));
  return rules.analyze({ ...request, call });
}

/** The call as if only this part of it had been recorded; turns keep their places in the whole. */
function callOf(call: Call, { lines, tools, tips }: PromptPart): Call {
  const turns = new Set(
    lines.flatMap(({ agent, customer, other }) =>
      [agent, customer, other].flatMap((said) => said?.turn ?? []),
    ),
  );
  return {
    ...call,
    turns: call.turns.filter((turn) => turns.has(turn)),
    activities: tools.map(({ activity }) => activity),
    tips,
  };
}
