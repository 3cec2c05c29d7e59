import type { CallActivity } from '@live-assist/core';

/**
 * What a tool call was about, from the names of its fields: "airport to City Hospital", "Hotel Astoria, 5 May to 9 May".
 * Empty if its input tells nothing. Persons, payments and notes are left out.
 *
 * @example detailsOf({ input: '{"origin":"ORD","destination":"PHL"}', … }) // 'ORD to PHL'
 */
export function detailsOf({ input }: CallActivity): string {
  const fields = fieldsOf(input.slice(0, LONGEST_INPUT));
  const textOf = (key: RegExp) =>
    fields.find(([name, value]) => key.test(name) && !OF_PERSONS.test(name) && isName(value))?.[1];
  const [begin, end] = [textOf(FROM), textOf(TO)];
  const [first, last] = [textOf(FIRST_DAY), textOf(LAST_DAY)];
  const places = begin !== undefined && end !== undefined ? `${begin} to ${end}` : end;
  const days = first !== undefined && last !== undefined ? `${first} to ${last}` : (textOf(DAY) ?? first);
  const named = [textOf(NAME), places, days, textOf(TIME)].filter((part) => part !== undefined);
  const code = textOf(CODE);
  return [...new Set(named.length === 0 && code !== undefined ? [code] : named)].join(', ');
}

/** The code that names the thing of a tool call: a reservation, an order; null if there is none. */
export function codeOf({ input }: CallActivity): string | null {
  const found = fieldsOf(input.slice(0, LONGEST_INPUT)).find(
    ([name, value]) => CODE.test(name) && isName(value),
  );
  return found?.[1] ?? null;
}

const LONGEST_INPUT = 20_000;
const OF_PERSONS =
  /customer|client|user|caller|guest|passenger|person|first|last_?name|full|agent|driver|payment|card|pin|note|comment|reason|message|request/i;
const FROM =
  /^(?:from|origin|departure|start|pick_?up|source)(?:_?(?:location|city|airport|address|account))?$/i;
const TO =
  /^(?:to|destination|arrival|end|drop_?off|target)(?:_?(?:location|city|airport|address|account))?$/i;
const FIRST_DAY = /^(?:start|from|arrival|check_?in|departure)_?(?:date|day)$/i;
const LAST_DAY = /^(?:end|to|leaving|check_?out|return)_?(?:date|day)$/i;
const DAY = /^(?:(?:appointment|delivery|new|booking|due)_?)?(?:date|day)$/i;
const TIME = /^(?:(?:appointment|delivery|start|new)_?)?(?:time|slot)$/i;
const NAME =
  /^(?:name|title|item|product|plan|hotel|restaurant|shop|event|room|service|subject)(?:_?(?:name|title))?$/i;
const CODE =
  /^(?:id|(?:reservation|booking|order|ticket|flight|invoice|case|contract)_?(?:id|number|code))$/i;

/** The fields of a JSON object, or of a list of objects, with their short values. */
function fieldsOf(input: string): [name: string, value: string][] {
  try {
    const parsed: unknown = JSON.parse(input);
    const objects = Array.isArray(parsed) ? parsed.slice(0, 50) : [parsed];
    return objects.flatMap((object) =>
      typeof object === 'object' && object !== null
        ? Object.entries(object).flatMap(([name, value]): [string, string][] =>
            typeof value === 'string' || typeof value === 'number' ? [[name, bare(String(value))]] : [],
          )
        : [],
    );
  } catch {
    return [];
  }
}

// Some systems keep the quotes of a value.
function bare(value: string): string {
  return value
    .trim()
    .replace(/^"(.*)"$/su, '$1')
    .trim();
}

// A name or a code, not an expression, a secret or a sentence.
function isName(value: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} '’&.,:/-]{0,59}$/u.test(value) && value.split(' ').length <= 8;
}
