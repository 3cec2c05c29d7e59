/**
 * The JSON value in the text of an answer: models that think aloud, fence what they say or introduce it, say the same
 * thing all the same. Undefined when there is none.
 *
 * @example jsonIn('<think>Hm.</think>```json\n{"a":1}\n```') // { a: 1 }
 */
export function jsonIn(content: string): unknown {
  const text = content.trim();
  const spoken = afterThoughts(text);
  for (const candidate of [text, spoken, insideFence(spoken), betweenBraces(spoken)]) {
    const value = candidate === null ? undefined : (parsed(candidate) ?? parsed(mended(candidate)));
    if (typeof value === 'object' && value !== null) return value;
    // Some providers send the object as a string of JSON.
    if (typeof value === 'string') {
      const inner = parsed(value);
      if (typeof inner === 'object' && inner !== null) return inner;
    }
  }
  return undefined;
}

const THOUGHTS_END = /<\/(?:think|thinking|thought|reasoning|seed:think)>/gi;

/** What follows the last closing mark of thoughts: the opening one is often missing. */
function afterThoughts(text: string): string {
  const [last] = [...text.matchAll(THOUGHTS_END)].slice(-1);
  return last === undefined ? text : text.slice(last.index + last[0].length).trim();
}

/** What stands in the first fence; a fence that is not closed ends with the text. */
function insideFence(text: string): string | null {
  const open = text.indexOf('```');
  if (open === -1) return null;
  const begin = text.indexOf('\n', open);
  if (begin === -1) return null;
  const close = text.indexOf('```', begin);
  return text.slice(begin, close === -1 ? text.length : close).trim();
}

function betweenBraces(text: string): string | null {
  const [open, close] = [text.indexOf('{'), text.lastIndexOf('}')];
  return open === -1 || close < open ? null : text.slice(open, close + 1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without commas before a closing bracket, and with line breaks in texts escaped: JSON has neither, small models do. */
function mended(text: string): string {
  let isText = false;
  let isEscaped = false;
  // Where the last comma that nothing has followed yet stands in `parts`.
  let comma = -1;
  const parts: string[] = [];
  for (const char of text) {
    if (isText) {
      parts.push(char < ' ' ? JSON.stringify(char).slice(1, -1) : char);
      if (isEscaped) isEscaped = false;
      else if (char === '\\') isEscaped = true;
      else if (char === '"') isText = false;
      continue;
    }
    if ((char === '}' || char === ']') && comma !== -1) parts[comma] = '';
    if (char === ',') comma = parts.length;
    else if (!/\s/.test(char)) comma = -1;
    if (char === '"') isText = true;
    parts.push(char);
  }
  return parts.join('');
}

const SHORTEST_LOOP = 400;
const LONGEST_TAIL = 8_000;
const REPEATS = 4;

/**
 * True if a text ends by saying the same thing over and over, as models do that have lost their way; numbers may count
 * on. More room would only make it longer.
 */
export function endsInLoop(content: string): boolean {
  // Read backwards, a tail that repeats itself is a beginning that does; its period follows from the prefix function.
  const tail = [...content.slice(-LONGEST_TAIL).replace(/\d+/g, '0')].reverse();
  const borders = new Array<number>(tail.length).fill(0);
  for (let end = 1; end < tail.length; end += 1) {
    let border = borders[end - 1] ?? 0;
    while (border > 0 && tail[end] !== tail[border]) border = borders[border - 1] ?? 0;
    if (tail[end] === tail[border]) border += 1;
    borders[end] = border;
    const length = end + 1;
    if (length >= SHORTEST_LOOP && length >= REPEATS * (length - border)) return true;
  }
  return false;
}
