import type { Evidence } from '../analytics/findings.ts';
import type { Call, CallActivity, Speaker } from '../call/call.ts';
import type { ToolRules } from '../call/tool-name.ts';
import { stands, transcriptOf } from './evidence.ts';
import { type Addressed, addressedIn } from './prompt-injection.ts';
import { withoutLinks } from './shown-text.ts';
import { hasActed, provenBy, readTool, type ToolReading } from './tool-call.ts';

/** Which evidence a finding accepts. */
export interface Wanted {
  /** Speakers whose words count. */
  by: readonly Speaker[];
  /** True if tool calls that acted count as well. A look-up never counts: it shows only what was looked up. */
  tools: boolean;
  /** Most pieces of evidence to keep. */
  most: number;
}

/** The evidence that one call provides. */
export interface CallEvidence {
  /** Returns the pieces of evidence that hold and do not address the analyst. */
  standing(evidence: readonly Evidence[], wanted: Wanted): Evidence[];
  /** Returns the text behind a piece of evidence: the whole turn, or what the tool call proves. */
  textOf(item: Evidence): string;
  /** Returns the name of a tool call as words, or the whole turn of a quote. */
  deedOf(item: Evidence): string;
  /** Like `textOf`, with the turn before: "Did you get the form?" "Yes, I did." */
  around(item: Evidence): string;
  /** The parts of the call that address the analyst. */
  addressed: Addressed;
}

/** Indexes a call, so that each piece of evidence is found in constant time. */
export function callEvidence(call: Call, rules: ToolRules): CallEvidence {
  const transcript = transcriptOf(call);
  const addressed = addressedIn(call);
  const places = new Map(call.turns.map((turn, place) => [turn, place]));
  const tools = new Map<CallActivity, ToolReading>();
  const proofs = new Map<CallActivity, string>();
  const toolOf = (activity: CallActivity): ToolReading => {
    const known = tools.get(activity) ?? readTool(activity, rules);
    tools.set(activity, known);
    return known;
  };
  const turnOf = (item: Evidence) =>
    'quote' in item ? transcript.turn(item.window_number, item.turn) : undefined;
  const activityOf = (item: Evidence) =>
    'quote' in item ? undefined : transcript.activity(item.window_number, item.activity);

  const isWanted = (item: Evidence, { by, tools: countsTools }: Wanted): boolean => {
    if (!stands(item, transcript, by)) return false;
    const [turn, activity] = [turnOf(item), activityOf(item)];
    if (activity === undefined) return turn !== undefined && !addressed.turns.has(turn);
    return countsTools && !addressed.activities.has(activity) && hasActed(toolOf(activity));
  };
  const textOf = (item: Evidence): string => {
    const activity = activityOf(item);
    if (activity === undefined) return withoutLinks(turnOf(item)?.text ?? '');
    const known = proofs.get(activity) ?? provenBy(activity, toolOf(activity));
    proofs.set(activity, known);
    return known;
  };
  return {
    standing: (evidence, wanted) => evidence.filter((item) => isWanted(item, wanted)).slice(0, wanted.most),
    textOf,
    deedOf: (item) => {
      const activity = activityOf(item);
      return activity === undefined ? textOf(item) : toolOf(activity).words.join(' ');
    },
    around: (item) => {
      const turn = turnOf(item);
      if (turn === undefined) return textOf(item);
      const before = call.turns[(places.get(turn) ?? 0) - 1];
      return `${before === undefined || addressed.turns.has(before) ? '' : before.text}\n${turn.text}`;
    },
    addressed,
  };
}
