// The words of promises, as sources of patterns. A wide gap parts two sentences, so gaps and runs are bounded.

/** "You", as it is written in chats too. */
const YOU = '(?:you|u|ya)\\b';
const GOING = '(?:going\\s+to|gonna)';
/** "Well" is a word of its own before most that follow it. */
const WELL = `(?<=\\bwe)ll(?=\\s+(?:get\\s+back|be\\s+in\\s+(?:touch|contact)|(?:call|contact|e-?mail|text|send|refund|let|keep)\\s+${YOU}))`;
/** "'ll", "will", "'m going to"; "ill" and "well" of those who leave the apostrophe out. */
export const WILL = `(?:'ll|(?<=\\bi)ll|${WELL}|\\s+will|\\s+shall|(?:'?m|\\s+am|'re|\\s+are)\\s+${GOING})`;
/** The same of what it, you, or they will do. */
export const WILL_OF_OTHERS = `(?:'ll|(?<=\\b(?:it|that|you|they))ll|\\s+will|(?:'?s|\\s+is|'?re|\\s+are)\\s+${GOING})`;
export const SURELY =
  '(?:,?\\s+(?:also|then|just|certainly|definitely|personally|gladly|of course|be sure to|make sure to|go away and|(?:um|uh|uhm|erm),?))*';
/** "I'll check with the warehouse and call you back": the promise is the last part. */
export const HEAD =
  "(?<head>\\s{1,9}(?:(?!'ll\\b|\\bwill\\b)[^.?!;:]){1,80}?\\s{1,9}(?:and|to)(?:\\s+(?:i|we))?(?:'ll|\\s+will)?(?:\\s+then)?)??";

/** Getting in touch with the other side. */
export const REACH = `(?:(?:call|phone|ring|text|message|contact|e-?mail|mail|write\\s+to)(?:ing)?\\s+${YOU}(?! (?:a|the) (?:code|pin))|(?:giv(?:e|ing)|drop(?:ping)?)\\s+${YOU}\\s+(?:a|an)\\s+(?:call|ring|buzz|shout|bell|line|e-?mail|text|message|note)|(?:get(?:ting)?|com(?:e|ing))\\s+back\\s+(?:to|with|2)\\s+${YOU}|(?:be\\s+|get(?:ting)?\\s+)?in\\s+(?:touch|contact)\\b(?! with (?!you))|follow(?:ing)?[\\s-]up\\s+with\\s+${YOU}|reach(?:ing)?\\s+(?:back\\s+)?out\\b|touch\\s+base|keep(?:ing)?\\s+${YOU}\\s+(?:posted|updated|informed|in\\s+the\\s+loop)|let\\s+${YOU}\\s+know\\b|revert(?:ing)?\\s+(?:back\\s+)?to\\s+you|report(?:ing)?\\s+back\\b|try(?:ing)?\\s+${YOU}\\s+(?:again|back|later|tomorrow|tonight|on|at)\\b|check(?:ing)?\\s+(?:in|back)\\s+with\\s+you)`;
export const SEND =
  '(?:send|e-?mail|mail|post|ship|fax|forward|courier|dispatch)(?:ing)?\\s+(?!you\\s+(?:over|across|through|back|on|to)\\b)(?:(?:you|it|this|that|them|these|those|out|over|a|an|the|some|your|all|both|another|any|my|in)\\b)';
/** Acts that an agent may also do while the other side waits. */
export const LATER =
  '(?:arrange|book|schedule|reschedule|process|refund|credit|reimburse|replace|deliver|issue|escalate|review|investigate|look\\s+into|submit|file|raise|open|resolve|fix|repair|update|cancel|release|waive|pay|finish|complete|prepare|confirm|bring|drop|return|pick|collect|come|visit|make\\s+sure|ensure|see\\s+(?:to\\s+it|that)|have|get|transfer|deposit|upload|provide|sign|fill|call|ring|phone|text|write|report|chas(?:e|ing)|find\\s+out|follow|add|remove|ship|order|unlock|install|pop|put|sort|swap|exchange|set\\s+up|organi[sz]e|tak(?:e|ing)\\s+care\\s+of|deal\\s+with|handle|reverse|stop|restore|reinstate|correct|amend|adjust|activate|deactivate|enable|disable|block|unblock|reset|renew|extend|upgrade|downgrade|record|log|register|rebook|reissue|resend|reopen|work\\s+on|push|expedite|prioriti[sz]e|monitor|dig\\s+(?:into|out)|trace|contact\\s+(?:the|our|your|my)|check\\s+with\\s+(?:the|our|my)|discuss|consult|request\\s+(?:a|an|the|that)|compensate|apply\\s+(?:a|the|your)|look\\s+(?:further\\s+)?at|keep\\s+an\\s+eye\\s+on|get\\s+to\\s+the\\s+bottom|run\\s+(?:a|an|the)|print|notify|inform|revert|(?:tak(?:e|ing)|knock(?:ing)?)\\s+(?:it|this|that|them|the|your)\\b[^.?!;,]{0,40}?\\s(?:off|out|down|back))(?:ing)?\\b';
