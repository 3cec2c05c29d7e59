/**
 * What an analysis is made of: a call is decoded, measured and redacted, put into a prompt, and what is claimed about
 * it goes through the gate. It is apart from the index, so that a process which only reads loads none of it; what an
 * analyst needs of both is here too, so that its bundle shares no more files with a start than it must.
 *
 * @module
 */

export { addressesAnalyst, turnsToAnalyst } from './addressed-to-analyst.ts';
export * from './analytics.ts';
export { atATime } from './at-a-time.ts';
export { braked } from './cost-brake.ts';
export { decodeCall } from './decode.ts';
export { findDueWords, resolveDueDate } from './due-date.ts';
export { LiveAssistError } from './errors.ts';
export { isPlain } from './evidence.ts';
export { type CheckedClaims, checkClaims, type GateOptions } from './gate.ts';
export { largePattern } from './large-pattern.ts';
export { measureCall, resolutionMinutes } from './metrics.ts';
export { PROMPT_VERSION, type Prompt, promptFor, transcriptText } from './prompt.ts';
export { ModelAnswer } from './prompt-answer.ts';
export { type JoinedJudgement, joinJudgements, type PartJudgement } from './prompt-join.ts';
export { judgementOf } from './prompt-judgement.ts';
export { isShortened, type PromptPart, partsOf, tokenBound } from './prompt-lines.ts';
export { redact, redactCall } from './redact.ts';
export { runAttempt } from './run-attempt.ts';
