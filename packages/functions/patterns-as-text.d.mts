/** Replaces each literal inside of a call of `lazyPattern` by `new RegExp(text, flags)`. */
export function withPatternsAsText(source: string): string;
