/**
 * Handles the answers of a model. It is imported late, so that it loads while the first answer is pending.
 *
 * @module
 */

export { joinJudgements } from '@live-assist/core/prompt/prompt-join';
export { judgementInSteps } from '@live-assist/core/prompt/prompt-judgement';
export { judgedByRules } from './judged-by-rules.ts';
export { readReply } from './reply/envelope.ts';
export { secondOpinion, withSecondOpinion } from './second-opinion.ts';
