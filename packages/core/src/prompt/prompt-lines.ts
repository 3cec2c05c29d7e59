import type { Call, CallActivity, Speaker, Turn } from '../call/call.ts';
import { finished, isLong } from '../shared/steps.ts';
import { tipText, toolText } from './tool-lines.ts';

/**
 * One line of the transcript as a model reads it: words of the agent and the replies, up to three turns under one
 * number. A number for each turn would cost a tenth of all tokens, and one for each line still a twentieth.
 */
export interface PromptLine {
  line: number;
  agent?: Spoken;
  customer?: Spoken;
  other?: Spoken;
}

/** A turn, or a passage of a turn that is too long for one line. */
export interface Spoken {
  turn: Turn;
  text: string;
}

/** One part of a call, small enough for one request to a model. */
export interface PromptPart {
  lines: PromptLine[];
  /** Tool calls with the number by which the model may name them. */
  tools: { number: number; activity: CallActivity }[];
  tips: Call['tips'];
}

const ORDER: readonly Speaker[] = ['agent', 'customer', 'other'];

/** Formats turns as numbered lines; a turn of more than `longest` tokens spans several lines. */
function* linesOf(turns: readonly Turn[], longest: number): Generator<undefined, PromptLine[]> {
  const lines: PromptLine[] = [];
  let open: PromptLine | undefined;
  for (const turn of turns) {
    for (const text of passagesOf(turn.text, longest)) {
      const rank = ORDER.indexOf(turn.speaker);
      if (open === undefined || ORDER.slice(rank).some((speaker) => open?.[speaker] !== undefined)) {
        open = { line: lines.length };
        lines.push(open);
      }
      open[turn.speaker] = { turn, text };
    }
    if (isLong(turn.text)) yield;
  }
  return lines;
}

/**
 * Divides a call into as few parts as fit in `budget` tokens each, all of about the same size. Tool calls and tips stay
 * with the turns of their window. Nothing is left out.
 *
 * @param budget - Tokens by {@link tokenBound}, for transcript, tool calls and tips together.
 */
export const partsOf = (call: Call, budget: number): PromptPart[] => finished(partsInSteps(call, budget));

/** {@link partsOf} in steps. */
export function* partsInSteps(call: Call, budget: number): Generator<undefined, PromptPart[]> {
  const lines = yield* linesOf(call.turns, Math.floor(budget / 4));
  const tools = call.activities.map((activity, number) => ({ number, activity }));
  const beside = [
    ...tools.map((tool) => ({
      window: tool.activity.windowNumber,
      tool,
      size: tokenBound(toolText(tool.number, tool.activity)),
    })),
    ...call.tips.map((tip) => ({ window: tip.windowNumber, tip, size: tokenBound(tipText(tip)) })),
  ].toSorted((a, b) => a.window - b.window);

  // Tool calls and tips follow the last line of their window, or the end of the call.
  const blocks: { line?: PromptLine; beside: typeof beside; size: number }[] = [];
  let next = 0;
  const untilWindow = (window: number) => {
    for (let item = beside[next]; item !== undefined && item.window < window; item = beside[next]) {
      blocks.push({ beside: [item], size: item.size });
      next += 1;
    }
  };
  for (const [i, line] of lines.entries()) {
    blocks.push({ line, beside: [], size: tokenBound(lineText(line, true)) });
    const following = lines[i + 1];
    if (following !== undefined) untilWindow(windowOf(following));
  }
  untilWindow(Number.POSITIVE_INFINITY);

  const total = blocks.reduce((sum, { size }) => sum + size, 0);
  const target = total / Math.max(1, Math.ceil(total / (budget * EVENLY)));
  const parts: PromptPart[] = [];
  let part: PromptPart | undefined;
  let size = 0;
  for (const block of blocks) {
    // A part begins with a line, not with a tool call or tip of the part before, unless it would not fit.
    const full = size + block.size > budget || (size >= target && block.line !== undefined);
    if (part === undefined || full) {
      part = { lines: [], tools: [], tips: [] };
      parts.push(part);
      size = 0;
    }
    size += block.size;
    if (block.line !== undefined) part.lines.push(block.line);
    for (const item of block.beside) {
      if ('tool' in item) part.tools.push(item.tool);
      else part.tips.push(item.tip);
    }
  }
  return parts;
}

