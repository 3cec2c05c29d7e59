import type { Speaker } from '../call/call.ts';
import { isRoleLabel, plainLabel, roleOf, shownLabel } from '../call/roles.ts';
import { proposedSides } from './propose-sides.ts';
import { type Transcript, UnreadableTranscript } from './transcript.ts';

/** What the caller says about who speaks. Labels are compared without case and punctuation; a number means a channel or speaker of that number. */
export interface SideOptions {
  agent?: readonly string[] | undefined;
  customer?: readonly string[] | undefined;
  other?: readonly string[] | undefined;
  /** Which side all voices are whose side nothing tells. */
  rest?: Speaker | undefined;
  /** Agent and customer change places: the file has them the wrong way round. */
  swap?: boolean | undefined;
  /** Takes the proposal of the words where nothing else tells; the caller asks a person about it. @default false */
  guess?: boolean | undefined;
}

/** The side of each voice, by its label, and how it is known. */
export interface Sides {
  roles: Map<string, Speaker>;
  /** For a report: `spk_0 is the agent (as given)`; it shows no label that may be a name. */
  how: string[];
  /** Why the sides were guessed, in figures; null where they were not. */
  guessed: string | null;
}

const MOST_VOICES = 100;

/**
 * Tells the sides of a transcript: as the caller says, as the file says, by a word in the label, and
 * by a guess only where the caller asks for one.
 *
 * @throws {UnreadableTranscript} `no_roles` if a voice is left; its message says what to pass, and what the words of the
 *   turns suggest.
 */
export function sidesOf(transcript: Transcript, options: SideOptions = {}): Sides {
  const labels = [...new Set(transcript.turns.map(({ speaker }) => speaker))];
  if (labels.length > MOST_VOICES) {
    throw new UnreadableTranscript(
      'no_roles',
      `${labels.length} voices speak in this file, which is no call.`,
    );
  }
  const byFile = new Map(transcript.parties.map(({ label, role }) => [plainLabel(label), role]));
  const roles = new Map<string, Speaker>();
  const how: string[] = [];
  const settle = (label: string, role: Speaker, reason: string) => {
    const side = options.swap === true ? OPPOSITE[role] : role;
    roles.set(label, side);
    how.push(
      `${safeLabel(label, labels)} is ${THE[side]} (${reason}${options.swap === true ? ', swapped' : ''})`,
    );
  };
  for (const label of labels) {
    const given = givenRole(label, options);
    const inFile = byFile.get(plainLabel(label)) ?? null;
    const byWord = roleOf(label);
    if (given !== null) settle(label, given, 'as given');
    else if (inFile !== null) settle(label, inFile, 'as the file says');
    else if (byWord !== null) settle(label, byWord, 'by its label');
  }
  const proposal =
    options.guess === true && roles.size === 0 && labels.length > 1 ? proposedSides(transcript) : null;
  for (const label of proposal === null ? [] : labels) {
    if (label === proposal?.agent) settle(label, 'agent', 'guessed');
    else if (labels.length === 2) settle(label, 'customer', 'guessed');
  }
  const left = labels.filter((label) => !roles.has(label));
  const rest = options.rest ?? impliedRest(labels, left, options);
  for (const label of left) if (rest !== null) settle(label, rest, 'the rest');
  if (rest === null && left.length > 0) throw noRoles(transcript, left, labels);
  return { roles, how, guessed: proposal?.because ?? null };
}

const OPPOSITE = { agent: 'customer', customer: 'agent', other: 'other' } as const;
const THE = { agent: 'the agent', customer: 'the customer', other: 'neither side' } as const;

function givenRole(label: string, options: SideOptions): Speaker | null {
  for (const role of ['agent', 'customer', 'other'] as const) {
    if ((options[role] ?? []).some((given) => isMeant(given, label))) return role;
  }
  return null;
}

function isMeant(given: string, label: string): boolean {
  const plain = plainLabel(label);
  if (plainLabel(given) === plain) return true;
  return /^\d{1,3}$/.test(given.trim()) && /(?:^|\D)(\d{1,3})$/.exec(plain)?.[1] === given.trim();
}

/** Who says which of two voices is the agent says who the other is. */
function impliedRest(
  labels: readonly string[],
  left: readonly string[],
  options: SideOptions,
): Speaker | null {
  if (labels.length !== 2 || left.length !== 1) return null;
  const [known] = labels.filter((label) => !left.includes(label));
  const given = known === undefined ? null : givenRole(known, options);
  return given === 'agent' ? 'customer' : given === 'customer' ? 'agent' : null;
}

function noRoles(
  transcript: Transcript,
  left: readonly string[],
  labels: readonly string[],
): UnreadableTranscript {
  const names = left.slice(0, 5).map((label) => safeLabel(label, labels));
  const example = left.map(shownLabel).find((label) => label !== null) ?? 'NAME';
  const someKnown = left.length < labels.length;
  const advice = someKnown
    ? 'Pass --rest customer if they are customers, or --agent, --customer or --other with the label of each'
    : `Pass --agent ${quoted(example)} or --customer ${quoted(example)}`;
  const proposal = proposedSides(transcript);
  return new UnreadableTranscript(
    'no_roles',
    `Nothing tells the side of ${names.join(', ')}. ${advice}; "pnpm import-calls inspect FILE" shows the labels.${proposal === null ? '' : ` ${proposal.because}`}`,
  );
}

function quoted(label: string): string {
  return /\s/.test(label) ? `"${label}"` : label;
}

/** A label that may be a name is shown as the number of its voice. */
export function safeLabel(label: string, labels: readonly string[]): string {
  return isRoleLabel(label) ? label : (shownLabel(label) ?? `voice ${labels.indexOf(label) + 1}`);
}
