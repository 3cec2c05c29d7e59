import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { TYPES_OF_WORDS } from '../../build.ts';
import manifest from '../../package.json' with { type: 'json' };
import { typesOfBundles } from '../../write-types.ts';
import { GUIDE } from '../support/guide.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const TSC = at('../../../../node_modules/typescript/bin/tsc');
// Below the package, so that the packages that it names are found from there.
mkdirSync(at('../../.test-tmp/'), { recursive: true });
const folder = mkdtempSync(at('../../.test-tmp/types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What Angular is to its snippet: it is not installed here. */
const STAND_INS = `
declare module '@angular/core' {
  export const CUSTOM_ELEMENTS_SCHEMA: unique symbol;
  export function Component(options: { selector: string; schemas: symbol[]; template: string }): (type: unknown, context: unknown) => void;
  export function Input(): (value: undefined, context: unknown) => void;
}`;

/** Compiles files in a folder of their own, and answers what the compiler says. */
function compile(name: string, files: Record<string, string>, options: object): string {
  const place = join(folder, name);
  mkdirSync(place);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
  const compilerOptions = {
    target: 'ES2023',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    module: 'nodenext',
    jsx: 'react-jsx',
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    types: [],
    ...options,
  };
  writeFileSync(join(place, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }));
  return spawnSync(process.execPath, [TSC, '-p', place], { encoding: 'utf8' }).stdout;
}

const declarations = (file: string) => readFileSync(at(`../../${file}`), 'utf8');
const DECLARATIONS = {
  'memory-box.d.ts': declarations('memory-box.d.ts'),
  'amazon-connect.d.ts': declarations('amazon-connect.d.ts'),
  'agent-workspace.d.ts': declarations('agent-workspace.d.ts'),
  'react.d.ts': declarations('react.d.ts'),
};

/** The package as it is published, with its types alone. */
function publishedTypes(): void {
  const place = join(folder, 'node_modules/@live-assist/web-widget');
  mkdirSync(join(place, 'dist/messages'), { recursive: true });
  const { exports } = manifest.publishConfig;
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({ name: manifest.name, type: 'module', exports }),
  );
  for (const [file, text] of Object.entries(DECLARATIONS)) writeFileSync(join(place, 'dist', file), text);
  writeFileSync(join(place, 'dist/messages/de.d.ts'), TYPES_OF_WORDS);
}

describe('the types of the bundle', () => {
  it('the types of the bundle are written from the sources', async () => {
    const why = 'the sources have changed: run pnpm --dir packages/web-widget types:write';
    expect(DECLARATIONS, why).toEqual(await typesOfBundles());
  });

  it('the types of the bundle are those of the source and of core, both ways, and need no other package', () => {
    const check = `
      import type * as bundled from './memory-box.js';
      import type * as host from './amazon-connect.js';
      import type * as app from './agent-workspace.js';
      import type * as sourceApp from '${at('../../src/hosts/agent-workspace.ts')}';
      import type * as source from '${at('../../src/index.ts')}';
      import type * as sourceHost from '${at('../../src/hosts/amazon-connect.ts')}';
      import type { MemoryBox, RememberedCommitment } from '@live-assist/core';
      type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : 'narrower') : 'wider';
      type Shape<T> = { [Key in keyof T]: T[Key] };
      const same: {
        box: Same<bundled.MemoryBox, MemoryBox>;
        commitment: Same<bundled.RememberedCommitment, RememberedCommitment>;
        details: Same<bundled.MemoryBoxEventDetails, source.MemoryBoxEventDetails>;
        properties: Same<bundled.MemoryBoxProperties, source.MemoryBoxProperties>;
        messages: Same<bundled.Messages, source.Messages>;
        failure: Same<Shape<bundled.MemoryBoxFailure>, Shape<source.MemoryBoxFailure>>;
        failing: Same<ConstructorParameters<typeof bundled.MemoryBoxFailure>, ConstructorParameters<typeof source.MemoryBoxFailure>>;
        own: Same<
          Exclude<keyof bundled.MemoryBoxElement, keyof HTMLElement>,
          Exclude<keyof source.MemoryBoxElement, keyof HTMLElement | 'connectedCallback' | 'disconnectedCallback' | 'attributeChangedCallback'>
        >;
        follow: Same<bundled.MemoryBoxElement['follow'], source.MemoryBoxElement['follow']>;
        names: Same<keyof typeof bundled, keyof typeof source>;
        host: Same<typeof host.followAmazonConnect, typeof sourceHost.followAmazonConnect>;
        hostNames: Same<keyof typeof host, keyof typeof sourceHost>;
        app: Same<typeof app.startAgentWorkspace, typeof sourceApp.startAgentWorkspace>;
        contacts: Same<typeof app.followWorkspaceContacts, typeof sourceApp.followWorkspaceContacts>;
      } = { box: true, commitment: true, details: true, properties: true, messages: true, failure: true,
        failing: true, own: true, follow: true, names: true, host: true, hostNames: true, app: true, contacts: true };
      export default same;`;
    mkdirSync(join(folder, 'node_modules/@live-assist'), { recursive: true });
    symlinkSync(at('../../../core'), join(folder, 'node_modules/@live-assist/core'));
    // Both tell the page what `memory-box` is; a program holds one of them.
    const bundled = DECLARATIONS['memory-box.d.ts'].replace(/declare global \{[\s\S]*?\n\}\n/, '');
    const files = {
      'memory-box.d.ts': bundled,
      'amazon-connect.d.ts': DECLARATIONS['amazon-connect.d.ts'],
      'agent-workspace.d.ts': DECLARATIONS['agent-workspace.d.ts'],
      'check.ts': check,
    };
    expect(compile('bundle', files, { allowImportingTsExtensions: true, skipDefaultLibCheck: true })).toBe(
      '',
    );
    const { 'react.d.ts': react, ...own } = DECLARATIONS;
    for (const text of Object.values(own)) expect(text).not.toMatch(/^import|\bfrom '/m);
    const named = [...react.matchAll(/\b(?:from|import) '(.*?)'/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(['@live-assist/web-widget', 'react']);
  });
});

describe('docs/widget.md', () => {
  /** Vite, Vue and the server of React are where the projects of `pnpm proofs:packages` are. */
  const elsewhere = ['vue-config', 'server'];
  const snippets = GUIDE.filter(({ type }) => /^tsx?$/.test(type));

  it('docs/widget.md has the snippets that it promises', () => {
    expect(snippets.map(({ name }) => name)).toEqual([
      'back-end',
      'amazon-connect',
      'react',
      'react-element',
      'vue-config',
      'server',
      'angular',
      'frame',
      'electron',
      'words',
    ]);
  });

  it('docs/widget.md has snippets that compile with the package as it is published', () => {
    publishedTypes();
    const files = snippets
      .filter(({ name }) => !elsewhere.includes(name))
      .map(({ type, name, text }) => [`snippet-${name}.${type}`, text]);
    const types = ['node', 'amazon-connect-streams'];
    const project = { ...Object.fromEntries(files), 'stand-ins.d.ts': STAND_INS };
    expect(compile('snippets', project, { types, skipLibCheck: true })).toBe('');
  });
});
