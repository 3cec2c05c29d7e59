/// <reference path="./wink-sentiment.d.ts" />
import type { Judgement } from '@live-assist/core';
import winkSentiment from 'wink-sentiment';
import { clamp } from './agent-scores.ts';
import { LITOTES, withoutPraise } from './litotes.ts';
import { type CallSentences, lastTurnsOf, type Sentence } from './reading.ts';

/** How many sentences are scored in one step. */
const STEP_SENTENCES = 50;

/** How the customer felt. */
export interface Feeling {
  sentimentScore: number;
  satisfactionScore: number;
  emotions: Judgement['emotions'];
  /** Sentences in which the customer is clearly unhappy, in order. */
  unhappy: Sentence[];
  /** Those about the service, not about a flat battery or a cold. */
  complaints: Sentence[];
}

/**
 * Reads the customer's feeling from their own words; the end of the call counts more than its beginning. Each `yield` is a
 * place to pause.
 */
export function* readFeeling(reading: CallSentences, resolved: boolean): Generator<undefined, Feeling> {
  const { customer, call } = reading;
  const scored: { sentence: Sentence; polarity: number }[] = [];
  for (const sentence of customer) {
    scored.push({ sentence, polarity: polarityOf(sentence.plain) });
    if (scored.length % STEP_SENTENCES === 0) yield;
  }
  const last = Math.max(1, call.turns.length - 1);
  let sum = 0;
  let weight = 0;
  for (const { sentence, polarity } of scored) {
    if (polarity === 0) continue;
    const late = sentence.turnOrder / last;
    sum += polarity * (1 + late * late);
    weight += 1 + late * late;
  }
  // Two neutral sentences are added, so that one word in a short call does not decide alone.
  const unhappy = scored
    .filter(
      ({ sentence, polarity }) => polarity <= -0.7 || (polarity <= -0.35 && UNHAPPY.test(sentence.plain)),
    )
    .map(({ sentence }) => sentence);
  // Thanks at the end do not undo what annoyed the customer before.
  const annoyed = Math.min(MOST_ANNOYED, unhappy.length);
  const sentiment = clamp(50 + (sum / (weight + 2)) * 50 - ANNOYED * annoyed);
  const ending = lastTurnsOf(customer, 2).map(({ plain }) => polarityOf(plain));
  yield;
  const parting = ending.length === 0 ? 0 : ending.reduce((a, b) => a + b, 0) / ending.length;
  return {
    sentimentScore: sentiment,
    satisfactionScore: clamp(0.6 * sentiment + 20 + parting * 15 + (resolved ? 8 : -12)),
    emotions: emotionsIn(customer),
    unhappy,
    complaints: unhappy.filter(({ plain }) => COMPLAINS.test(plain)),
  };
}

const ANNOYED = 7;
const MOST_ANNOYED = 3;

/** Polarity of a sentence from -1 to 1: phrases of service calls first, else the lexicon's word by word score. */
export function polarityOf(plain: string): number {
  const text = plain.slice(0, 1_000);
  let score = 0;
  let rest = text;
  for (const [phrase, value] of [...LITOTES.map(([of, mild]) => [of(), mild] as const), ...PHRASES]) {
    rest = rest.replace(phrase, () => {
      score += value;
      return ' ';
    });
  }
  score += winkSentiment(rest.replace(NO_WORD, ' ')).normalizedScore / 4;
  return Math.max(-1, Math.min(1, score));
}

// No lexicon holds such a word, and the tokenizer takes quadratic time on it.
const NO_WORD = /\S{60,}/g;

