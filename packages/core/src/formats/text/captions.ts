import { roleOf } from '../../call/roles.ts';
import { joinWords, type SpokenWord } from '../join-words.ts';
import { type Format, type ReadOptions, type Transcript, transcriptOf } from '../transcript.ts';

const TIMES =
  /^\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s{0,8}-->\s{0,8}((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})/;
const VTT = /^\ufeff?\s*(?:`{3,}\s*)?WEBVTT(?:[ \t\r\n]|$)/;

interface Cue {
  beginMs: number;
  endMs: number;
  lines: string[];
}

/** WebVTT, as Zoom, Teams and many recognisers write it. */
export const webVtt: Format = {
  name: 'webvtt',
  about: 'WebVTT with voices, as of Zoom and Teams: needs the sides, the customer and the start',
  claims: ({ text }) => text !== undefined && VTT.test(text.slice(0, 200)),
  read: ({ text = '' }, options) => [captionsOf('webvtt', text, options)],
};

/** SubRip captions. */
export const subRip: Format = {
  name: 'srt',
  about: 'SubRip captions with names: needs the sides, the customer and the start',
  claims: ({ text }) => text !== undefined && !VTT.test(text.slice(0, 200)) && beginsWithCue(text),
  read: ({ text = '' }, options) => [captionsOf('srt', text, options)],
};

function beginsWithCue(text: string): boolean {
  const lines = text
    .slice(0, 2000)
    .split(/\r?\n/)
    .map((line) => line.replace('\ufeff', '').trim())
    .filter((line) => line !== '');
  return TIMES.test(lines[0] ?? '') || (/^\d{1,9}$/.test(lines[0] ?? '') && TIMES.test(lines[1] ?? ''));
}

function captionsOf(format: string, text: string, { joinGapMs, ends, keepMarkup }: ReadOptions): Transcript {
  const cues = cuesOf(text);
  const warnings: string[] = [];
  const backwards = cues.filter(({ beginMs, endMs }) => endMs < beginMs).length;
  const looksLikeDurations = backwards * 2 > cues.length;
  const endOf = ({ beginMs, endMs }: Cue) => {
    if (ends === 'durations') return beginMs + endMs;
    return looksLikeDurations || endMs < beginMs ? null : endMs;
  };
  if (backwards > 0 && ends !== 'durations') {
    warnings.push(
      looksLikeDurations
        ? `${backwards} of ${cues.length} cues end before they begin: their ends look like durations, and are left out. Pass --ends durations to read them as such.`
        : `${backwards} of ${cues.length} cues end before they begin; their ends are left out.`,
    );
  }
  const names = namesBefore(cues);
  const isMarked = cues.some(({ lines }) => lines.some((line) => line.search(VOICE) !== -1));
  let speaker = '';
  let shown: string[] = [];
  const words = cues.flatMap((cue): SpokenWord[] => {
    // Captions that roll up repeat the line before.
    const fresh = cue.lines.length > 1 && cue.lines[0] === shown.at(-1) ? cue.lines.slice(1) : cue.lines;
    shown = cue.lines;
    // Where voices are marked, a cue without a mark is of no known voice.
    if (isMarked) speaker = '';
    return voicesOf(fresh, names, keepMarkup === true ? marked : plain).map((part) => {
      speaker = part.speaker ?? speaker;
      return { speaker, text: part.text, beginMs: cue.beginMs, endMs: endOf(cue) };
    });
  });
  return transcriptOf(
    format,
    joinWords(
      words.filter((word) => word.text !== ''),
      joinGapMs,
    ),
    { warnings },
  );
}

function cuesOf(text: string): Cue[] {
  const cues: Cue[] = [];
  let open: Cue | null = null;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, begin, end] = (line.includes('-->') && TIMES.exec(line.slice(0, 200))) || [];
    if (begin !== undefined && end !== undefined) {
      open = { beginMs: clock(begin), endMs: clock(end), lines: [] };
      cues.push(open);
    } else if (line.trim() === '' || /^`{3,}\s*$/.test(line)) {
      open = null;
    } else {
      // The fence around a document ends with its last line.
      const words = line.trim();
      open?.lines.push(words.endsWith('```') ? words.slice(0, -3) : words);
    }
  }
  return cues;
}

function clock(text: string): number {
  const [seconds = 0, minutes = 0, hours = 0] = text.replace(',', '.').split(':').map(Number).reverse();
  return Math.round((hours * 3600 + minutes * 60 + seconds) * 1000);
}

const VOICE = /<v(?:\.[\w.]{1,60})?\s+([^>]{1,120})>/g;
const IN_BRACKETS = /^[([]([^()[\]]{1,60})[\])]:?$/;
const BEFORE_COLON = /^(?:-\s?)?([^:<>]{1,60}):\s+(?=\S)/;

/** The parts of a cue by voice; null stands for the voice of the cue before. */
function voicesOf(
  lines: readonly string[],
  names: ReadonlySet<string>,
  write: (words: string) => string,
): { speaker: string | null; text: string }[] {
  const parts: { speaker: string | null; text: string }[] = [];
  const add = (speaker: string | null, words: string) => addTo(parts, speaker, write(words));
  for (const line of lines) {
    const tags = [...line.matchAll(VOICE)];
    if (tags.length > 0) {
      add(null, line.slice(0, tags[0]?.index));
      for (const [index, tag] of tags.entries()) {
        const words = line.slice(tag.index + tag[0].length, tags[index + 1]?.index);
        add(plain(tag[1] ?? ''), words);
      }
      continue;
    }
    const alone = IN_BRACKETS.exec(line)?.[1];
    const before = BEFORE_COLON.exec(line);
    if (alone !== undefined && (names.has(alone) || roleOf(alone) !== null)) add(alone, '');
    else if (before?.[1] !== undefined && names.has(before[1])) add(before[1], line.slice(before[0].length));
    else add(null, line);
  }
  return parts;
}

function addTo(
  parts: { speaker: string | null; text: string }[],
  speaker: string | null,
  text: string,
): void {
  const last = parts.at(-1);
  if (last !== undefined && (speaker === null || speaker === last.speaker)) {
    last.text = `${last.text} ${text}`.trim();
  } else if (text !== '' || speaker !== null) {
    parts.push({ speaker, text });
  }
}

/** Names before a colon, or in brackets on a line of their own: those that come twice, or that say a role. */
function namesBefore(cues: readonly Cue[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { lines } of cues) {
    for (const line of lines) {
      const name = BEFORE_COLON.exec(line)?.[1] ?? IN_BRACKETS.exec(line)?.[1];
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return new Set(
    [...counts].filter(([name, count]) => count > 1 || roleOf(name) !== null).map(([name]) => name),
  );
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '',
  rlm: '',
  quot: '"',
};

/** The words with their tags, but those that end a voice. */
function marked(words: string): string {
  return words.replace(/<\/v>/g, '').replace(/\s+/g, ' ').trim();
}

function plain(words: string): string {
  return words
    .replace(/<[^<>]{0,120}>/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm|quot);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