// Parts are planned at nine tenths of the budget, so that one more line does not start another part.
const EVENLY = 0.9;

// The words of a quote tell where it stands; its line only decides between turns that share them.
const NUMBERED = 5;

/**
 * Formats a line for a model: `[agent, customer, other]`, ending with the last speaker present. Every fifth has its number
 * before, and so has the first of a part.
 */
export function lineText({ line, ...spoken }: PromptLine, isFirst: boolean): string {
  const last = ORDER.findLastIndex((speaker) => spoken[speaker] !== undefined);
  const texts = ORDER.slice(0, last + 1).map((speaker) => spoken[speaker]?.text ?? '');
  return JSON.stringify(isFirst || line % NUMBERED === 0 ? [line, ...texts] : texts);
}

/** The transcript of a part as it appears in the prompt, line by line. */
export function linesText({ lines }: Pick<PromptPart, 'lines'>): string[] {
  return lines.map((line, place) => lineText(line, place === 0));
}

/**
 * Upper bound of the tokens that any current tokenizer makes of speech: one token for two letters of a word, for three
 * digits, or for each other character, and the bytes of non-Latin text. For English it is about twice the real number.
 * Letters in an order that no language has may exceed it, but never by more than a factor of two.
 */
export function tokenBound(text: string): number {
  return tokenBoundOf(text, 0, text.length);
}

function tokenBoundOf(text: string, from: number, to: number): number {
  let bound = 0;
  let letters = 0;
  let digits = 0;
  const endRun = () => {
    if (letters > 0) bound += Math.ceil((letters + 1) / 2);
    bound += Math.ceil(digits / 3);
    letters = 0;
    digits = 0;
  };
  const codeBehind = (at: number) => (at + 1 < to ? text.charCodeAt(at + 1) : Number.NaN);
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
    const isDigit = code >= 0x30 && code <= 0x39;
    if ((letters > 0 && !isLetter) || (digits > 0 && !isDigit)) endRun();
    if (isLetter) letters += 1;
    else if (isDigit) digits += 1;
    // A space belongs to the following word.
    else if (code === 0x20) bound += isOfWord(codeBehind(at)) ? 0 : 1;
    else bound += code <= 0x7f ? 1 : code <= 0x7ff ? 2 : isHigh(code) && isLow(codeBehind(at)) ? 1 : 3;
  }
  endRun();
  return bound;
}

/** Whether a space before this character goes with it: it is there, and neither white space nor a digit. */
function isOfWord(code: number): boolean {
  if (code > 0x7f) return !/\s/.test(String.fromCharCode(code));
  const isSpace = code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return code >= 0 && !isSpace && !(code >= 0x30 && code <= 0x39);
}

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

function windowOf(line: PromptLine): number {
  return (line.agent ?? line.customer ?? line.other)?.turn.windowNumber ?? 0;
}

// Splits at spaces if possible, otherwise between characters.
function passagesOf(text: string, longest: number): string[] {
  if (tokenBound(text) <= longest) return [text];
  const passages: string[] = [];
  const piece = /\S{1,200}|\s+/gu;
  let begin = 0;
  let end = 0;
  let size = 0;
  while (piece.test(text)) {
    const more = tokenBoundOf(text, end, piece.lastIndex);
    if (end > begin && size + more > longest) {
      passages.push(text.slice(begin, end).trim());
      begin = end;
      size = 0;
    }
    end = piece.lastIndex;
    size += more;
  }
  return [...passages, text.slice(begin).trim()].filter((part) => part !== '');
}
