import { seededRandom } from '../../src/shared/seeded-random.ts';

const HOSTILE: (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 1e308,
  () => 0.1,
  () => 2 ** 53,
  () => '',
  () => 'None',
  () => '12:99:99',
  () => '\u0000\ud800',
  () => 'a:b:c: '.repeat(2_000),
  () => ' '.repeat(20_000),
  () => '<v '.repeat(5_000),
  () => 'é'.repeat(10_000),
  () => [],
  () => ({}),
  () => [[[[{}]]]],
  () => ({ toString: 'x', constructor: null, length: 5, __proto__: 1 }),
  () =>
    Array.from({ length: 2_000 }, (_, index) => ({ speaker: index, start: index, end: index, text: 'x' })),
];

/** The containers below a value, with how to reach each entry. Deep values are walked without recursion. */
function placesIn(value: unknown): { holder: Record<string, unknown>; key: string }[] {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const left: unknown[] = [value];
  while (left.length > 0 && places.length < 5_000) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    for (const key of Object.keys(next)) {
      const holder = next as Record<string, unknown>;
      places.push({ holder, key });
      left.push(holder[key]);
    }
  }
  return places;
}

type Random = () => number;

function damaged(json: unknown, other: unknown, random: Random): unknown {
  const places = placesIn(json);
  const at = places[Math.floor(random() * places.length)];
  if (at === undefined) return json;
  const { holder, key } = at;
  const value = holder[key];
  const kind = Math.floor(random() * 9);
  if (kind === 0) delete holder[key];
  else if (kind === 1 || kind === 2) holder[key] = HOSTILE[Math.floor(random() * HOSTILE.length)]?.();
  else if (kind === 3 && typeof value === 'number') holder[key] = value * (random() < 0.5 ? 1000 : 0.001);
  else if (kind === 4 && Array.isArray(value)) {
    holder[key] = Array.from(
      { length: Math.min(40, Math.ceil(20_000 / (value.length + 1))) },
      () => value,
    ).flat();
  } else if (kind === 5 && Array.isArray(value)) holder[key] = value.toReversed();
  else if (kind === 6) holder[key] = typeof value === 'object' ? '[]' : String(value);
  else if (kind === 7 && typeof json === 'object' && json !== null) {
    // Parts of another format beside its own.
    Object.assign(json, other);
  } else if (kind === 8) {
    // Every number in another unit.
    const factor = random() < 0.5 ? 1000 : 0.001;
    for (const place of places) {
      const number = place.holder[place.key];
      if (typeof number === 'number') place.holder[place.key] = number * factor;
    }
  } else holder[key] = [value];
  return json;
}

/** Size in characters up to which a text is repeated. */
const LARGEST = 20_000_000;

function damagedText(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  const kind = Math.floor(random() * 7);
  if (kind === 0) return text.slice(0, at);
  if (kind === 1) return text.slice(at);
  if (kind === 2)
    return text.slice(0, at) + String.fromCharCode(Math.floor(random() * 0x3000)) + text.slice(at + 1);
  if (kind === 3) return text.replaceAll('\n', random() < 0.5 ? '\r' : ' ');
  if (kind === 4) return text + text.slice(at).repeat(Math.min(50, Math.floor(LARGEST / (text.length + 1))));
  if (kind === 5) return text.slice(0, at) + '['.repeat(100_000) + text.slice(at);
  return `${text.slice(0, at)}${'-->:"<v (['[Math.floor(random() * 9)]?.repeat(20_000)}${text.slice(at)}`;
}

/**
 * A file that is damaged by up to four mutations: cut short, of wrong types, with swapped units, huge, deep, or mixed
 * with another. The same number gives the same file.
 */
export function mutatedFile(texts: readonly string[], number: number): string {
  const random = seededRandom(number);
  const pick = () => texts[Math.floor(random() * texts.length)] ?? '';
  let text = pick();
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      text = damagedText(text, random);
      continue;
    }
    if (random() < 0.25) text = damagedText(text, random);
    else text = JSON.stringify(damaged(json, parsedOrNone(pick()), random)) ?? '';
  }
  return text;
}

function parsedOrNone(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
