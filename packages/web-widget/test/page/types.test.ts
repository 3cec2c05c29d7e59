import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { typesOfBundles } from '../../write-types.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const TSC = at('../../../../node_modules/typescript/bin/tsc');
// Below the package, so that the packages that it names are found from there.
mkdirSync(at('../../.test-tmp/'), { recursive: true });
const folder = mkdtempSync(at('../../.test-tmp/types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What React and Angular are to the snippets: they are not installed here. */
const STAND_INS = `
declare module 'react' {
  export function useCallback<T>(callback: T, dependencies: unknown[]): T;
  export namespace JSX { interface Element {} interface IntrinsicElements {} }
}
declare module 'react/jsx-runtime' {
  export { JSX } from 'react';
  export const jsx: unknown; export const jsxs: unknown; export const Fragment: unknown;
}
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
};

describe('the types of the bundle', () => {
  it('the types of the bundle are written from the sources', async () => {
    const why = 'the sources have changed: run pnpm --dir packages/web-widget types:write';
    expect(DECLARATIONS, why).toEqual(await typesOfBundles());
  }, 120_000);

  it('the types of the bundle are those of the source and of core, both ways, and need no other package', () => {
    const check = `
      import type * as bundled from './memory-box.js';
      import type * as host from './amazon-connect.js';
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
      } = { box: true, commitment: true, details: true, properties: true, messages: true, failure: true,
        failing: true, own: true, follow: true, names: true, host: true, hostNames: true };
      export default same;`;
    mkdirSync(join(folder, 'node_modules/@live-assist'), { recursive: true });
    symlinkSync(at('../../../core'), join(folder, 'node_modules/@live-assist/core'));
    // Both tell the page what `memory-box` is; a program holds one of them.
    const bundled = DECLARATIONS['memory-box.d.ts'].replace(/declare global \{[\s\S]*?\n\}\n/, '');
    const files = { ...DECLARATIONS, 'memory-box.d.ts': bundled, 'check.ts': check };
    expect(compile('bundle', files, { allowImportingTsExtensions: true, skipDefaultLibCheck: true })).toBe(
      '',
    );
    for (const text of Object.values(DECLARATIONS)) expect(text).not.toMatch(/^import|\bfrom '/m);
  });
});

describe('docs/widget.md', () => {
  const page = readFileSync(at('../../../../docs/widget.md'), 'utf8');
  const snippets = [...page.matchAll(/^```(tsx?) ([\w-]+)\n([\s\S]*?)^```$/gm)].map(
    ([, type = '', name = '', text = '']) => ({ type, name, text }),
  );

  it('docs/widget.md has the snippets that it promises', () => {
    expect(snippets.map(({ name }) => name)).toEqual([
      'back-end',
      'amazon-connect',
      'react',
      'angular',
      'frame',
      'electron',
    ]);
  });

  it('docs/widget.md has snippets that compile', () => {
    const files = snippets.map(({ type, name, text }) => [`snippet-${name}.${type}`, text]);
    const types = ['node', 'amazon-connect-streams'];
    const project = { ...DECLARATIONS, ...Object.fromEntries(files), 'stand-ins.d.ts': STAND_INS };
    expect(compile('snippets', project, { types, skipLibCheck: true })).toBe('');
  });
});
