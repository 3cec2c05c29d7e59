import { readFileSync } from 'node:fs';

/** A block of code of docs/widget.md. */
export interface GuideBlock {
  /** `ts`, `html` and the like. */
  type: string;
  name: string;
  text: string;
}

const PAGE = new URL('../../../../docs/widget.md', import.meta.url);
/** A block in a list is indented. */
const BLOCK = /^( *)```(\w+) ([\w-]+)\n([\s\S]*?)^\1```$/gm;

/** The named blocks of docs/widget.md, in their order. */
export const GUIDE: readonly GuideBlock[] = [...readFileSync(PAGE, 'utf8').matchAll(BLOCK)].map(
  ([, indent = '', type = '', name = '', text = '']) => ({
    type,
    name,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }),
);

/**
 * A block of docs/widget.md as it stands there, but for the addresses of its examples.
 *
 * @param addresses - What takes the place of each address, such as `https://live-assist.example.com`.
 */
export function guideBlock(name: string, addresses: Record<string, string> = {}): string {
  const block = GUIDE.find((each) => each.name === name);
  if (block === undefined) throw new Error(`docs/widget.md has no block ${name}.`);
  return Object.entries(addresses).reduce((text, [from, to]) => text.replaceAll(from, to), block.text);
}

/** The headers of a block of type `http`. */
export function guideHeaders(name: string, addresses: Record<string, string> = {}): Record<string, string> {
  const lines = guideBlock(name, addresses).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/: (.*)/).slice(0, 2)));
}
