import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';

/** What loads a module of Node by `import()`, in the packages of a bundle. */
const LATE_IMPORTS = /[/\\](?:node-http-handler|getInstanceMetadataRegion|invoke-store)\.js$/;
const LATE_IMPORT = /\bimport\((["']node:[\w/]+["'])\)/g;

/**
 * Takes the modules of Node from the process instead of importing them. An import of one reads every property that it
 * exports, and some of these load something at once: `node:http` loads a client for `fetch`, `node:process` lists the flags of
 * Node. A start would pay some 5 ms for that.
 */
export const ownModules = {
  name: 'own-modules',
  setup(bundler) {
    // SST passes every import and every file on to plugins, so the callbacks look themselves.
    bundler.onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'import-statement' && isBuiltin(path) ? { path, namespace: 'own-module' } : undefined,
    );
    bundler.onLoad({ filter: /.*/ }, async ({ path, namespace }) => {
      if (namespace === 'own-module') {
        return {
          contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
          loader: 'js',
        };
      }
      if (!LATE_IMPORTS.test(path)) return undefined;
      const source = await readFile(path, 'utf8');
      return { contents: source.replace(LATE_IMPORT, 'process.getBuiltinModule($1)'), loader: 'js' };
    });
  },
};
