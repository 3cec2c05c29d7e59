/**
 * `synth.ts STAGE OUTFILE [--dev] [--bundled]`: runs sst.config.ts with SST's components under Pulumi's mocks, and
 * writes every resource that a deployment would create. Needs `sst install` first.
 *
 * Repeats the steps of SST's command line (`pkg/project`, `pkg/js`), which cannot run without an account.
 *
 * @module
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { type DeclaredResource, mockAws } from './mock-aws.ts';
import { COMMONJS_BANNER, startRpc } from './sst-rpc.ts';

const [stage, outfile, ...flags] = process.argv.slice(2);
if (stage === undefined || outfile === undefined)
  throw new Error('synth.ts STAGE OUTFILE [--dev] [--bundled]');
const dev = flags.includes('--dev');
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const work = join(root, '.sst');
const platform = join(work, 'platform');
process.chdir(root);

const common: BuildOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  logLevel: 'error',
};

const app = await readApp();
const { address, builds } = await startRpc(root, `${outfile}.${process.pid}`, flags.includes('--bundled'));
process.env.SST_SERVER = address;

const { pulumi, program } = await loadProgram();
const declared: DeclaredResource[] = [];
const retained = new Set<string>();
await pulumi.runtime.setMocks(mockAws('eu-central-1', declared), app.name, stage, false, 'organization');

let outputs: unknown;
let failure: string | undefined;
try {
  // A rejected input would leave the stack waiting forever.
  const failed = new Promise<never>((_, reject) => {
    process.on('unhandledRejection', reject);
    setTimeout(() => reject(new Error('The stack did not finish.')), 90_000).unref();
  });
  const returned = await Promise.race([failed, pulumi.runtime.runInPulumiStack(() => program(noteRetained))]);
  await Promise.race([failed, pulumi.runtime.disconnect()]);
  outputs = await Promise.race([failed, new Promise((resolve) => pulumi.output(returned).apply(resolve))]);
} catch (error) {
  failure = error instanceof Error ? error.message : String(error);
}
const resources = declared.map((resource) => ({
  ...resource,
  retained: retained.has(`${resource.type} ${resource.name}`),
}));
// Renamed at the end, so that a waiting reader never sees a partial file.
writeFileSync(
  `${outfile}.part.${process.pid}`,
  JSON.stringify({ app, resources, builds, outputs, failure }, unwrapped),
);
renameSync(`${outfile}.part.${process.pid}`, outfile);
process.exit(0);

interface App {
  name: string;
  stage: string;
  removal?: string;
  protect?: boolean;
}

interface Pulumi {
  runtime: {
    setMocks(mocks: object, project: string, stack: string, preview: boolean, org: string): Promise<void>;
    runInPulumiStack(run: () => unknown): Promise<unknown>;
    disconnect(): Promise<void>;
    registerStackTransformation(see: (made: Transformation) => undefined): void;
  };
  output(value: unknown): { apply(use: (value: unknown) => void): void };
}

interface Transformation {
  type: string;
  name: string;
  opts: { retainOnDelete?: boolean };
}

/** The result of `app()` of the configuration for this stage. */
async function readApp(): Promise<App> {
  const file = join(platform, `app.${process.pid}.mjs`);
  await build({
    ...common,
    entryPoints: ['sst.config.ts'],
    outfile: file,
    external: ['./infra/*'],
    banner: { js: 'function $config(input) { return input }' },
    plugins: [
      {
        name: 'mistake',
        setup: (bundler) =>
          bundler.onLoad({ filter: /sst\.config\.ts$/ }, ({ path }) => ({
            contents: sourceOf(path, false),
            loader: 'ts',
          })),
      },
    ],
  });
  const { default: config } = await importOnce(file);
  const answer = { removal: 'retain', ...(await config.app({ stage })), stage };
  return { ...answer, providers: { [answer.home]: {}, ...answer.providers } };
}

/** `run()` of the configuration, bundled with the components as globals, as in SST's command line. */
async function loadProgram(): Promise<{
  pulumi: Pulumi;
  program: (before: () => void) => Promise<unknown>;
}> {
  const providers: { alias: string; package: string }[] = JSON.parse(
    readFileSync(join(work, 'provider-lock.json'), 'utf8'),
  );
  const globals = [
    ...providers.map((provider) => `import * as ${provider.alias} from "${provider.package}";`),
    `import * as sst from "${platform}/src/components";\n`,
  ].join('\n');
  const file = join(platform, `synth.${process.pid}.mjs`);
  await build({
    ...common,
    outfile: file,
    nodePaths: [join(platform, 'node_modules')],
    inject: [join(platform, 'src/shim/run.js')],
    banner: { js: COMMONJS_BANNER },
    stdin: {
      resolveDir: root,
      sourcefile: 'eval.ts',
      loader: 'ts',
      contents: `import * as pulumi from "@pulumi/pulumi";
        import { run } from "${platform}/src/auto/run.ts";
        import config from "${root}/sst.config.ts";
        export { pulumi };
        export const program = (before) => run(async () => { before(); return config.run(); });`,
    },
    define: {
      $app: JSON.stringify(app),
      $dev: String(dev),
      $cli: JSON.stringify({
        command: 'deploy',
        dev,
        paths: { home: work, root, work, platform },
        state: { version: {} },
      }),
    },
    external: [
      '@pulumi/*',
      'undici',
      '@pulumiverse/*',
      '@sst-provider/*',
      '@aws-sdk/*',
      'esbuild',
      'archiver',
      'glob',
      'vite',
    ],
    plugins: [
      {
        name: 'globals',
        setup: (bundler) =>
          bundler.onLoad({ filter: /\.(js|ts|jsx|tsx)$/ }, ({ path }) =>
            path.startsWith(work)
              ? undefined
              : {
                  contents: globals + sourceOf(path),
                  loader: extname(path).slice(1) as 'js' | 'ts' | 'jsx' | 'tsx',
                },
          ),
      },
    ],
  });
  return importOnce(file);
}

/** The text of a file, with the mistake of a test (`SYNTH_MISTAKE`). */
function sourceOf(path: string, strict = true): string {
  const text = readFileSync(path, 'utf8');
  const { file, from, to } = JSON.parse(process.env.SYNTH_MISTAKE ?? '{}');
  if (file === undefined || path !== join(root, file)) return text;
  if (strict && !text.includes(from)) throw new Error(`${file} does not contain "${from}".`);
  return text.replace(from, to);
}

async function importOnce(file: string) {
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(file, { force: true });
  }
}

function noteRetained(): void {
  pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
    if (opts.retainOnDelete) retained.add(`${type} ${name}`);
  });
}

/** Unwraps secrets: Pulumi puts them and values computed from them into an object with a fixed signature. */
function unwrapped(_: string, value: unknown): unknown {
  const isSecret =
    typeof value === 'object' &&
    value !== null &&
    Reflect.get(value, '4dabf18193072939515e22adb298388d') === '1b47061264138c4ac30d75fd1eb44270';
  return isSecret ? Reflect.get(value, 'value') : value;
}
