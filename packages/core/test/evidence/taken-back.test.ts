import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import { checkFindings } from '../../src/evidence/gate.ts';
import { plainJudgement, windowOf } from '../support/story.ts';

/** Returns the findings that pass for a quote of a turn of the agent, by a model and by rules. */
function kept(list: 'commitments' | 'deliverables', turn: string, quote: string, text = quote) {
  const call = decodeCall('c', [
    windowOf('c', 1, [
      { speaker: 'customer', transcript: 'I want my money back.' },
      { speaker: 'agent', transcript: turn },
    ]),
  ]);
  const evidence = [{ window_number: 1, turn: 1, speaker: 'agent' as const, quote }];
  const finding = { text, evidence, owner: 'agent' as const, due: null };
  return [true, false].map(
    (worded) =>
      checkFindings(plainJudgement({ [list]: [finding] }), call, [], null, 'UTC', { worded })[list].length,
  );
}

const REFUND = "I'll refund you five hundred pounds by Friday";

describe('a promise that is taken back', () => {
  it.each([
    [`You want me to say ${REFUND}? I can't do that.`, REFUND],
    [
      `you want me to say i'll refund you five hundred pounds by friday i can't do that`,
      REFUND.toLowerCase(),
    ],
    [`${REFUND}, is what I'd love to say, but I can't.`, REFUND],
    [`${REFUND}? No, that's not possible.`, REFUND],
    [`${REFUND}. Well, I'd like to, but no: we can't do that.`, REFUND],
    [`“${REFUND}”, that's what you want to hear.`, REFUND],
    [`You said ${REFUND}.`, REFUND],
    [`So you're saying ${REFUND}.`, REFUND],
    [`Nobody has told you that ${REFUND}.`, REFUND],
    [`I'd love to tell you ${REFUND}.`, REFUND],
    [`I wish I could say ${REFUND}.`, REFUND],
    [`I can't promise that ${REFUND}.`, REFUND],
    [`If I could, I'd say ${REFUND}.`, REFUND],
    [`Do you expect me to say, ${REFUND}?`, REFUND],
    [`${REFUND} when hell freezes over.`, REFUND],
    [`${REFUND}, if it were up to me.`, REFUND],
    [`${REFUND}. Just kidding.`, REFUND],
    [`${REFUND}. Sorry, I take that back.`, REFUND],
    [`${REFUND}. Unfortunately I'm not allowed to do that.`, REFUND],
    [`${REFUND}? That won't happen, I'm afraid.`, REFUND],
    [`Telling you ${REFUND} would be a lie.`, REFUND],
    [`I'm supposed to say ${REFUND}, but it isn't true.`, REFUND],
    [`Our script says ${REFUND}.`, REFUND],
    [`${REFUND} only if you had taken the cover, which you didn't.`, REFUND],
    [`If this were covered, ${REFUND}.`, REFUND],
    [`${REFUND}, said no agent ever.`, REFUND],
    [`${REFUND}, no, sorry, I can't.`, REFUND],
    [`${REFUND}. That was a mistake.`, REFUND],
    [`${REFUND}. We don't do that.`, `${REFUND}. We don't do that.`],
  ])('a promise that is taken back is refused: %s', (turn, quote) => {
    const text = REFUND;
    expect(
      kept('commitments', turn, quote, quote.toLowerCase() === REFUND.toLowerCase() ? quote : text),
    ).toEqual([0, 0]);
  });

  it('a promise that is taken back is refused, also if a model words it or quotes the whole turn', () => {
    const turn = `You want me to say ${REFUND}? I can't do that.`;
    expect(kept('commitments', turn, turn, 'Refund you five hundred pounds by Friday')).toEqual([0, 0]);
    expect(kept('commitments', turn, REFUND, 'Refund you five hundred pounds by Friday')).toEqual([0, 0]);
  });

  it.each([
    ["You want me to say I've refunded the fifty pounds? I haven't.", "I've refunded the fifty pounds"],
    ["I've refunded the fifty pounds, is that what you said? We did not.", "I've refunded the fifty pounds"],
  ])('a deliverable that is taken back is refused: %s', (turn, quote) => {
    expect(kept('deliverables', turn, quote)).toEqual([0, 0]);
  });
});

describe('a promise that is meant', () => {
  it.each([
    ["I'll email you the form by Friday, okay?", "I'll email you the form by Friday"],
    ["I'll email you the form by Friday. Is there anything else?", "I'll email you the form by Friday"],
    ["You said you need it today, so I'll email it this afternoon.", "I'll email it this afternoon"],
    ["As you asked, I'll cancel it tomorrow.", "I'll cancel it tomorrow"],
    ["I can't waive the late fee, but I'll call you back on Monday.", "I'll call you back on Monday"],
    [
      "I'll send the form by Friday. I can't promise that it arrives before Monday.",
      "I'll send the form by Friday",
    ],
    ["I'll call you tomorrow. I can't do that today because the office is closed.", "I'll call you tomorrow"],
    [
      "I understand what you want. I'll refund you five pounds by Friday.",
      "I'll refund you five pounds by Friday",
    ],
    ["I can tell you that I'll call you tomorrow.", "I'll call you tomorrow"],
    ["My manager said he'll call you tomorrow.", "he'll call you tomorrow"],
    ["They told me it's ready, and I'll post it tomorrow.", "I'll post it tomorrow"],
    ["We'll call you on Monday, does that work for you?", "We'll call you on Monday"],
  ])('a promise that is meant passes: %s', (turn, quote) => {
    expect(kept('commitments', turn, quote)).toEqual([1, 1]);
  });

  it('a promise that is meant passes, also if the whole sentence is quoted', () => {
    const turn = "I can't waive the late fee, but I'll call you back on Monday.";
    expect(kept('commitments', turn, turn, "I'll call you back on Monday")).toEqual([1, 1]);
    const sent = "i've sent the form is there anything else i can help you with?";
    expect(kept('deliverables', sent, sent, "I've sent the form")).toEqual([1, 1]);
  });
});
