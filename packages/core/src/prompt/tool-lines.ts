import type { Call, CallActivity } from '../call/call.ts';

/** Longest text of one tool call or tip that a model sees, in characters; a note replaces the rest. */
export const MAX_TOOL_TEXT = 1_500;

/** Formats a tool call for a model: `{"tool":[number, name, input, output]}`, with "failed" behind them where it failed. */
export function toolText(number: number, { name, input, output, succeeded }: CallActivity): string {
  const entries = [String(number), JSON.stringify(shown(name)), asJson(input), asJson(output)];
  return `{"tool":[${[...entries, ...(succeeded ? [] : ['"failed"'])].join()}]}`;
}

/** JSON stands as it is, on one line: quoted once more it would have a fifth more tokens. All else is a text. */
function asJson(text: string): string {
  if (text.length <= MAX_TOOL_TEXT && /^\s*[[{]/.test(text)) {
    try {
      JSON.parse(text);
      // Valid JSON has line breaks between its values alone.
      return text.trim().replace(/[\r\n]+[ \t]*/g, ' ');
    } catch {
      // A text that only begins like JSON.
    }
  }
  return JSON.stringify(shown(text));
}

/** Formats a tip for a model: `{"tip":[tag, content]}`. */
export function tipText({ tag, content }: Call['tips'][number]): string {
  return JSON.stringify({ tip: [shown(tag), shown(content)] });
}

/** True if a text of a tool call or tip is not shown in full. */
export function isShortened(call: Pick<Call, 'activities' | 'tips'>): boolean {
  const texts = [
    ...call.activities.flatMap(({ name, input, output }) => [name, input, output]),
    ...call.tips.flatMap(({ tag, content }) => [tag, content]),
  ];
  return texts.some((text) => text.length > MAX_TOOL_TEXT);
}

function shown(text: string): string {
  if (text.length <= MAX_TOOL_TEXT) return text;
  return `${text.slice(0, MAX_TOOL_TEXT)}… (${text.length - MAX_TOOL_TEXT} characters more)`;
}