const IT = '(?:it|this|that|them|these|those|(?:the|your|a|an)\\s+(?:[a-z-]+\\s+){0,2}?[a-z-]+)';
/** What agents promise in passing: "I'll pass that on". */
export const PASSED_BACK = `(?:(?:relay|hand|walk|carry)(?:ing)?\\s+${IT}\\s+(?:over\\s+|on\\s+|off\\s+)?to\\s+(?!you\\b)|pass(?:ing)?\\s+(?:${IT}\\s+(?:on|along|back)\\b|(?:on|along)\\s+(?:your|the|this|that)\\b)|feed(?:ing)?\\s+(?:${IT}\\s+)?back\\s+to\\b|feed(?:ing)?\\s+(?:this|that|it)\\s+back\\b|shar(?:e|ing)\\s+${IT}\\s+with\\s+(?!you\\b))`;
const MAKERS = 'buyer|chef|cook|developer|designer|owner|producer|programmer|vendor';
export const WHO =
  'adjuster|adviser|advisor|agent|assessor|bank|branch|carpenter|colleague|consultant|courier|crew|department|dentist|desk|doctor|lab|driver|electrician|engineer|expert|fitter|garage|handler|inspector|installer|lead|manager|mechanic|nurse|office|officer|planner|plumber|rep|representative|specialist|supervisor|surveyor|team|technician|underwriter|warehouse|workshop|associate|carrier|cleaner|concierge|housekeeper|porter|staff|reception(?:ist)?';
/** Departments that are named without an article. */
const DEPARTMENTS =
  'accounts|billing|customer\\s+(?:service|care|support)|dispatch|housekeeping|logistics|maintenance|management|reception|support';
const PEOPLE = `(?:them|him|her|(?:(?:the|our|my|a|one\\s+of\\s+(?:our|my|the))\\s+(?:[a-z'-]+\\s+){0,3}?(?:${WHO}|people|guys|staff|seller|management|${MAKERS})s?))`;
/** Acts towards colleagues, which may also be done at once. */
export const INFORMAL = `(?:get(?:ting)?\\s+${IT}\\s+(?:checked|looked|seen|sorted|fixed|sent|posted|changed|repaired|replaced|out|over|across|back|cancell?ed|expedited)\\b|(?:speak|talk)(?:ing)?\\s+(?:to|with)\\b|(?:(?:tak(?:e|ing)|bring(?:ing)?)\\s+${IT}\\s+up|rais(?:e|ing)\\s+${IT}(?:\\s+up)?)\\s+with\\b|bring(?:ing)?\\s+up\\s+with\\b|(?:tak(?:e|ing)|hav(?:e|ing))\\s+(?:another\\s+|a\\s+(?:closer\\s+|good\\s+)?)look\\b|(?:tak(?:e|ing)|mention(?:ing)?)\\s+(?:it|this|that)\\s+(?:up\\s+)?(?:with|to)\\s+${PEOPLE}|bring(?:ing)?\\s+${IT}\\s+to\\s+(?:${PEOPLE}|(?:the|their|his|her|my|our)\\s+(?:[a-z]+(?:'s)?\\s+)?attention)|flag(?:ging)?\\s+(?:${IT}\\s+)?(?:up\\s+)?(?:with|to)\\s+(?!you\\b)|let(?:ting)?\\s+${PEOPLE}\\s+know\\b|(?:inform|notify|alert|ask|remind|tell)(?:ing)?\\s+${PEOPLE}\\b)`;
const PERSON = `(?:they|he|she|(?:some(?:one|body)|one\\s+of\\s+(?:us|them)|(?<=,\\s)who|${DEPARTMENTS})(?:\\s+(?:else|from\\s+(?:[a-z'-]+\\s+){0,3}?[a-z'-]+))?|(?:(?:a\\s+member\\s+of\\s+)?(?:a|an|our|my|the|your)|one\\s+of\\s+(?:our|my|the))\\s+(?:(?!and\\b)[a-z'-]+\\s+){0,3}?(?:${WHO})s?(?:\\s+of\\s+(?:mine|ours)|\\s+(?!(?:i|we|you)\\b)[a-z]+|,\\s+(?!(?:they|he|she|who|it|i|we|you)\\b)[a-z'-]+(?:\\s+[a-z'-]+)?,)?)`;
const BESIDE = '(?:\\s+(?:also|then|be|definitely|certainly|probably not|just))*';
export const ANOTHER_PERSON = `\\b${PERSON}(?:(?:\\s+is|\\s+are|'s|'re)\\s+[a-z]+ing\\s[^.?!;:,]{1,60}?\\sand)?${WILL_OF_OTHERS}${HEAD}${BESIDE}\\s+`;
/** "Someone should call you by Friday". */
export const ANOTHER_SHOULD = `\\b${PERSON}\\s+should${BESIDE}\\s+`;
/** How a person comes to the door. */
export const COMES_BY =
  '(?:knock\\b|(?:stop|drop)\\s+(?:by|in)\\b|meet\\s+you\\b|be\\s+(?:with\\s+you|there|over|round|at\\s+your)\\b)';
