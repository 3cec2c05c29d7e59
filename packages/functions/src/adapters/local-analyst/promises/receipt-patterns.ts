import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';

/** Something came, arrived or was received, or has gone where it was to go. */
export const CAME = lazyPattern(
  () =>
    new RegExp(
      [
        "\\b(?:i|we)(?:'ve| have|) (?:(?:just |already |now |finally |only )*(?:got|received|had)|did (?:get|receive))\\b(?! (?:to|through to|round|it wrong|a (?:question|problem|chance|look)|been|enough)\\b)",
        '\\bgot it\\b',
        // "The credit showed up", but not "I showed up".
        '(?<!\\b(?:i|we|you) (?:just |only |have )?)\\b(?:arrived|came|come (?:through|in|today|yesterday)|showed up|turned up|landed|went through|gone through|brought|delivered|come off|came off)\\b',
        "(?:has|have|'s|'ve) (?:just |already |finally |all |now )*(?:arrived|come)\\b",
        "(?:\\b(?:is|are|was)|'s) (?:now |already |back |finally )*(?:(?:in|on|into) my (?:account|inbox|bank|card|statement)|here\\b|there now\\b|with me\\b|gone\\b|off (?:my|the) bill)",
        "(?:\\b(?:was|were)|(?:has|have|'s|'ve) been) (?:here|round|out|over)\\b",
        "(?:\\b(?:has|have)|'s|'ve) (?:now |already |just )*been (?:paid|refunded|credited|fixed|taken off|removed|waived|cancell?ed|sorted|repaired)\\b|\\b(?:was|were|got) (?:paid|refunded|credited|taken off|removed)\\b",
        "\\byou(?:'ve| have|) (?:now |already |finally |all )*(?:called|rang|rung|phoned|emailed|sent|refunded|credited|posted|fixed|removed|waived|(?:taken|took) [^.!?,]{1,40} off)\\b",
        '\\breached me\\b',
        '\\bi (?:can )?see (?:it|the|that)\\b[a-z ]{0,30} (?:in|on) my\\b',
        '\\bthank(?:s| you) for (?:sending|refunding|(?:calling|ringing|phoning|getting)(?: me)? back)\\b',
        '\\b(?:i|we) have (?:your|the) [a-z ]{1,30} (?:here|now|in front of me)\\b',
      ].join('|'),
      'i',
    ),
);

const HAPPENED =
  '(?:(?:got|get|gotten)(?! (?:to|round|around|(?:a|the|any) (?:chance|time))\\b)|received?|come|came|arrived?|call(?:ed|ing)?|rang|ring|rung|phoned?|texted|messaged|e-?mail(?:ed)?|sent|send|sending|contact(?:ed)?|heard|hear|seen|had|have|show(?:ed|n)?(?: up)?|turn(?:ed)? up|land(?:ed)?|go(?:ne)? through|went through|been paid|paid|dispatch(?:ed)?|ship(?:ped)?|post(?:ed)?|refund(?:ed)?|credit(?:ed)?|process(?:ed)?|taken off|removed|in my account|here|done|fixed|deliver(?:ed)?|visited|taken|waived|updated|left|leave|gone in|come back|cleared|come off)';
/** Something did not arrive or happen. */
export const NEVER_CAME = lazyPattern(
  () =>
    new RegExp(
      [
        `\\b(?:never|nobody|no one|no-one|nothing|no (?:engineer|technician|driver|courier|plumber|electrician))\\b[^.!?]{0,40}\\b${HAPPENED}\\b`,
        `(?:\\b(?:haven't|have not|hasn't|has not|didn't|did not|don't|isn't|is not|wasn't|aren't|still not)\\b)[^.!?]{0,30}\\b${HAPPENED}\\b`,
        "\\bit (?:hasn't|has not|wasn't|hasn't been)\\b",
        "\\bhasn't been\\W*$",
        "(?:'s|'ve|\\bhas|\\bhave|\\bis) (?:still )?not (?:been|come|arrived|here|heard|had|got|received|seen|called|rung|landed)\\b",
        "\\b(?:wasn't|weren't|isn't) (?:in (?:it|the|there)|there|with)\\b",
        '\\b(?:still|been) waiting\\b|\\bwaiting (?:for|on) (?:the|my|that|your)\\b|\\bwaited (?:in |all |for )',
        '\\bno (?:[a-z]+ ){1,3}yet\\b|\\bno[- ]show\\b|\\b(?:it|they|he|she) never did\\b|\\bmeant to (?:call|ring|send|post|e-?mail|refund|book)\\b|\\bstill (?:no|nothing|without)\\b|\\bthere (?:has been|was) no\\b|\\bnothing from (?:you|them|him|her)\\b|\\bno sign of\\b|\\bnowhere to be (?:seen|found)\\b|\\bno [a-z]+(?:,| and) no [a-z]+\\b|\\bstill not (?:in|on|at) (?:my|our|the)\\b|\\bstill (?:on|there|showing|charged|being charged)\\b',
        "\\b(?:should(?:'ve| have)|(?:was|were) (?:supposed|meant|due) to)(?: have)?(?: been)? (?:be|come|arrive|arrived|get|got|had|have|call|called|hear|heard|here|send|sent|receive|received|refunded|fixed|with me)\\b",
        "\\b(?:where(?:'s| is| are)|what(?:'s| has) happened (?:to|with)|what about) (?:my|the|that|your)\\b",
        '\\b(?:forgot|failed) to (?:call|ring|send|post|e-?mail|refund|book|do|come|visit|pass)\\b',
      ].join('|'),
      'i',
    ),
);

