/**
 * An analysis from the answer on: what a model answered is read and joined, and what is claimed goes through the gate.
 * It is apart from `analysis.ts`, so that it can be loaded while a model is waited for; it has all of that too, so that
 * a bundle keeps what both need in one file.
 *
 * @module
 */

export {
  addressesAnalyst,
  isAddressed,
  toolAddressesAnalyst,
  withoutAddressed,
} from './addressed-to-analyst.ts';
export * from './analysis.ts';
export * from './analytics.ts';
export { analyticsOf } from './analytics-of.ts';
export { findDueWords } from './due-date.ts';
export { checkClaims } from './gate.ts';
export { latePattern } from './late-pattern.ts';
export { ModelAnswer } from './prompt-answer.ts';
export { type JoinedJudgement, joinJudgements } from './prompt-join.ts';
export { judgementOf } from './prompt-judgement.ts';
export { GENERAL_ENQUIRY } from './summary.ts';
export { readTool, type ToolReading } from './tool-call.ts';
export { isToolWord, NO_TOOL_RULES, type ToolRules } from './tool-name.ts';
