/**
 * Lists every production package with its licence: `pnpm list-licences` writes docs/licences.md. Packages for builds
 * and tests are not listed.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A third-party package, and the workspace packages that depend on it. */
export interface ProductionPackage {
  name: string;
  version: string;
  /** SPDX id; `unknown` when the package has none. */
  licence: string;
  usedBy: string[];
}

interface Manifest {
  name: string;
  version: string;
  license?: unknown;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  /** Packages that a bundle of this one contains, which does not install them. */
  bundled?: string[];
  os?: string[];
  cpu?: string[];
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = join(ROOT, 'docs/licences.md');

/**
 * The installed production dependencies of all workspaces, including transitive ones. Platform-specific builds are
 * skipped: they belong to the main package and share its licence.
 */
export function productionPackages(): ProductionPackage[] {
  const found = new Map<string, ProductionPackage>();
  for (const workspace of readdirSync(join(ROOT, 'packages')).sort()) {
    const seen = new Set<string>();
    const visit = (folder: string): void => {
      const { dependencies = {}, optionalDependencies = {}, bundled = [] } = manifestIn(folder);
      for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...bundled]) {
        const at = locate(folder, name);
        if (at === undefined) {
          if (name in optionalDependencies) continue;
          throw new Error(`${name} is not installed. Run "pnpm install".`);
        }
        if (seen.has(at)) continue;
        seen.add(at);
        note(manifestIn(at), workspace);
        visit(at);
      }
    };
    const note = ({ name, version, license, os, cpu }: Manifest, user: string): void => {
      if (name.startsWith('@live-assist/') || os !== undefined || cpu !== undefined) return;
      const key = `${name}@${version}`;
      const known = found.get(key) ?? { name, version, licence: licenceIn(license), usedBy: [] };
      if (!known.usedBy.includes(user)) known.usedBy.push(user);
      found.set(key, known);
    };
    visit(join(ROOT, 'packages', workspace));
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** The content of docs/licences.md. */
export function licencesPage(packages: readonly ProductionPackage[]): string {
  const counts = Map.groupBy(packages, ({ licence }) => licence);
  const summary = [...counts]
    .sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || (a < b ? -1 : 1))
    .map(([licence, all]) => `${licence} (${all.length})`);
  return `# Licences of what runs in production

Written by \`pnpm list-licences\`; a test compares it with what is installed. ${packages.length} packages: ${summary.join(', ')}.

| package | version | licence | comes with |
| --- | --- | --- | --- |
${packages.map(({ name, version, licence, usedBy }) => `| \`${name}\` | ${version} | ${licence} | ${usedBy.join(', ')} |`).join('\n')}
`;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

// In old packages, this field is an object.
function licenceIn(field: unknown): string {
  const type = typeof field === 'object' && field !== null && 'type' in field ? field.type : field;
  return typeof type === 'string' ? type : 'unknown';
}

/** The path at which Node resolves a package from this folder. */
function locate(folder: string, name: string): string | undefined {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (at === dirname(at)) return undefined;
  }
}

if (import.meta.main) {
  const packages = productionPackages();
  writeFileSync(PAGE, licencesPage(packages));
  console.log(`docs/licences.md: ${packages.length} packages.`);
}
