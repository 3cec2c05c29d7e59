import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** For each room, the rooms that it may import from. A room not named here may not exist. */
export type RoomTable = Record<string, readonly string[]>;

/** The rooms of core that are independent of use cases. */
const BASE = ['shared', 'call', 'analytics', 'ports'] as const;
const CUSTOMER = ['customer', ...BASE] as const;
const LEDGER = ['ledger', ...CUSTOMER] as const;
const PROMISES = ['promises', ...LEDGER] as const;
const EVENTS = ['events', ...PROMISES] as const;
const ERASURE = ['erasure', 'claims', ...EVENTS] as const;
const ALIASES = ['aliases', ...ERASURE] as const;
const ANALYSIS = [
  'evidence',
  'language',
  'metrics',
  'prompt',
  'recording',
  'redaction',
  'words',
  ...ALIASES,
] as const;

/** The allowed imports per room; `docs/design.md` describes each room. */
export const ROOMS: Record<'core' | 'functions' | 'web-widget', RoomTable> = {
  core: {
    shared: [],
    call: ['shared'],
    formats: ['call', 'shared'],
    analytics: ['call', 'shared'],
    metrics: ['analytics', 'call', 'shared'],
    ports: ['analytics', 'call', 'shared'],
    redaction: ['call', 'ports', 'shared'],
    words: ['analytics'],
    language: ['call', 'shared'],
    evidence: ['language', 'words', ...BASE],
    prompt: ['evidence', ...BASE],
    customer: BASE,
    ledger: BASE,
    promises: LEDGER,
    claims: BASE,
    events: PROMISES,
    erasure: ['claims', ...EVENTS],
    aliases: ERASURE,
    recording: ['redaction', ...ALIASES],
    memory: ALIASES,
    analysis: ANALYSIS,
    queue: ['analysis', ...ANALYSIS],
    ingest: ['queue', 'analysis', ...ANALYSIS],
    linking: ['queue', 'analysis', ...ANALYSIS],
    'in-memory': BASE,
  },
  functions: {
    auth: [],
    config: ['auth'],
    telemetry: [],
    http: ['auth', 'telemetry'],
    jobs: ['telemetry'],
    import: ['http'],
    adapters: ['config'],
    doors: ['adapters', 'auth', 'config', 'http', 'import', 'jobs', 'telemetry'],
    local: ['adapters', 'auth', 'config', 'doors', 'http', 'import', 'jobs', 'telemetry'],
    openapi: ['adapters', 'http', 'local', 'telemetry'],
    stage: ['adapters', 'auth', 'config', 'doors', 'http', 'jobs', 'local', 'telemetry'],
  },
  'web-widget': {
    words: [],
    client: ['words'],
    view: ['client', 'words'],
    element: ['client', 'view', 'words'],
    hosts: ['element'],
    // It imports the element as a package, as a host does.
    react: [],
  },
};

/** A source file and what it imports. */
export interface SourceFile {
  /** Path relative to the root of the repository. */
  file: string;
  imports: { path: string; typeOnly: boolean }[];
}

/** Every source file below a folder; relative imports are resolved to paths from the root. */
export function sourcesBelow(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => {
      const file = relative(ROOT, join(entry.parentPath, entry.name));
      return { file, imports: importsOf(file, readFileSync(join(ROOT, file), 'utf8')) };
    });
}

const IMPORT =
  /^(?:import|export)\s(?:(type)\s)?[^;'"]*?from\s*'([^']+)'|\bimport\('([^']+)'\)|^import\s+'([^']+)'/gm;

/** The imports of a text, resolved as if it were in that file. */
export function importsOf(file: string, text: string): SourceFile['imports'] {
  return [...text.matchAll(IMPORT)].map(([whole, isType, from, late, bare]) => {
    const name = from ?? late ?? bare ?? '';
    const inner = /\{([^}]*)\}/.exec(whole)?.[1];
    const names = inner?.split(',').filter((part) => part.trim() !== '') ?? [];
    const typeOnly =
      isType !== undefined || (names.length > 0 && names.every((part) => part.trim().startsWith('type ')));
    return { path: name.startsWith('.') ? join(dirname(file), name) : name, typeOnly };
  });
}

/** The room of a file, or null for a file outside the rooms, such as `index.ts`. */
export function roomOf(pkg: string, file: string): string | null {
  const [room, ...rest] = file.slice(`packages/${pkg}/src/`.length).split('/');
  return room === undefined || rest.length === 0 ? null : room;
}

/** Returns one sentence per import that the table does not allow. */
export function wrongImports(pkg: keyof typeof ROOMS, files: readonly SourceFile[]): string[] {
  const table = ROOMS[pkg];
  return files.flatMap(({ file, imports }) => {
    const room = roomOf(pkg, file);
    if (room === null) return [];
    const allowed = table[room];
    if (allowed === undefined)
      return [`${file}: the room ${room}/ is not in the table of rooms. Add it there.`];
    return imports.flatMap(({ path }) => {
      if (!path.startsWith(`packages/${pkg}/src/`)) return [];
      const other = roomOf(pkg, path);
      if (other === room || (other !== null && allowed.includes(other))) return [];
      const may = allowed.length === 0 ? 'no other room' : allowed.map((name) => `${name}/`).join(', ');
      const from = other === null ? 'a file beside the rooms' : `${other}/`;
      return [
        `${file} imports ${path}: ${room}/ may import ${may}, not ${from}. Move the code to the room that may know it.`,
      ];
    });
  });
}

/** Import cycles, each as a path of file names. */
export function cycles(
  files: readonly SourceFile[],
  counts: (edge: { from: string; path: string; typeOnly: boolean }) => boolean,
): string[] {
  const byName = new Map(files.map((source) => [source.file, source]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at !== -1) {
      found.push([...way.slice(at), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const edge of byName.get(file)?.imports ?? []) {
      if (byName.has(edge.path) && counts({ from: file, ...edge })) visit(edge.path, [...way, file]);
    }
    done.add(file);
  };
  for (const { file } of files) visit(file, []);
  return found;
}
