/** The texts in the JSON input or output of a tool. */
export interface ToolTexts {
  /** All keys and strings, in order; anyone may have written them. */
  all: string[];
  /** Values of fields that a system fills, numbers included; no notes, forms, reasons or descriptions. */
  values: string[];
  /** The strings of all other fields. */
  free: string[];
}

const DEEPEST = 20;
// A longer text is a file and is read as plain text.
const LONGEST_JSON = 1_000_000;

/**
 * Splits JSON into its texts, including JSON inside its strings; null if the text is not JSON. Linear in its length.
 *
 * @example textsOf('{"amount":50,"note":"call me"}') // { all: ['amount', 'note', 'call me'], values: ['50'], free: ['call me'] }
 */
export function textsOf(text: string): ToolTexts | null {
  const value = parsed(text);
  if (value === undefined) return null;
  const texts: ToolTexts = { all: [], values: [], free: [] };
  collect(value, '', DEEPEST, texts);
  return texts;
}

function collect(value: unknown, key: string, depth: number, texts: ToolTexts): void {
  const inner = typeof value === 'string' && depth > 0 ? parsed(value) : undefined;
  if (typeof inner === 'object' && inner !== null) {
    collect(inner, key, depth - 1, texts);
  } else if (typeof value === 'string') {
    texts.all.push(value);
    (isFreeText(key) ? texts.free : texts.values).push(value);
  } else if (typeof value === 'number' || typeof value === 'boolean') {
    if (!isFreeText(key)) texts.values.push(String(value));
  } else if (typeof value === 'object' && value !== null) {
    if (depth === 0) texts.all.push(JSON.stringify(value));
    else if (Array.isArray(value)) for (const entry of value) collect(entry, key, depth - 1, texts);
    else
      for (const [name, entry] of Object.entries(value)) {
        texts.all.push(name);
        collect(entry, name, depth - 1, texts);
      }
  }
}

// Fields for free text, but not "request_id" or "messageType".
const FREE_TEXT =
  /comment|note|message|descr|reason|feedback|remark|(?:^|_)te?xt|body|content|transcript|question|complaint|review|memo|subject|summary|request|instruction|details?$|explanation|narrative|utterance|query|prompt|title|greeting|dedication|engraving|answer|survey|free_?form/i;
const FILLED_BY_SYSTEM = /(?:id|number|type|status|date|amount|code|count)$/i;

function isFreeText(key: string): boolean {
  return FREE_TEXT.test(key) && !FILLED_BY_SYSTEM.test(key);
}

/** True if the text looks like JSON, even if it cannot be parsed. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function parsed(text: string): unknown {
  if (text.length > LONGEST_JSON || !/^\s*["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