export const HAVE_SOMEBODY =
  '(?:(?:have|get|ask)\\s+(?:a|an|the|my|our|one\\s+of\\s+(?:our|my|the)|some(?:one|body)|them|him|her)|(?:arrange\\s+for|make\\s+sure(?:\\s+that)?|see\\s+to\\s+it(?:\\s+that)?)\\s+(?:a|an|the|my|our|one\\s+of\\s+(?:our|my|the)|some(?:one|body)))\\b[^.?!;]{0,50}?\\s(?:call|contact|e-?mail|reach|ring|phone|text|get\\s+back\\s+to|gets?\\s+in\\s+touch|come|visit|send|look\\s+into|calls|contacts|rings|comes|visits|give\\s+you\\s+a\\s+(?:ring|call|buzz|bell))\\b';
export const GOODS =
  '(?:sent|mailed|e-?mailed|posted|shipped|delivered|refunded|credited|processed|issued|reimbursed|returned|dispatched|contacted|called|replaced|repaired|fixed|paid|deposited|ready|resolved|reviewed|looked\\s+(?:at|into)|assessed|checked|examined|handled|completed|installed|collected|waived|sorted|cancell?ed|reflected|transferred|applied|updated|corrected|adjusted|reversed|removed|restored|unlocked|(?:re)?activated|forwarded|escalated|addressed|investigated|compensated|taken\\s+care\\s+of|available)';

/** "I'm sending it out to you today." */
export const SENDING_NOW =
  "\\b(?:i|we)(?:'m|'re|\\s+am|\\s+are)\\s+(?:also\\s+)?(?:sending|posting|e-?mailing|mailing|shipping|dispatching|couriering|arranging|booking|ordering|organi[sz]ing|passing|forwarding|refunding|crediting|replacing|escalating|getting\\s+(?:some(?:one|body)|an?)|having\\s+(?:some(?:one|body)|an?|the|my))\\b";
/** "I'm escalating this to our engineers." */
export const ONWARDS_NOW = `\\b(?:i|we)(?:'?m|'re|\\s+am|\\s+are)\\s+(?:also\\s+|now\\s+)?(?:escalating|forwarding|passing|reporting|raising)\\s+${IT}\\b`;
const VISIT =
  '(?:call\\s?back|call|engineer|technician|visit|collection|pick-?up|delivery|courier|driver|plumber|electrician|surveyor|adviser|slot)';
