/**
 * What becomes of the answers of a model. It is imported late, and so loaded while the first answer is waited for.
 *
 * @module
 */

export { joinJudgements, judgementOf } from '@live-assist/core/judgement';
export { readReply } from './envelope.ts';
export { secondOpinion, withSecondOpinion } from './second-opinion.ts';
