import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GUIDE, guideBlock } from '../../packages/web-widget/test/support/guide.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A package that is published. */
export interface PublishedPackage {
  name: string;
  folder: string;
}

/** Every package that is published. */
export const PUBLISHED: PublishedPackage[] = [
  { name: 'client', folder: 'packages/client' },
  { name: 'core', folder: 'packages/core' },
  { name: 'web-widget', folder: 'packages/web-widget' },
];

/** Projects outside the repository that have installed the tarballs. */
export interface FreshProjects {
  folder: string;
  tarball(name: string): string;
  /** Runs a program of a project, and answers what it says. */
  run(project: string, program: string, ...args: string[]): Promise<string>;
  remove(): void;
}

/**
 * Packs the packages, and installs them into fresh projects whose sources are the blocks of docs/widget.md.
 *
 * @param service - The address that takes the place of the documented one.
 */
export async function freshProjects(service: string): Promise<FreshProjects> {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-fresh-'));
  cpSync(at('fresh'), folder, { recursive: true });
  const tarball = (name: string) => join(folder, `live-assist-${name}.tgz`);
  for (const { name, folder: source } of PUBLISHED) {
    await say(at('../..'), 'npx', 'pnpm@12', '--dir', source, 'pack', '--pack-destination', folder);
    const packed = readdirSync(folder).find((file) =>
      new RegExp(`^live-assist-${name}-\\d.*\\.tgz$`).test(file),
    );
    if (packed === undefined) throw new Error(`pnpm pack wrote no tarball of ${name}.`);
    renameSync(join(folder, packed), tarball(name));
  }
  const addresses = { 'https://live-assist.example.com': service };
  const write = (file: string, block: string) =>
    writeFileSync(join(folder, file), guideBlock(block, addresses));
  write('node/back-end.ts', 'back-end');
  write('node/server.ts', 'server');
  write('node/words.ts', 'words');
  write('react/src/CustomerMemory.tsx', 'react');
  write('react/src/BareMemory.tsx', 'react-element');
  write('vue/src/CustomerMemory.vue', 'vue');
  write('vue/vite.config.ts', 'vue-config');
  for (const { name, type } of GUIDE) if (type === 'html') write(`page/${name}.html`, name);
  write('page/desk.js', 'desk');
  write('page/workspace.js', 'workspace');
  await say(
    folder,
    'npx',
    'pnpm@12',
    'install',
    '--ignore-scripts',
    '--prefer-offline',
    '--no-frozen-lockfile',
  );
  return {
    folder,
    tarball,
    run: (project, program, ...args) => {
      const file =
        program === 'node' ? process.execPath : join(folder, project, 'node_modules/.bin', program);
      return say(join(folder, project), file, ...args);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** @throws {Error} with all that a program said, when it fails. */
async function say(cwd: string, file: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, npm_config_yes: 'true', NO_COLOR: '1', FORCE_COLOR: '0' };
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}:\n${said}`);
  return said;
}