const REACHED =
  '(?:(?:called|rang|phoned|texted|messaged|contacted|emailed|visited|wrote to|got in touch with|got back to|spoke (?:to|with))|did (?:call|ring|phone|text|message|contact|e-?mail|visit|write to|get in touch with|get back to))';
/** Contact, in the words of the person who was reached: "called me". */
export const REACHED_ME = new RegExp(`\\b${REACHED} (?:me|us)\\b`, 'i');

/** An act that the speaker claims to have done. */
export const DONE_BY_SPEAKER =
  /\b(?:i|we)(?:'ve| have| did|) (?:just |already |now |also |gone ahead and )*(?:sent|send|e-?mailed|mailed|posted|called|rung|rang|phoned|texted|paid|returned|uploaded|filled (?:in|out)|signed|submitted|forwarded|refunded|credited|issued|shipped|dispatched|ordered|cancell?ed|updated|changed|booked|arranged|spoken|contacted|sorted|fixed|processed|waived|removed|taken|passed|put)\b/i;

/** A call that came to nothing: "I tried to call you", "I left a message". */
export const TRIED = lazyPattern(
  () =>
    /\b(?:tried|attempted|trying|did try) (?:to|and) (?:call|ring|phone|reach|contact|get|speak|deliver|visit|come)\b|\b(?:tried|attempted) (?:calling|ringing|reaching|contacting|to deliver|you)\b|\bleft (?:you |me |us )?(?:a |another )?(?:voice ?mail|message|note|card)\b|\b(?:couldn't|could not|didn't|unable to|not able to|wasn't able to) (?:get through|get hold of|reach|get in|find the|access)\b|\b(?:missed|had a missed) (?:a |your |the )?call\b|\bmissed calls? from\b|\b(?:nobody|no one|no-one) (?:was |were )?(?:at )?(?:home|in|there|answered|picked up)\b|\bno one in\b|\bthere was no (?:answer|reply|one)\b|\b(?:you )?(?:didn't|did not) (?:answer|pick up)\b|\byou(?:'d| had|'ve| have) (?:rung|called|phoned)\b|\b(?:went to|got|reached|hit) (?:your |the |my |a )?(?:voice ?mail|answerphone|answering machine|mailbox)\b/i,
);

/** "We can't send it after all." */
export const CALLS_OFF = lazyPattern(
  () =>
    /\b(?:can't|cannot|can not|couldn't|unable to|not able to|won't be able to|not going to be able to|won't be (?:sending|coming|calling|refunding|posting|able)|not going to (?:send|come|call|refund|post)|isn't possible to|not possible to|have to (?:cancel|withdraw))\b/i,
);
/** "I don't need it any more." */
export const UNWANTED = lazyPattern(
  () =>
    /\b(?:(?:don't|do not|no longer) (?:need|want)|forget (?:about )?(?:the|that|it|my)|never ?mind (?:about )?(?:the|that|it|my)|(?:can |please |just )?cancel (?:the|that|my|it)|no need (?:to|for)|don't worry about (?:calling|sending|ringing|phoning|posting)|don't (?:bother|send|call|ring|e-?mail|post|come)|(?:you )?(?:don't|do not) (?:need|have) to|you needn't|keep the|scrap the|skip the)\b/i,
);

/** A denial of any kind. */
export const NEGATED = /\b(?:not|never|nobody|no one|no-one|nothing)\b|n't\b/i;
/** What came is not what was promised: a part of it, the wrong thing, broken. */
export const LACKING =
  /\b(?:only (?:half|part|some|one|the first|a|got)|half of|partly|partially|part of|some of|the wrong|wrong (?:one|size|colou?r|amount|item|model)|empty|damaged|broken|cracked|faulty|smashed|incomplete|without (?:the|a|its|any)|missing|not the right|doesn't work|didn't work|isn't working|dead|dented|torn|ripped|unreadable|(?:won't|doesn't|didn't) (?:turn|switch|start|open) ?(?:on|up)?)\b/i;
/** A receipt with something against it that is not understood. */
export const RESERVED =
  /\b(?:but|except|although|however|different|another(?! (?:question|thing|matter|issue|query|point|reason)\b)|instead)\b/i;
