// `openapi-typescript` asks for TypeScript 5 as a peer. Version 6 has the same API; version 7, the compiler of this project, has
// none for JavaScript. A peer cannot be replaced in pnpm-workspace.yaml.
module.exports = {
  hooks: {
    readPackage(manifest) {
      if (manifest.name === 'openapi-typescript') {
        delete manifest.peerDependencies.typescript;
        manifest.dependencies.typescript = 'npm:@typescript/typescript6@6.0.2';
      }
      return manifest;
    },
  },
};
