/**
 * Replaces each literal `/…/flags` inside of a call of `lazyPattern` by `new RegExp("…", "flags")`.
 *
 * @param {string} source - TypeScript.
 * @returns {string} the same program.
 * @throws {Error} where the end of a call or of a literal is not found.
 */
export function withPatternsAsText(source) {
  let result = '';
  let at = 0;
  for (;;) {
    const begin = source.indexOf('lazyPattern(', at);
    if (begin === -1) return result + source.slice(at);
    const open = begin + 'lazyPattern('.length;
    result += source.slice(at, open);
    const isDeclaration = /function\s+$/.test(source.slice(0, begin));
    at = isDeclaration ? open : copyCall(open);
  }

  /** Copies the arguments of a call up to its closing bracket; returns where it ends. */
  function copyCall(from) {
    let depth = 1;
    let before = '(';
    for (let index = from; index < source.length; ) {
      const end = endOfPart(index, before);
      const part = source.slice(index, end);
      if (isLiteral(part)) {
        const last = part.lastIndexOf('/');
        const pattern = JSON.stringify(part.slice(1, last));
        result += `new RegExp(${pattern}, ${JSON.stringify(part.slice(last + 1))})`;
      } else {
        result += part;
      }
      if (/^[([{]$/.test(part)) depth += 1;
      if (/^[)\]}]$/.test(part)) depth -= 1;
      if (depth === 0) return end;
      if (!/^(?:\s+|\/\/.*|\/\*[\s\S]*)$/.test(part)) before = part.at(-1) ?? before;
      index = end;
    }
    throw new Error('A call of lazyPattern does not end.');
  }

  /** Where the comment, string, literal or character that begins at `index` ends. */
  function endOfPart(index, before) {
    const rest = source.slice(index);
    const whole =
      /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`)/.exec(
        rest,
      );
    if (whole) return index + whole[0].length;
    if (rest[0] !== '/' || !'(,[=>:?|&!{};'.includes(before)) return index + 1;
    const literal = /^\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/.exec(rest);
    if (literal === null) throw new Error('A pattern in a call of lazyPattern does not end.');
    return index + literal[0].length;
  }
}

function isLiteral(part) {
  return part.length > 1 && part.startsWith('/') && !part.startsWith('//') && !part.startsWith('/*');
}
