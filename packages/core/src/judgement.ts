/**
 * An analysis from the answer on: what a model answered is read and joined, and what is claimed goes through the gate.
 * It is apart from `analysis.ts`, so that it can be loaded while a model is waited for; it has all of that too, so that
 * a bundle keeps what both need in one file.
 *
 * @module
 */

export { analyticsOf } from './analysis/build-analytics.ts';
export * from './analysis.ts';
export * from './analytics/analytics.ts';
export { isToolWord, NO_TOOL_RULES, type ToolRules } from './call/tool-name.ts';
export { findDueWords } from './evidence/due-date.ts';
export { checkClaims } from './evidence/gate.ts';
export {
  addressesAnalyst,
  isAddressed,
  toolAddressesAnalyst,
  withoutAddressed,
} from './evidence/prompt-injection.ts';
export { GENERAL_ENQUIRY } from './evidence/summary.ts';
export { readTool, type ToolReading } from './evidence/tool-call.ts';
export { ModelAnswer } from './prompt/prompt-answer.ts';
export { type JoinedJudgement, joinJudgements } from './prompt/prompt-join.ts';
export { judgementOf } from './prompt/prompt-judgement.ts';
export { latePattern } from './shared/lazy-pattern.ts';
