/**
 * An analysis up to the question: a call is decoded, measured and redacted, and put into a prompt. It is apart from the
 * index, so that a process which only reads loads none of it; what an analyst needs for asking is here too, so that its
 * bundle shares no more files with a start than it must. What becomes of the answer is in `judgement.ts`.
 *
 * @module
 */

export { accountGate } from './analysis/account-limits.ts';
export { braked } from './analysis/cost-brake.ts';
export { redactWhenDue, runAttempt } from './analysis/run-attempt.ts';
export { decodeCall } from './call/decode-call.ts';
export { measureCall } from './metrics/metrics.ts';
export { PROMPT_VERSION, type Prompt, promptFor, transcriptText } from './prompt/prompt.ts';
export { isShortened, type PromptPart, partsOf, tokenBound } from './prompt/prompt-lines.ts';
export { LONGEST_RAW_MS, QUIET_MS, redactRecording } from './recording/redact-recording.ts';
export { withoutCodesOf } from './redaction/recorded-codes.ts';
export { redact, redactCall } from './redaction/redact.ts';
export { redactedInSteps, redactedWindows } from './redaction/redacted-windows.ts';
export { LiveAssistError } from './shared/errors.ts';
export { atATime } from './shared/map-limit.ts';
