import { parseStamp } from '../../shared/timestamps.ts';
import { fileTime, listOf, millisOf, nameOf, numberOf, objectsOf, textOf } from '../json-values.ts';
import {
  type Format,
  type SpokenTurn,
  type Transcript,
  transcriptOf,
  UnreadableTranscript,
} from '../transcript.ts';

/** What a mapping tells of a call. Each is a JSON Pointer (RFC 6901) from the call. */
const OF_CALL = [
  'call_id',
  'started_at',
  'agent_id',
  'client_email',
  'phone',
  'customer_id',
  'turns',
] as const;
/** What it tells of a turn, from the turn. */
const OF_TURN = ['speaker', 'text', 'begin_ms', 'end_ms', 'begin_s', 'end_s', 'timestamp'] as const;
/** The names that a mapping may have; `calls` is the list of calls in a document. */
export const MAPPED = ['calls', ...OF_CALL, ...OF_TURN] as const;

/** Where the parts of a call stand in JSON of one's own making. */
export type Mapping = Partial<Record<(typeof MAPPED)[number], string>> & {
  turns: string;
  speaker: string;
  text: string;
};

/** JSON of one's own making, read as a mapping says. */
export function mappedJson(mapping: Mapping): Format {
  const callsIn = (json: unknown) => (mapping.calls === undefined ? [json] : listOf(at(json, mapping.calls)));
  return {
    name: 'mapped-json',
    about: 'JSON of your own making, with --map',
    claims: ({ json }) => callsIn(json).some((call) => objectsOf(at(call, mapping.turns)).length > 0),
    read({ json }) {
      const calls = callsIn(json).filter((call) => Array.isArray(at(call, mapping.turns)));
      if (calls.length > 0) return calls.map((call) => callOf(call, mapping));
      throw new UnreadableTranscript(
        'unknown_format',
        'No turns stand where the mapping says. Compare its pointers with the file.',
      );
    },
  };
}

function callOf(call: unknown, mapping: Mapping): Transcript {
  const told = (name: (typeof OF_CALL)[number]) => {
    const pointer = mapping[name];
    return pointer === undefined ? null : nameOf(at(call, pointer));
  };
  const listed = (name: 'client_email' | 'phone' | 'customer_id') => [told(name)].flatMap((one) => one ?? []);
  const turns = listOf(at(call, mapping.turns)).map((turn) => turnOf(turn, mapping));
  const stamped = listOf(at(call, mapping.turns))
    .map((turn) => fileTime(within(turn, mapping.timestamp), 'first time stamp'))
    .find((time) => time !== null);
  return transcriptOf('mapped-json', turns, {
    callId: told('call_id'),
    startedAt: fileTime(told('started_at'), 'the mapped start') ?? stamped ?? null,
    ...(stamped != null && { turnsHaveZone: stamped.hasZone }),
    agentId: told('agent_id'),
    customer: { emails: listed('client_email'), phones: listed('phone'), ids: listed('customer_id') },
  });
}

function turnOf(turn: unknown, mapping: Mapping): SpokenTurn {
  const stamp = parseStamp(within(turn, mapping.timestamp));
  const millis = (inMs: string | undefined, inSeconds: string | undefined) =>
    millisOf(within(turn, inMs), 1) ?? millisOf(within(turn, inSeconds), 1000);
  return {
    speaker: nameOf(within(turn, mapping.speaker)) ?? '',
    text: textOf(within(turn, mapping.text)),
    beginMs: millis(mapping.begin_ms, mapping.begin_s) ?? stamp?.offsetMs ?? null,
    endMs: millis(mapping.end_ms, mapping.end_s),
    ...(stamp?.at != null && { at: stamp.at }),
  };
}

function within(value: unknown, pointer: string | undefined): unknown {
  return pointer === undefined ? undefined : at(value, pointer);
}

/** The value at a JSON Pointer; undefined where there is none. */
function at(value: unknown, pointer: string): unknown {
  let found = value;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(found)) found = found[numberOf(name) ?? -1];
    else if (typeof found === 'object' && found !== null && Object.hasOwn(found, name))
      found = (found as Record<string, unknown>)[name];
    else return undefined;
  }
  return found;
}