/** "I've scheduled a callback for you for tomorrow at two." */
export const ARRANGED = `\\b(?:you(?:'ve|\\s+have)|there(?:'s|\\s+is))\\s+(?:got\\s+)?(?:a|an)\\s+(?:[a-z-]+\\s+){0,2}?${VISIT}\\s+(?:booked|scheduled|arranged|coming)\\b|\\b(?:i|we)(?:'ve|\\s+have)\\s+(?:(?:just|now|also|already)\\s+)*(?:(?:scheduled|booked|arranged|set\\s+up|organi[sz]ed)\\s+(?:a|an|the|your|our|for)\\s+(?:[a-z-]+\\s+){0,3}?${VISIT}\\b|(?:put|pencilled|got)\\s+(?:you|it|that|them)\\s+(?:down|in)\\b)`;
/** "I've asked the manager to call you": who was asked will do it. */
export const ASKED =
  "\\b(?:i|we)(?:'?ve|\\s+have)\\s+(?:(?:just|now|also|already)\\s+)*(?:(?:asked|requested|arranged\\s+for)\\s+(?:a|an|the|my|our|some(?:one|body)|one\\s+of|them|him|her)\\b[^.?!;]{0,40}?\\sto\\s+(?:call|ring|phone|contact|e-?mail|text|visit|get\\s+(?:back|in\\s+touch)|reach\\s+out|follow\\s+up|send|come)|(?:requested|arranged|scheduled|set\\s+up)\\s+(?:a|the|your)\\s+call\\s?-?back)\\b";
/** "The engineer's coming out on Thursday." */
export const WHO_COMES = `\\b(?:a|an|the|our|your|my)\\s+(?:[a-z'-]+\\s+){0,2}?(?:${WHO})s?(?:'s|\\s+is|\\s+are|'re)\\s+(?:coming|visiting|calling|ringing|due|booked)\\b`;
// Of these the day is that of a timetable, not of ours.
const NO_GOODS =
  '(?!(?:[a-z-]+\\s+){0,3}?(?:flight|train|bus|plane|policy|bill|payment|contract\\s+will\\s+end|shop|store|branch|office|line|lines|meeting)\\b)';
/** "It'll be with you on Saturday", "your replacement is due to arrive on Tuesday". */
export const COMES = `\\b(?:it|they|that|this|both|(?:the|your|a|an|our|his|her)\\s+${NO_GOODS}(?:[a-z0-9'-]+\\s+){0,4}?[a-z0-9-]+)(?:(?:${WILL_OF_OTHERS}|\\s+should)\\s+(?:then\\s+|also\\s+)?(?:be\\s+(?:with\\s+you|there|here|back\\s+(?:in|on|with)|in\\s+your|on\\s+(?:your|(?:its|the|their)\\s+way)|ready|done|${GOODS})|show\\b|arrive|reflect|ship\\s+out|reach\\s+you|come\\b|go\\s+out|go\\s+back|appear|land\\b)|(?:\\s+is|\\s+are|'s|'re)\\s+being\\s+(?:sent|mailed|posted|shipped|dispatched|delivered|couriered)\\b|(?:\\s+is|\\s+are|'s|'re)\\s+due\\s+(?:to\\s+(?:arrive|come|be\\s+delivered|be\\s+with\\s+you|reach\\s+you)|in\\b|out\\b|for\\s+delivery))`;

/** "I'll be in touch" of a customer is a farewell; with "you" or a date it is more. */
export const BACK_TO_YOU =
  '(?:get(?:ting)?\\s+back\\s+(?:to|with)\\s+you|(?:call|ring|phone|text)(?:ing)?\\s+you|giv(?:e|ing)\\s+you\\s+a\\s+(?:call|ring|buzz|bell)|let\\s+you\\s+know\\s+(?:by|on|when|as soon|tomorrow|tonight)|e-?mail(?:ing)?\\s+you|get\\s+(?:it|that|this|them|those|these|the\\s+[a-z]+)\\s+(?:over|across|back|off|sent|out)\\s+to\\s+you)';
/** Acts of a customer that end with the other side. */
export const HAND_IN =
  '(?:(?:pay|return|upload|bring|ship|transfer|submit|sign|fill|provide|deposit)(?:ing)?\\b|drop\\s+(?:it|this|that|them|by|in|off|the|my)\\b|pop\\s+(?:in|into|over|by|it|the)\\b|settle\\b|have\\s+(?:it|that|the\\s+[a-z]+)\\s+(?:for\\s+you|ready|with\\s+you|to\\s+you)\\b|(?:make|sort|do|settle|set\\s+up)\\s+(?:the|a|that|this|my)\\s+(?:[a-z]+\\s+)?(?:payment|bill|transfer|balance|invoice|deposit)\\b|(?:have|get)\\s+(?:it|this|that|them|the\\s+[a-z]+)\\s+(?:[a-z]+\\s+and\\s+)?(?:signed|sent|posted|paid|filled|over|across|back|in)\\b|come\\s+(?:in|by|to|over)\\b|(?:pick|collect)\\s+(?:it|them|that)\\b)';
