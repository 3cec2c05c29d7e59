import type { Call } from '../call/call.ts';
import { isLeftMessage } from '../call/left-message.ts';
import { shownLabel } from '../call/roles.ts';
import { hasWords } from '../call/speech.ts';
import { LiveAssistError } from '../shared/errors.ts';

/** Most labels that a sentence or the flags name. */
const MOST_LABELS = 10;

/**
 * A message that an agent leaves on an answering machine passes: its promises count.
 *
 * @throws LiveAssistError `insufficient_conversation` when one side says nothing, with the reason and what can be done.
 */
export function requireConversation(call: Call): void {
  const speaks = (speaker: string) =>
    call.turns.some((turn) => turn.speaker === speaker && hasWords(turn.text));
  const [agent, customer] = [speaks('agent'), speaks('customer')];
  if ((agent && customer) || isLeftMessage(call)) return;
  throw new LiveAssistError('insufficient_conversation', reasonOf(call, agent, customer));
}

function reasonOf(call: Call, agent: boolean, customer: boolean): string {
  const { completeness, unknownLabels = [], answeringMachine } = call;
  if (unknownLabels.length > 0) {
    return (
      `${named(unknownLabels)} not tell who is the agent and who is the customer. Say it in the field speakers of a ` +
      `window, as in "speakers": { ${exampleOf(unknownLabels, agent, customer)} }: the same window may be sent again with it. ` +
      'Where all calls have these labels, the setting SPEAKERS of the service says it once.'
    );
  }
  if (completeness.unreadableWindowCount > 0) {
    return 'What can be read of this call has no words of both sides. Some of its windows are broken: record them again.';
  }
  if (answeringMachine === true && !customer) {
    return 'An answering machine took this call and the agent left no message, so there is nothing to analyse.';
  }
  const others = call.turns.some((turn) => turn.speaker === 'other');
  if (others && !agent) {
    return 'No agent speaks in this call: beside the customer only a machine or another voice that is neither side is heard, so there is nothing to analyse.';
  }
  const noise = completeness.noiseTurns > 0 ? ' but sounds that are no words' : '';
  return `One side says nothing${noise} in this call, so there is nothing to analyse.`;
}

/** An example for the side that is missing, or for both; who is who only the recorder knows. */
function exampleOf(labels: readonly string[], agent: boolean, customer: boolean): string {
  const shown = labels.map(shownLabel).filter((label) => label !== null);
  const sides = agent ? ['customer'] : customer ? ['agent'] : ['agent', 'customer'];
  return sides
    .map((side, n) => [shown[n] ?? (n === 0 ? 'label' : null), side])
    .filter(([label]) => label !== null)
    .map(([label, side]) => `${JSON.stringify(label)}: ${JSON.stringify(side)}`)
    .join(', ');
}

/** "The labels "spk_0" and "spk_1" do": those that may be names are counted alone. */
function named(labels: readonly string[]): string {
  const all = labels.map(shownLabel);
  const shown = all.filter((label) => label !== null).slice(0, MOST_LABELS);
  const more = labels.length - shown.length;
  const quoted = shown.map((label) => JSON.stringify(label));
  if (more > 0) {
    quoted.push(
      shown.length === 0
        ? `${more} ${more === 1 ? 'voice' : 'voices'}, not shown here since a label may be a name,`
        : `${more} more`,
    );
  }
  const list = quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
  return `${labels.length === 1 ? 'The label' : 'The labels'} ${shown.length === 0 ? 'of ' : ''}${list} ${labels.length === 1 ? 'does' : 'do'}`;
}

/** A flag for each label of which nothing tells who speaks; `*` stands for those that may be names. */
export function flagsOfLabels({ unknownLabels = [] }: Call): string[] {
  const labels = new Set(unknownLabels.map((label) => shownLabel(label) ?? '*'));
  return [...labels].slice(0, MOST_LABELS).map((label) => `speaker_unknown:${label}`);
}
