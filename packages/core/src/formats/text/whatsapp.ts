import { civilDay } from '../../shared/calendar.ts';
import {
  type Format,
  type ReadOptions,
  type SpokenTurn,
  transcriptOf,
  UnreadableTranscript,
} from '../transcript.ts';

const LINE =
  /^[\u200e\u200f\ufeff]?\[?(\d{1,4})([./-])(\d{1,2})[./-](\d{1,4}),? {1,2}(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[ \u202f\u00a0]?([AaPp])\.? ?[Mm]\.?)?\]?(?: [-–])? (?:[\u200e\u200f])?(?:([^:]{1,80}): )?/u;
const LEFT_OUT =
  /^[\u200e\u200f]?(?:<(?:Media|Medien)[^>]{0,40}>|(?:image|video|audio|sticker|GIF|document) omitted)$/iu;

/** The text export of a chat of WhatsApp. */
export const whatsApp: Format = {
  name: 'whatsapp',
  about:
    'Exports of WhatsApp chats: needs the sides, the customer, --tz, and --date-order where dates do not tell it',
  claims: ({ text }) => text !== undefined && isExport(text),
  read: ({ text = '' }, options) => {
    const lines = text.split(/\r?\n/);
    const order = orderOf(lines, options);
    const turns: SpokenTurn[] = [];
    let isChat = false;
    for (const line of lines) {
      const found = LINE.exec(line.slice(0, 200));
      if (found === null) {
        const last = turns.at(-1);
        if (isChat && last !== undefined && line.trim() !== '') last.text += `\n${line.trim()}`;
        continue;
      }
      const words = line.slice(found[0].length).trim();
      const name = found[9];
      // What has no name was written by the app.
      isChat = name !== undefined && !LEFT_OUT.test(words);
      const at = momentOf(found, order);
      if (isChat && at !== null)
        turns.push({ speaker: name ?? '', text: words, beginMs: null, endMs: null, at });
    }
    const first = turns[0]?.at;
    return [
      transcriptOf('whatsapp', turns, {
        marks: 'sent',
        startedAt: first === undefined ? null : { ms: first, hasZone: false, from: 'first message' },
      }),
    ];
  },
};

function isExport(text: string): boolean {
  const lines = text.slice(0, 20_000).split(/\r?\n/).slice(0, 40);
  const found = lines.filter((line) => LINE.test(line.slice(0, 200)));
  return (
    found.length >= 2 &&
    LINE.test((lines[0] ?? '').slice(0, 200)) &&
    found.some((line) => LINE.exec(line)?.[9] !== undefined)
  );
}

type Order = 'mdy' | 'dmy' | 'ymd';

/** A number above 12 tells the order, and so does the dot of German dates; else it is asked for. */
function orderOf(lines: readonly string[], { dateOrder }: ReadOptions): Order {
  for (const line of lines) {
    const [, first = '', separator, second] = LINE.exec(line.slice(0, 200)) ?? [];
    if (first.length === 4) return 'ymd';
    if (first === '') continue;
    if (Number(first) > 12 || separator === '.') return 'dmy';
    if (Number(second) > 12) return 'mdy';
  }
  if (dateOrder !== undefined) return dateOrder;
  throw new UnreadableTranscript(
    'no_time',
    'The dates of this chat may be written as month/day or as day/month. Pass --date-order mdy or --date-order dmy.',
  );
}

function momentOf(found: RegExpExecArray, order: Order): number | null {
  const [, a = '', , b = '', c = '', hours, minutes, seconds = '0', half] = found;
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'mdy' ? [c, a, b] : [c, b, a];
  const date = civilDay(Number(year) < 100 ? 2000 + Number(year) : Number(year), Number(month), Number(day));
  if (date === null) return null;
  const isAfternoon = half?.toLowerCase() === 'p';
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (isAfternoon ? 12 : 0);
  return Date.parse(date) + ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
