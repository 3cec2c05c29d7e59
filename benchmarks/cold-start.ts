/**
 * Cold starts: the time from the import of the production bundle to its first answer, compared with a handler that only
 * uses the required packages, bundled in the same way.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as buildProgram } from 'esbuild';
import { buildLambda } from '../packages/functions/build.ts';
import { urlEvent } from '../packages/functions/test/support/url-event.ts';
import { startModel } from './cold-start/model.ts';
import type { ColdStart, Started } from './cold-start/process.ts';
import { askOnce } from './fresh-process.ts';
import { alternate, type Effort, type Figure, type Figures, figureOf } from './measure.ts';
import { type History, makeHistory, type Store, startStore, writeCall, writeHistory } from './store.ts';

/** Built first: reading TypeScript loads parts of Node that a start then has already. */
const PROCESS = fileURLToPath(new URL('./cold-start/process.ts', import.meta.url));
const LATE_FILES = new URL('./cold-start/late-files.ts', import.meta.url);

/** The program that starts a bundle, and the paths of the bundles: the product, and the floor of each route. */
interface Bundles {
  program: URL;
  product: string;
  memoryBox: string;
  analysis: string;
}

export async function run(effort: Effort): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-cold-start-'));
  const store = await startStore();
  try {
    const bundles = await build(folder);
    const history = await makeHistory(store, 12);
    return {
      ...(await memoryBox(effort, store, bundles, history)),
      ...(await analysis(effort, store, bundles, history, join(folder, 'floor.json'))),
    };
  } finally {
    await store.stop();
    rmSync(folder, { recursive: true });
  }
}

async function build(folder: string): Promise<Bundles> {
  // A floor bundles its packages completely; packages that the product leaves out count in its favour.
  const floor = async (name: string) => {
    const outfile = join(folder, name, 'index.mjs');
    await buildLambda(outfile, fileURLToPath(new URL(`./cold-start/floor-${name}.ts`, import.meta.url)), []);
    return outfile;
  };
  const product = join(folder, 'product', 'index.mjs');
  await buildLambda(product);
  const program = join(folder, 'process.mjs');
  const options = { bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' } as const;
  await buildProgram({ ...options, entryPoints: [PROCESS], outfile: program });
  return {
    program: pathToFileURL(program),
    product,
    memoryBox: await floor('memory-box'),
    analysis: await floor('analysis'),
  };
}

/** Time to the first memory box; `cold-import` is the part before the event. */
async function memoryBox(effort: Effort, store: Store, bundles: Bundles, history: History): Promise<Figures> {
  const client_email = 'ana@example.com';
  await writeHistory(store, client_email, history);
  const event = urlEvent('POST', '/getMemoryBox', { client_email }, store.token);
  const rounds = await alternate(
    manyRounds(effort),
    () => start(bundles.program, { bundle: bundles.memoryBox, event }, store.env),
    () => start(bundles.program, { bundle: bundles.product, event }, store.env),
  );
  const of = (read: (started: Started) => number) =>
    rounds.map(({ floor, value }) => ({ floor: read(floor), value: read(value) }));
  return {
    'cold-import': figureOf(
      of(({ imported }) => imported),
      'ms',
      1.25,
    ),
    'cold-memory-box': figureOf(
      of(({ answered }) => answered),
      'ms',
      1.4,
    ),
  };
}

/** Time to the first analysis, with a model that answers at once. */
async function analysis(
  effort: Effort,
  store: Store,
  bundles: Bundles,
  history: History,
  floorFile: string,
): Promise<Figures> {
  const model = await startModel();
  const env = {
    ...store.env,
    ANALYST: 'openai',
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: model.url,
    FLOOR_ANALYSIS: floorFile,
  };
  let customers = 0;
  // Each start has its own customer with a new call.
  const newCall = async () => {
    customers += 1;
    const client_email = `customer-${customers}@example.com`;
    const call_id = `call of ${client_email}`;
    await writeHistory(store, client_email, history);
    await writeCall(store, call_id, client_email);
    return urlEvent('POST', '/getCallAnalytics', { call_id, client_email }, store.token);
  };
  const measured = async (bundle: string) => start(bundles.program, { bundle, event: await newCall() }, env);
  try {
    const { body } = (await measured(bundles.product)).answer;
    writeFileSync(floorFile, JSON.stringify({ row: JSON.parse(body), request: model.lastRequest() }));
    const rounds = await alternate(
      effort,
      () => measured(bundles.analysis),
      () => measured(bundles.product),
    );
    const times = rounds.map(({ floor, value }) => ({ floor: floor.answered, value: value.answered }));
    const late = await askOnce<string[]>(
      LATE_FILES,
      { bundle: bundles.product, event: await newCall() },
      env,
    );
    return {
      'cold-analysis-import': await analysisImport(effort, bundles, late, env),
      'cold-analysis': figureOf(times, 'ms', 2.2),
    };
  } finally {
    await model.stop();
  }
}

/** The import of everything that an analysis loads before it asks the model: the bundle and its late files. */
async function analysisImport(
  effort: Effort,
  bundles: Bundles,
  late: string[],
  env: Record<string, string>,
): Promise<Figure> {
  const imported = async (message: ColdStart) =>
    (await askOnce<Started>(bundles.program, message, env)).imported;
  const rounds = await alternate(
    manyRounds(effort),
    () => imported({ bundle: bundles.analysis, event: null }),
    () => imported({ bundle: bundles.product, event: null, late }),
  );
  return figureOf(rounds, 'ms', 1.2);
}

/** A start only takes a tenth of a second, so other load on the machine distorts it; many rounds average that out. */
function manyRounds({ rounds }: Effort): Effort {
  return { rounds: 9 * rounds };
}

async function start(program: URL, message: ColdStart, env: Record<string, string>): Promise<Started> {
  const started = await askOnce<Started>(program, message, env);
  if (started.answer.statusCode !== 200) throw new Error(started.answer.body);
  return started;
}
