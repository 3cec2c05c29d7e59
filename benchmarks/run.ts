/**
 * Compares the service with its floors: `pnpm bench [name...] [--json FILE] [--quick]`. README.md describes the method.
 * Exits with 1 when a ratio exceeds its budget.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Effort, Figure, Figures } from './measure.ts';

const BENCHMARKS: Record<string, () => Promise<{ run(effort: Effort): Promise<Figures> }>> = {
  'cold-start': () => import('./cold-start.ts'),
  'memory-box-lambda': () => import('./memory-box-lambda.ts'),
  'memory-box-server': () => import('./memory-box-server.ts'),
  analysis: () => import('./analysis.ts'),
  'long-calls': () => import('./long-calls.ts'),
  'import-contact-lens': () => import('./import-contact-lens.ts'),
  tokens: () => import('./tokens.ts'),
  widget: () => import('./widget.ts'),
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown[0]}". Choose from: ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(2);
}

const effort: Effort = { rounds: values.quick ? 3 : 9 };
const figures: Figures = {};
console.log('figure                      ratio  budget  spread        floor        value');
for (const [name, load] of Object.entries(BENCHMARKS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const { run } = await load();
  for (const [figure, found] of Object.entries(await run(effort))) {
    figures[figure] = found;
    console.log(lineOf(figure, found));
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);

const over = Object.keys(figures).filter((name) => isOver(figures[name]));
if (over.length > 0) {
  console.error(`Over budget: ${over.join(', ')}.`);
  process.exitCode = 1;
}

function isOver(figure: Figure | undefined): boolean {
  return figure !== undefined && figure.ratio > figure.budget;
}

function lineOf(name: string, { ratio, budget, spread, floor, value, unit }: Figure): string {
  const [ratioText, budgetText, spreadText] = [ratio, budget, spread].map((number) => number.toFixed(2));
  const amounts = [floor, value].map((number) => amountOf(number).padStart(12)).join(' ');
  return [
    name.padEnd(26),
    ratioText?.padStart(6),
    budgetText?.padStart(7),
    spreadText?.padStart(7),
    amounts,
    unit,
  ].join(' ');
}

function amountOf(number: number): string {
  return number >= 1000 ? number.toFixed(0) : number.toPrecision(3);
}
