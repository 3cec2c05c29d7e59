const ENDING = /\.(?:gz|jsonl?|ndjson|vtt|srt|txt|csv|tsv|md|vcon|xml)$/i;
const MOST_ENDINGS = 3;

/** The name of a file without its folders and the endings of its format. */
export function plainName(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('!'), name.lastIndexOf('/')) + 1).slice(-300);
  let plain = file;
  for (let left = MOST_ENDINGS; left > 0; left--) plain = plain.replace(ENDING, '');
  return plain === '' ? file : plain;
}
