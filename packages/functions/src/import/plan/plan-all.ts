import type { UnknownFields } from '../../http/json-body.ts';
import type { BadLine } from '../bad-line.ts';
import type { ImportedCall } from '../import-line.ts';
import type { ImportOptions } from '../options/import-options.ts';
import { UsageError } from '../options/usage-error.ts';
import type { Source } from '../sources.ts';
import { type Knowledge, MissingFacts, type PlannedCall, type Unmatched } from './plan-call.ts';
import { filesByCall, type Part, partOfSides, partsOf } from './plan-files.ts';
import { lineOf, type ReportLine } from './report.ts';

/** A call of another system that can be stored. It is read once more where there are too many to keep. */
export interface Ready {
  line: ReportLine;
  planned(): PlannedCall | null;
}

/** What the inputs hold. */
export interface Plan {
  own: { name: string; number: number; call: ImportedCall }[];
  badLines: { name: string; number: number; fault: BadLine }[];
  ready: Ready[];
  /** Files and calls that are not imported, with the reason. */
  others: ReportLine[];
  unmatched: Unmatched[];
}

/** Most turns that are kept between planning and storing; those beyond are read from their files again. */
const MOST_KEPT_TURNS = 200_000;

/**
 * Reads all inputs, and plans their calls.
 *
 * @param mostKeptTurns - Turns beyond these are read from their files again.
 */
export function planAll(
  sources: readonly Source[],
  options: ImportOptions,
  knowledge: Knowledge,
  unknownFields: UnknownFields,
  mostKeptTurns: number = MOST_KEPT_TURNS,
): Plan {
  const plan: Plan = { own: [], badLines: [], ready: [], others: [], unmatched: [] };
  const found: Found[] = [];
  const reread = rereader();
  let kept = 0;
  for (const files of filesByCall(sources, options)) {
    const partsIn = () => (files.length > 1 ? [partOfSides(files, options, knowledge)] : partsOfOne(files));
    for (const [at, part] of withPlaces(partsIn())) {
      if ('own' in part)
        plan.own.push({ name: part.place.name, number: part.place.line ?? 1, call: part.own });
      else if ('badLine' in part)
        plan.badLines.push({ name: part.place.name, number: part.place.line ?? 1, fault: part.badLine });
      else if ('refused' in part) refuse(plan, part);
      else {
        kept += part.planned.transcript.turns.length;
        found.push(foundIn(part, kept <= mostKeptTurns ? null : () => reread(partsIn, at)));
      }
      if (options.failFast && plan.others.length + plan.badLines.length > 0)
        return choose(plan, found, options);
      if (plan.own.length + found.length >= options.limit) return choose(plan, found, options);
    }
  }
  return choose(plan, found, options);

  function partsOfOne([source]: readonly Source[]): Iterable<Part> {
    return source === undefined ? [] : partsOf(source, options, knowledge, unknownFields);
  }
}

interface Found extends Ready {
  redacted: boolean;
}

function* withPlaces(parts: Iterable<Part>): Generator<[number, Part]> {
  let at = 0;
  for (const part of parts) yield [at++, part];
}

/** A call that was found. Where it is to be read again, nothing holds its turns. */
function foundIn(
  { place, planned }: Extract<Part, { planned: unknown }>,
  again: (() => PlannedCall | null) | null,
): Found {
  const { redacted } = planned.transcript;
  const line = lineOf(place.name, 'imported', planned);
  return again === null ? { line, redacted, planned: () => planned } : { line, redacted, planned: again };
}

/** Reads files again, each once for all of its calls where they are asked for in turn; one file is held at a time. */
function rereader(): (partsIn: () => Iterable<Part>, wanted: number) => PlannedCall | null {
  let open: { partsIn: unknown; parts: Iterator<Part>; next: number } | undefined;
  return (partsIn, wanted) => {
    if (open === undefined || open.partsIn !== partsIn || open.next > wanted)
      open = { partsIn, parts: partsIn()[Symbol.iterator](), next: 0 };
    for (;;) {
      const { done, value } = open.parts.next();
      if (done === true) return null;
      if (open.next++ === wanted) return 'planned' in value ? value.planned : null;
    }
  };
}

function refuse(plan: Plan, part: Extract<Part, { refused: unknown }>): void {
  const { refused, place } = part;
  const isUnmatched = refused instanceof MissingFacts;
  // The twin of a redacted file has the same call.
  if (isUnmatched && !plan.unmatched.some((one) => isSameCall(one, refused.hints))) {
    plan.unmatched.push(refused.hints);
  }
  plan.others.push({
    file: place.line === undefined ? place.name : `${place.name}, line ${place.line}`,
    outcome: isUnmatched && refused.code === 'no_customer' ? 'no customer' : 'refused',
    format: refused.format,
    code: refused.code,
    message: refused.message,
  });
}

function isSameCall(one: Unmatched, other: Unmatched): boolean {
  return one.contact_id === '' ? one.file === other.file : one.contact_id === other.contact_id;
}

/** Of several files of one call takes one: of a raw one and its redacted twin the one that the options say. */
function choose(plan: Plan, found: readonly Found[], { redacted }: ImportOptions): Plan {
  const leaveOut = ({ line }: Found, message: string) =>
    plan.others.push({ ...line, outcome: 'left out', message, warnings: [] });
  requireOne(found, 'startedAtFrom', '--started-at');
  requireOne(found, 'customerFrom', '--client-email');
  const calls = Map.groupBy(found, ({ line }) => line.call_id);
  for (const ofCall of calls.values()) {
    const groups = {
      redacted: ofCall.filter((one) => one.redacted),
      raw: ofCall.filter((one) => !one.redacted),
    };
    const isPair = groups.redacted.length > 0 && groups.raw.length > 0;
    const takesRedacted = redacted === 'only' || (redacted === 'prefer' && groups.redacted.length > 0);
    const [taken, left] = takesRedacted ? [groups.redacted, groups.raw] : [groups.raw, groups.redacted];
    for (const one of left) {
      leaveOut(
        one,
        isPair
          ? `its ${takesRedacted ? 'redacted' : 'raw'} twin is taken; --redacted ${takesRedacted ? 'skip takes this one' : 'prefer takes this one'}.`
          : `--redacted ${redacted} leaves it out.`,
      );
    }
    const [first, ...more] = taken;
    if (first !== undefined) plan.ready.push(first);
    for (const one of more) {
      if (one.line.callIdFrom !== 'name of the file') {
        plan.ready.push(one);
        continue;
      }
      plan.others.push({
        ...one.line,
        outcome: 'refused',
        code: 'same_call_id',
        message: `Another file of this run gives the same id to its call. Pass --name-pattern with a group (?<call_id>…) that tells them apart.`,
      });
    }
  }
  return plan;
}

/** What is said of one call is not taken for a whole folder. */
function requireOne(found: readonly Found[], source: 'startedAtFrom' | 'customerFrom', flag: string): void {
  const calls = new Set(
    found.filter(({ line }) => line[source]?.startsWith(flag)).map(({ line }) => line.call_id),
  );
  if (calls.size <= 1) return;
  throw new UsageError(
    `${flag} holds for one call, and ${calls.size} calls would take it. Import them one by one, or pass --customers.`,
  );
}
