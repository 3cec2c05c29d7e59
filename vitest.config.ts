import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests start many processes: engines, servers, commands. Half of their time is the compilation of the same files, which Node
// keeps here. A change of a file makes a new entry.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

export default defineConfig({ test: { projects: ['packages/*'] } });
