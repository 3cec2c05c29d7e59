import type { NamedCategory } from '@live-assist/core/analytics/categories';

const NAME = /^[a-z\d]{1,30}(?:-[a-z\d]{1,30}){0,4}$/;

/**
 * Reads the categories of a contact centre: a JSON list, or the path of a file that holds one.
 *
 * @throws {Error} that says what is expected; it never contains the value.
 */
export function categories(text: string): NamedCategory[] {
  const list = parsed(text.trimStart().startsWith('[') ? text : fileAt(text.trim()));
  if (!Array.isArray(list) || list.length < 2 || list.length > 60) throw wrong();
  const read = list.map((entry: unknown): NamedCategory => {
    if (typeof entry !== 'object' || entry === null) throw wrong();
    const { name, sentence, ...others } = entry as Record<string, unknown>;
    if (typeof name !== 'string' || typeof sentence !== 'string') throw wrong();
    if (!NAME.test(name) || name.length > 60 || Object.keys(others).length > 0) throw wrong();
    if (sentence.trim() === '' || sentence.length > 200) throw wrong();
    return { name, sentence };
  });
  if (new Set(read.map(({ name }) => name)).size < read.length) throw wrong();
  return read;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong();
  }
}

// Runtimes without files have no such module; there the list itself is the value.
function fileAt(path: string): string {
  try {
    return globalThis.process.getBuiltinModule('node:fs').readFileSync(path, 'utf8');
  } catch {
    throw wrong();
  }
}

function wrong(): Error {
  return new Error(
    'must be a JSON list such as [{"name":"refund","sentence":"The customer wants money back."}], or the path of a file with one: 2 to 60 different names in kebab-case, each with a sentence of at most 200 characters',
  );
}
