import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';

// What says one thing by denying another. Word by word each is read as its opposite.
const MILD = '(?:at all|really|ever|so far|yet|whatsoever)';
const GOOD =
  '(?:happy|pleased|thrilled|impressed|delighted|satisfied|good|great|helpful|ideal|perfect|fast|quick|quickly|easy|clear|brilliant|fun|professional|friendly|polite|fair|cheap|reliable|the best|best pleased|over the moon)';
const BAD =
  '(?:bad|unhappy|dissatisfied|disappointed|disappointing|terrible|horrible|awful|unhelpful|unreasonable|unfair|unpleasant|difficult|hard|rude|upset|angry|annoyed|sorry|shabby|the worst)';

/** Understatements of praise and of blame, each with the polarity of what it means; the first that matches counts. */
export const LITOTES: readonly [phrase: () => RegExp, polarity: number][] = [
  [
    lazyPattern(
      () =>
        /\b(?:couldn't|could not|can't|cannot) (?:be|have been|get|have gone|ask for|have asked for|have wished for|have hoped for|have worked out) (?:any |an? )?(?:(?:more|much|any) )?(?:happier|better|nicer|kinder|quicker|faster|easier|smoother|more(?: \w+)?|pleased|helpful|friendlier)\b/gi,
    ),
    0.7,
  ],
  [
    lazyPattern(
      () =>
        /\b(?:can't|cannot|can not|couldn't|won't|not|no reason to|nothing to|no cause to|not one to) (?:really |going to |even )?(?:complain(?:ing)?|fault|grumble|moan)\b(?: about| with)?|\b(?:no|not any|don't have any|haven't any|haven't got any|have no|without any|zero) (?:complaints?|grumbles|issues|problems|worries|trouble|regrets)\b|\bnothing (?:to worry about|wrong with|bad to say|but praise)\b|\bnever (?:been better|had (?:a|any) (?:problem|issue|complaint|trouble)s?|let me down|felt better|better)\b|\bwouldn't (?:change a thing|say no|have it any other way)\b|\b(?:didn't|doesn't|don't|never) (?:disappoint|hurt)\b/gi,
    ),
    0.4,
  ],
  [
    lazyPattern(
      () =>
        new RegExp(
          `\\b(?:not|isn't|wasn't|aren't|weren't|never|haven't been|hasn't been|n't been) (?:been |too |so |that |half |a |an |such a |at all |all that )*${BAD}\\b(?: ${MILD})?`,
          'gi',
        ),
    ),
    0.3,
  ],
  [
    lazyPattern(
      () =>
        new RegExp(
          [
            `\\b(?:less than|far from|anything but|not exactly|isn't exactly|wasn't exactly|not particularly|not really|not overly|not (?:at )?all that|hardly|scarcely|nowhere near|not even) (?:what i(?:'d| would) call |so |very |a )?${GOOD}(?: enough)?\\b`,
            `\\b(?:not|isn't|wasn't|n't) (?:best |at all |too |so |very |exactly )?(?:${GOOD})\\b`,
            `\\b(?:not (?:what|how) i(?:'d| would) call|wouldn't (?:call|describe|say) (?:it|that|this|you|them)?|(?:nobody|no one) (?:could|would) call (?:that|this|it)|not my idea of|can't say (?:that )?i(?:'m| am| was)|no way to call)(?: [a-z]+){0,3}? ${GOOD}\\b`,
            "\\b(?:could|should|might)(?: have)? (?:be|been|do|done) (?:a lot |a bit |much |so much )?better\\b|\\b(?:can|could)(?:n't| not) (?:be|get|have been) (?:any )?(?:worse|slower|more (?:annoying|frustrating|complicated|unhelpful))\\b",
            "\\bleaves? (?:a lot|much|something) to be desired\\b|\\b(?:i've|i have) had better\\b|\\b(?:seen|known) better\\b|\\bhardly what i\\b|\\bnot (?:over the moon|amused|holding my breath|good enough|what i (?:was promised|expected|paid for|ordered|wanted))\\b|\\bno (?:great|big) fan\\b|\\bno thanks to you\\b|\\bthat's no way to\\b",
          ].join('|'),
          'gi',
        ),
    ),
    -0.5,
  ],
];

/** The text without its understatements of praise, for patterns that look for words of blame. */
export function withoutPraise(plain: string): string {
  return LITOTES.filter(([, polarity]) => polarity > 0).reduce(
    (text, [phrase]) => text.replace(phrase(), ' '),
    plain,
  );
}