// Said in service calls, and misread or not seen word by word. The first that matches takes its words away.
const PHRASES: [RegExp, number][] = [
  [/\b(?:no|not a) (?:problem|worries|trouble)\b(?: at all)?/gi, 0.2],
  [/\bnot (?:too |so |that )?bad\b(?: at all)?/gi, 0.3],
  [/\bthank(?:s| you) for nothing\b/gi, -0.9],
  [/\b(?:waste|wasting) (?:of )?(?:my )?time\b/gi, -0.8],
  [/\b(?:thank(?:s| you)|thx)(?: you)? (?:anyways?|for trying)\b/gi, -0.2],
  [/\bthat'?s (?:fine|ok(?:ay)?|alright)\b/gi, 0.1],
  [
    /\b(?:not|isn't|wasn't|aren't|never|hardly) (?:very |really |at all |too |so |particularly )?(?:happy|satisfied|pleased|impressed|helpful|good|great|acceptable|okay|ok|fair|right|working)\b/gi,
    -0.6,
  ],
  [
    /\b(?:still|again) (?:doesn't|does not|isn't|is not|don't|not|won't|haven't|hasn't|waiting|broken|down)\b/gi,
    -0.5,
  ],
  [/\b(?:doesn't|does not|isn't|didn't|won't) (?:work|help|make sense|go through)(?:ing)?\b/gi, -0.4],
  [
    /\b(?:how many times|i (?:already|just) told you|i've been waiting|been on hold|(?:second|third|fourth|fifth) time|every (?:single )?time|nobody|no one (?:has |ever )?(?:called|answered|replied|told))\b/gi,
    -0.5,
  ],
  [
    /\b(?:ridiculous|unacceptable|outrageous|disgrace(?:ful)?|a joke|rip-?off|fed up|sick of|had enough|useless|pathetic|incompetent|are you (?:kidding|serious))\b/gi,
    -0.8,
  ],
  [
    /\b(?:u+g+h+|argh+|grr+|jee+z|geez|gee|omg|wtf|duh|for (?:god|heaven|christ|pete|goodness)'?s? sake|what the (?:hell|heck)|oh lordy|good grief|damn(?:ed|it)?|bloody|crap|get lost|go away|shut up|whatever|(?:took|taken|takes?|taking) (?:(?:so|too|way too|far too|that) long|long enough|forever|ages)|about (?:bloody |damn )?time|(?:so|too|very|that's a|such a) long (?:a )?wait|(?:so |really |sick and )?tired of|make it (?:snappy|quick)|how hard (?:can|is)|where have you been|come on|(?:don't|do not) see why|why (?:else )?(?:do|would) (?:you|i) (?:need|be asking)|could this (?:day|call|week) get (?:any )?worse|it sucks?|driv(?:es|ing) (?:me|us) (?:mad|crazy|nuts|up the wall)|fed up|sucks that|not (?:good )?enough|isn't (?:good )?enough|that's it\?|(?:so|really|very|extremely|quite|pretty|super) (?:upset|frustrated|frustrating|annoyed|annoying|angry|disappointed|disappointing|inconvenient|unhappy|irritated|irritating|mad)|(?:got|get|gets) lost and)(?!\w)/gi,
    -0.6,
  ],
  [/\b(?:never (?:got|received|heard|called|arrived|came))\b/gi, -0.5],
  [/\b(?:oh (?:no|darn|dang|well)|darn|dang it|figures)\b/gi, -0.3],
  [
    /\b(?:exactly what i (?:needed|wanted)|that'?s all i needed|you(?:'ve| have) been (?:so |very |really )?helpful|life ?saver|works now|it'?s working|much better|so much)\b/gi,
    0.5,
  ],
  [/\b(?:thank you|thanks|thx|cheers|appreciate (?:it|that|your help))\b/gi, 0.35],
  [/\b(?:great|perfect|awesome|wonderful|excellent|amazing|brilliant|fantastic|lovely|sweet|cool)\b/gi, 0.45],
  [
    /\b(?:help(?:s|ed|ing)?|please|yes|yeah|sure|hello|hi|want|like|no|cancel(?:led|ling)?|stop|pay(?:ment)?|charge[ds]?|problem|issue|lost|wow|fraud|error|emergency|doctor|matter|number|interest(?:ed)?|free|safe|credit|cut|drop|block(?:ed)?)\b/gi,
    0,
  ],
];

// A small list of our own. The public emotion lexica may not be used commercially.
const CUES: [emotion: string, cue: RegExp, intensity: number][] = [
  [
    'anger',
    /\b(?:angry|furious|outrageous|disgust(?:ing|ed)|ridiculous|unacceptable|pathetic|useless|incompetent|rip-?off|lawyer|sue|damn|bloody|hell|idiots?|stupid|hate|thanks for nothing|are you kidding)\b/i,
    45,
  ],
  [
    'frustration',
    /\b(?:frustrat(?:ed|ing|ion)|annoy(?:ed|ing)|fed up|sick of|tired of|had enough|how many times|already told|keeps? (?:happening|failing|asking)|still (?:not|doesn't|isn't|haven't|hasn't|waiting)|waste of (?:my )?time|again and again|every time|been waiting|on hold for|come on|u+gh+|jee+z|tired of|long wait|irritat(?:ed|ing)|nobody|no one (?:called|answers)|upset|not happy|unhappy|(?:must|got to) be something)\b/i,
    40,
  ],
  [
    'anxiety',
    /\b(?:worried|worry|anxious|nervous|scared|afraid|panic(?:king)?|urgent(?:ly)?|emergency|desperate|asap|concerned|in a hurry|stress(?:ed|ful)?|fraud(?:ulent)?|stolen|stole)\b/i,
    35,
  ],
  [
    'confusion',
    /\b(?:confus(?:ed|ing)|don't understand|do not understand|not sure (?:what|how|why)|what do you mean|makes no sense|doesn't make sense|how come|i thought (?:you|it|that|the)|lost me|huh)\b/i,
    35,
  ],
  [
    'disappointment',
    /\b(?:disappoint(?:ed|ing|ment)|let down|unfortunate(?:ly)?|too bad|oh well|darn|dang|bummer|shame|expected (?:better|more)|sad|oh no|figures|was hoping)\b/i,
    35,
  ],
  [
    'relief',
    /\b(?:relie(?:f|ved)|phew|thank (?:god|goodness|heavens)|finally|glad (?:that|it|we|you|to hear)|what a weight|works now|it's working)\b/i,
    40,
  ],
  [
    'gratitude',
    /\b(?:thank(?:s| you) (?:so|very) much|thanks? (?:you )?for (?!nothing\b|asking\b|waiting\b|calling\b|holding\b|the (?:offer|question)\b)\w+|thanks? (?:you )?(?:again|ever so)|(?:great|perfect|awesome|excellent|wonderful|amazing|brilliant|fantastic|lovely|sweet|super)[,.! ]{1,4}(?:ok(?:ay)?[,.! ]{1,4})?(?:thanks?|thx|cheers)\b|(?<!\b(?:would|i'd) (?:really )?)appreciate\b(?![^.!?]{0,80}\bbut\b)|grateful|life ?saver|you(?:'ve| have) been (?:so |very |really )?(?:helpful|kind)|really helps|thanks a lot|many thanks)\b/i,
    45,
  ],
];
const NEGATED = /\b(?:not|never|no|don't|isn't|wasn't|won't)\s+(?:\w+\s+)?$/i;

// A single negative word ("I remembered it wrong") does not mean an unhappy customer; a phrase like these does.
const UNHAPPY =
  /\b(?:still|again|never|nobody|no one|waste|wasting|for nothing|not (?:happy|satisfied|pleased|acceptable|good|fair|helpful)|how many times|already told|(?:second|third|fourth) time|waiting|angry|furious|ridiculous|unacceptable|outrageous|disgrace\w*|useless|pathetic|frustrat\w+|annoy\w+|fed up|sick of|disappoint\w*|upset|terrible|horrible|awful|worst|hate|damn|complain\w*|unhappy|let down|rip-?off|inconvenien\w+|rude)\b/i;

const COMPLAINS =
  /\b(?:nobody|no one|no-one)\b[^.!?]{0,20}\b(?:called?|rang|told|tell|answer\w*|replied|came|contacted|let me know|picked|listens?|cares?|helps?|helped)\b|\bnever (?:came|got|arrived|received|called|sent|showed|heard (?:back|from|anything))\b|\bstill (?:not|no|isn't|hasn't|haven't|doesn't|don't|waiting|broken|down)\b|\b(?:been waiting (?:for|since|\d|on)|been on hold|waited)\b|\b(?:second|third|fourth|fifth|sixth) time\b|\bevery single time\b|\bhow many times\b|\balready told\b|\bhave to (?:chase|keep)\b|\b(?:waste|wasting) (?:of )?(?:my )?time\b|\bfor nothing\b|\bnot (?:happy|satisfied|pleased|good enough|acceptable|fair|helpful)\b|\b(?:pretty|very|really) (?:poor|bad)\b|\b(?:ridiculous|unacceptable|outrageous|disgrace\w*|a joke|worst|useless|pathetic|incompetent|rude|terrible|horrible|awful|furious|angry|annoy\w*|frustrat\w*|disappoint(?:ed|ing)|fed up|sick of|had enough|upset|unhappy|let down|rip-?off|complain\w*|inconvenien\w*)\b/i;

function emotionsIn(customer: readonly Sentence[]): Judgement['emotions'] {
  return CUES.map(([emotion, cue, intensity]) => {
    const hits = customer.filter(({ plain }) => {
      const said = withoutPraise(plain.slice(0, 2_000));
      const found = cue.exec(said);
      return found !== null && !NEGATED.test(said.slice(Math.max(0, found.index - 20), found.index));
    }).length;
    return { emotion, hits, intensity: hits === 0 ? 0 : Math.min(100, intensity + 15 * (hits - 1)) };
  })
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.intensity - a.intensity)
    .slice(0, 2)
    .map(({ emotion, intensity }) => ({ emotion, intensity }));
}
