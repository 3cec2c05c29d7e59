/**
 * An analysis up to the question: a call is decoded, measured and redacted, and put into a prompt. It is apart from the
 * index, so that a process which only reads loads none of it; what an analyst needs for asking is here too, so that its
 * bundle shares no more files with a start than it must. What becomes of the answer is in `judgement.ts`.
 *
 * @module
 */

export { accountGate } from './account-limits.ts';
export { atATime } from './at-a-time.ts';
export { braked } from './cost-brake.ts';
export { decodeCall } from './decode.ts';
export { LiveAssistError } from './errors.ts';
export { measureCall } from './metrics.ts';
export { PROMPT_VERSION, type Prompt, promptFor, transcriptText } from './prompt.ts';
export { isShortened, type PromptPart, partsOf, tokenBound } from './prompt-lines.ts';
export { withoutCodesOf } from './recorded-codes.ts';
export { redact, redactCall } from './redact.ts';
export { LONGEST_RAW_MS, QUIET_MS, redactRecording } from './redact-recording.ts';
export { redactedInSteps, redactedWindows } from './redacted-windows.ts';
export { redactWhenDue, runAttempt } from './run-attempt.ts';
