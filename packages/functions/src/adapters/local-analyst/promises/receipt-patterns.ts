/** Something came, arrived or was received. */
export const CAME = new RegExp(
  [
    "\\b(?:i|we)(?:'ve| have|) (?:(?:just |already |now |finally )*(?:got|received)|did (?:get|receive))\\b(?! (?:to|through to|round|it wrong|a (?:question|problem|chance))\\b)",
    '\\bgot it\\b',
    // "The credit showed up", but not "I showed up".
    '(?<!\\b(?:i|we|you) (?:just |only |have )?)\\b(?:arrived|came|come (?:through|in|today|yesterday)|showed up|turned up|landed|went through|gone through)\\b',
    "(?:has|have|'s|'ve) (?:just |already |finally |all )*(?:arrived|come)\\b",
    "(?:\\b(?:is|are|was)|'s) (?:now |already |back )*in my (?:account|inbox|bank)\\b",
    "(?:\\b(?:has|have)|'s|'ve) (?:now |already |just )*been paid\\b|\\b(?:was|were|got) paid\\b",
    '\\byou (?:called|rang|phoned|emailed|sent)\\b',
    '\\bthank(?:s| you) for sending\\b',
  ].join('|'),
  'i',
);

const HAPPENED =
  '(?:(?:got|get|gotten)(?! (?:to|round|around|(?:a|the|any) (?:chance|time))\\b)|received?|come|came|arrived?|call(?:ed)?|rang|ring|rung|phoned?|texted|messaged|e-?mail(?:ed)?|sent|send|contact(?:ed)?|heard|hear|seen|show(?:ed|n)? up|turn(?:ed)? up|land(?:ed)?|go(?:ne)? through|went through|been paid|paid)';
/** Something did not arrive. */
export const NEVER_CAME = new RegExp(
  `\\b(?:never|nobody|no one|no-one|nothing)\\b[^.!?]{0,40}\\b${HAPPENED}\\b|\\b(?:haven't|have not|hasn't|has not|didn't|did not|don't|still not)\\b[^.!?]{0,30}\\b${HAPPENED}\\b|\\bstill waiting (?:for|on)\\b`,
  'i',
);

const REACHED =
  '(?:(?:called|rang|phoned|texted|messaged|contacted|emailed|visited|wrote to|got in touch with|got back to|spoke (?:to|with))|did (?:call|ring|phone|text|message|contact|e-?mail|visit|write to|get in touch with|get back to))';
/** Contact, in the words of the person who was reached: "called me". */
export const REACHED_ME = new RegExp(`\\b${REACHED} (?:me|us)\\b`, 'i');

/** An act that the speaker claims to have done. */
export const DONE_BY_SPEAKER =
  /\b(?:i|we)(?:'ve| have| did|) (?:just |already |now |also )*(?:sent|send|e-?mailed|mailed|posted|called|rung|rang|phoned|texted|paid|returned|uploaded|filled (?:in|out)|signed|submitted|forwarded|refunded|credited|issued|shipped|ordered|cancell?ed|updated|changed|booked|arranged|spoken|contacted|sorted|fixed)\b/i;

/** A denial of any kind. */
export const NEGATED = /\b(?:not|never|nobody|no one|no-one|nothing)\b|n't\b/i;
/** A partial receipt does not count. */
export const RESERVED =
  /\b(?:but|except|although|however|only|half|partly|partially|part of|some of|wrong|different|another|instead|empty|damaged|broken)\b/i;