export const TO_YOU =
  '(?:it|them|this|that|the\\s+(?:money|payment|form|forms|papers|documents|photos?|pictures?|receipt|signed|reading|details|rest))\\b';

/** A message that reaches the other side after the call. */
export const MESSAGE =
  '(?:a|an|another|the|your)\\s+(?:[a-z-]+\\s+){0,2}?(?:e-?mail|call|letter|text(?:\\s+message)?|reply|response|update|invoice|notification|confirmation)\\b';
/** "I'll try to find it": of these a customer's trying is what they undertake. */
const TRY = '(?:try(?:ing)?\\s+(?:to\\s+|and\\s+)?)?';
const SUPPORT =
  '(?:your\\s+|the\\s+)?(?:[a-z]+\\s+)?(?:customer\\s+(?:service|support|care)|support|help\\s*desk)\\b';
/** A customer comes back to us: "I'll reach out again", "I'll try again later". */
export const ONWARD = `${TRY}(?:(?:reach\\s+(?:back\\s+)?out|get\\s+(?:back|in\\s+touch))(?:\\s+(?:to\\s+(?:you|us|a\\s+human|an?\\s+agent)|with\\s+you|again|once|when|later|soon|as\\s+soon))|(?:contact|message|write|e-?mail)(?:ing)?\\s+(?:${YOU}|${SUPPORT}|again\\b)|(?:speak|talk)\\s+(?:to|with)\\s+(?:a|an|one\\s+of\\s+your)\\s+(?:human\\s+|real\\s+)?(?:agents?|person|representative|manager|supervisor)\\b|(?:call|ring|phone)(?:ing)?\\s+back\\b|(?:check|come|try)\\s+back\\b|follow\\s+up\\b|be\\s+back\\s+(?:with|once|when|as\\s+soon)|(?:call|ring|phone|try|check|look)(?:ing)?\\s+(?:you\\s+)?(?:again|once\\s+more)\\b(?=\\s+(?:later|soon|tomorrow|tonight|another|some|when|once|on|next|in)\\b)|(?:call|ring|phone|do|book|order|try|make)\\s+(?:(?:it|this|that|one|you)\\s+)?(?:(?:some|an)other\\s+(?:time|day)|later|tomorrow|tonight|next\\s+(?:time|week|month)))`;
/** The support that the agent has sent the customer to: "I'll reach out to them again". */
export const TO_THEM = `${TRY}(?:contact|call|ring|e-?mail|reach\\s+(?:back\\s+)?out\\s+to|get\\s+(?:back\\s+)?in\\s+touch\\s+with|(?:speak|talk)\\s+(?:to|with))(?:ing)?\\s+them\\b`;
/** What a customer gets ready for their matter: "I'll look for the receipt". */
const PAPERS = '(?:number|id|reference|code|papers?|documents?|receipt|invoice|letter|form|contract)s?\\b';
export const PREPARE = `(?:${TRY}(?:go\\s+(?:and\\s+)?)?(?:look\\s+for|find|gather|collect|dig\\s+out|track\\s+down|locate)\\s+(?:the|those|these|that|them|it|my|all)\\b|look\\s+(?:it|that|them)\\s+up\\b|search\\s+(?:for|through|my)\\b|get\\s+(?:the|my|those|that)\\s+(?:[a-z]+\\s+){0,2}?${PAPERS}|check\\s+my\\s+(?:[a-z]+\\s+)?(?:e-?mails?|inbox|mail(?:box)?|messages|texts|records|papers|files|calendar|diary|phone|spam)\\b|(?:have|get)\\s+my\\s+(?:[a-z]+\\s+){1,3}ready\\b|(?:make\\s+sure|ensure|see\\s+to\\s+it)\\s+(?:that\\s+)?(?:my|the)\\s(?:[a-z-]{1,20}\\s){1,4}(?:is|are)\\s(?:ready|there|in|paid|sent|signed|available|complete|filled))`;
