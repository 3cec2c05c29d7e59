import type { Speaker } from '@live-assist/core';
import { AgentId, CallId } from '@live-assist/core/call/identifiers';
import { type Sides, sidesOf } from '@live-assist/core/formats/sides';
import { transcriptInZone } from '@live-assist/core/formats/start-time';
import { type FileTime, type Transcript, UnreadableTranscript } from '@live-assist/core/formats/transcript';
import { windowsOf } from '@live-assist/core/formats/windows';
import type { ImportedCall } from '../import-line.ts';
import type { ImportOptions } from '../options/import-options.ts';
import type { CustomerMap, KnownOfCall } from './customer-map.ts';
import { customerOfCall, mappedOf, phonesOf } from './customer-of-call.ts';
import { plainName } from './plain-name.ts';
import { startOfCall } from './start-of-call.ts';

/** What is known besides the files. */
export interface Knowledge {
  customers: CustomerMap;
  records: Map<string, KnownOfCall>;
}

/** Where a transcript stands: its file, and its place among the calls of that file. */
export interface Place {
  name: string;
  /** Number of the line, of a file with one document a line. */
  line?: number | undefined;
  /** How many calls before this one the file holds. */
  index: number;
  of: number;
}

/** A call that can be stored. */
export interface PlannedCall {
  call: ImportedCall;
  transcript: Transcript;
  sides: Sides;
  startedAt: FileTime;
  customerFrom: string;
  callIdFrom: string;
  warnings: string[];
}

/** A call of which something is not known, as `--customers` takes it once the empty fields are filled in. */
export interface Unmatched {
  contact_id: string;
  file: string;
  customer_id: string;
  phone: string;
}

/** A call without a customer or a start: what `--customers` may tell. Its message names all that is missing. */
export class MissingFacts extends UnreadableTranscript {
  readonly hints: Unmatched;

  constructor(faults: readonly UnreadableTranscript[], hints: Unmatched) {
    super(faults[0]?.code ?? 'no_customer', messageOf(faults));
    this.hints = hints;
  }
}

function messageOf(faults: readonly UnreadableTranscript[]): string {
  return faults.map(({ message }) => message).join(' ');
}

/** The named groups of `--name-pattern` in the name of a file. */
export function namedIn({ namePattern }: ImportOptions, name: string): Record<string, string> {
  return { ...namePattern?.exec(name)?.groups };
}

/**
 * Makes a call of a transcript: its id, its customer, its start and its sides, each from what is given and never by a
 * guess.
 *
 * @param json - The document of the file, for `--customer-from`.
 * @throws {UnreadableTranscript} with a sentence that says what to pass.
 */
export function planCall(
  read: Transcript,
  place: Place,
  json: unknown,
  options: ImportOptions,
  knowledge: Knowledge,
): PlannedCall {
  const named = namedIn(options, place.name);
  const { callId, from: callIdFrom } = callIdOf(read, place, named);
  const record = knowledge.records.get(callId);
  const mapped = mappedOf(read, { name: place.name, callId, named, record }, knowledge.customers);
  // All that is missing is told at once.
  const faults: UnreadableTranscript[] = [];
  const known = <Fact>(find: () => Fact): Fact | null => {
    try {
      return find();
    } catch (error) {
      if (!(error instanceof UnreadableTranscript)) throw error;
      faults.push(error);
      return null;
    }
  };
  const told = { named, record, mapped, json };
  const startedAt = known(() => startOfCall(read, told, options));
  const transcript = options.timeZone === undefined ? read : transcriptInZone(read, options.timeZone);
  const agents = mapped?.agentSpeaker === undefined ? [] : [mapped.agentSpeaker];
  const sides = known(() =>
    sidesOf(transcript, { ...options.sides, agent: [...agents, ...(options.sides.agent ?? [])] }),
  );
  const customer = known(() => customerOfCall(transcript, sides, told, options));
  if (startedAt === null || sides === null || customer === null) {
    const [phone = ''] = phonesOf(transcript, told);
    const [customerId = ''] = [named.customer_id, ...transcript.customer.ids].filter(
      (id) => id !== undefined,
    );
    // Files in several folders may share a name.
    const contact = callIdFrom === 'file' ? callId : '';
    const hints = { contact_id: contact, file: place.name, customer_id: customerId, phone };
    if (startedAt === null || customer === null) throw new MissingFacts(faults, hints);
    throw new UnreadableTranscript('no_roles', messageOf(faults));
  }
  const { from: customerFrom, ...customerNamed } = customer;
  const agentId = named.agent_id ?? record?.agentId ?? mapped?.agentId ?? transcript.agentId;
  const marks = options.timestampMarks ?? transcript.marks;
  return {
    call: {
      call_id: callId,
      ...customerNamed,
      ...(agentId !== null && AgentId.safeParse(agentId).success && { agent_id: agentId }),
      ...(options.timeZone !== undefined && { time_zone: options.timeZone }),
      ...windowsOf({ ...transcript, marks }, startedAt.ms, sides.roles),
    },
    transcript,
    sides,
    startedAt,
    customerFrom,
    callIdFrom,
    warnings: [...transcript.warnings, ...sideWarnings(sides)],
  };
}

function sideWarnings({ roles }: Sides): string[] {
  const present = new Set<Speaker>(roles.values());
  const missing = (['agent', 'customer'] as const).filter((side) => !present.has(side));
  return missing.length === 0
    ? []
    : [`No turn of the ${missing.join(' or of the ')}: such a call is not analysed.`];
}

function callIdOf(read: Transcript, place: Place, named: Record<string, string>) {
  const { call_id: fromName } = named;
  const number = place.of > 1 ? `-${place.index + 1}` : place.line === undefined ? '' : `-${place.line}`;
  const found =
    fromName !== undefined && place.of === 1
      ? { callId: fromName, from: '--name-pattern' }
      : read.callId !== null
        ? { callId: read.callId, from: 'file' }
        : { callId: `${plainName(place.name)}${number}`, from: 'name of the file' };
  if (CallId.safeParse(found.callId).success) return found;
  throw new UnreadableTranscript(
    'not_a_transcript',
    'The id of this call is empty, too long or holds control characters. Pass --name-pattern with a group (?<call_id>…).',
  );
}
