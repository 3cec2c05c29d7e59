// The words of promises, as sources of patterns. A wide gap parts two sentences, so gaps and runs are bounded.

export const WILL = "(?:'ll|\\s+will|\\s+shall|(?:'m|\\s+am|'re|\\s+are)\\s+(?:going to|gonna))";
export const SURELY =
  '(?:\\s+(?:also|then|just|certainly|definitely|personally|gladly|of course|be sure to|make sure to|go away and))*';
/** "I'll check with the warehouse and call you back": the promise is the last part. */
export const HEAD =
  "(?<head>\\s{1,9}(?:(?!'ll\\b|\\bwill\\b)[^.?!;:]){1,80}?\\s{1,9}(?:and|to)(?:\\s+(?:i|we))?(?:'ll|\\s+will)?(?:\\s+then)?)??";

/** Getting in touch with the other side. */
export const REACH =
  '(?:(?:call|phone|ring|text|message|contact|e-?mail|mail|write\\s+to)(?:ing)?\\s+you\\b(?! (?:a|the) (?:code|pin))|(?:giv(?:e|ing)|drop(?:ping)?)\\s+you\\s+(?:a|an)\\s+(?:call|ring|buzz|shout|bell|line|e-?mail|text|message|note)|(?:get(?:ting)?|com(?:e|ing))\\s+back\\s+(?:to|with)\\s+you|(?:be\\s+|get(?:ting)?\\s+)?in\\s+(?:touch|contact)\\b(?! with (?!you))|follow(?:ing)?[\\s-]up\\s+with\\s+you|reach(?:ing)?\\s+(?:back\\s+)?out\\b|touch\\s+base|keep\\s+you\\s+(?:posted|updated|informed)|let\\s+you\\s+know\\b|revert(?:ing)?\\s+(?:back\\s+)?to\\s+you|report(?:ing)?\\s+back\\b|try(?:ing)?\\s+you\\s+(?:again|back|later|tomorrow|tonight|on|at)\\b|check(?:ing)?\\s+(?:in|back)\\s+with\\s+you)';
export const SEND =
  '(?:send|e-?mail|mail|post|ship|fax|forward|courier|dispatch)(?:ing)?\\s+(?!you\\s+(?:over|across|through|back|on|to)\\b)(?:(?:you|it|this|that|them|these|those|out|over|a|an|the|some|your|all|both|another|any|my|in)\\b)';
/** Acts that an agent may also do while the other side waits. */
export const LATER =
  '(?:arrange|book|schedule|reschedule|process|refund|credit|reimburse|replace|deliver|issue|escalate|review|investigate|look\\s+into|submit|file|raise|open|resolve|fix|repair|update|cancel|release|waive|pay|finish|complete|prepare|confirm|bring|drop|return|pick|collect|come|visit|make\\s+sure|ensure|see\\s+(?:to\\s+it|that)|have|get|transfer|deposit|upload|provide|sign|fill|call|ring|phone|text|write|report|chas(?:e|ing)|find\\s+out|follow|add|remove|ship|order|unlock|install|pop|put|sort|swap|exchange|set\\s+up|organi[sz]e|tak(?:e|ing)\\s+care\\s+of|deal\\s+with|handle|reverse|stop|restore|reinstate|correct|amend|adjust|activate|deactivate|enable|disable|block|unblock|reset|renew|extend|upgrade|downgrade|record|log|register|rebook|reissue|resend|reopen|work\\s+on|push|expedite|prioriti[sz]e|monitor|dig\\s+(?:into|out)|trace|run\\s+(?:a|an|the)|print|notify|inform|revert|(?:tak(?:e|ing)|knock(?:ing)?)\\s+(?:it|this|that|them|the|your)\\b[^.?!;,]{0,40}?\\s(?:off|out|down|back))(?:ing)?\\b';
const IT = '(?:it|this|that|them|these|those|(?:the|your|a|an)\\s+(?:[a-z-]+\\s+){0,2}?[a-z-]+)';
/** What agents promise in passing: "I'll pass that on". */
export const PASSED_BACK = `(?:(?:relay|hand|walk|carry)(?:ing)?\\s+${IT}\\s+(?:over\\s+|on\\s+|off\\s+)?to\\s+(?!you\\b)|pass(?:ing)?\\s+(?:${IT}\\s+(?:on|along|back)\\b|(?:on|along)\\s+(?:your|the|this|that)\\b)|feed(?:ing)?\\s+(?:${IT}\\s+)?back\\s+to\\b|feed(?:ing)?\\s+(?:this|that|it)\\s+back\\b|shar(?:e|ing)\\s+${IT}\\s+with\\s+(?!you\\b))`;
const MAKERS = 'buyer|cook|developer|designer|owner|producer|programmer|vendor';
export const WHO =
  'adjuster|adviser|advisor|agent|assessor|bank|branch|carpenter|colleague|consultant|courier|crew|department|dentist|desk|doctor|lab|driver|electrician|engineer|expert|fitter|garage|handler|inspector|installer|lead|manager|mechanic|nurse|office|officer|planner|plumber|rep|representative|specialist|supervisor|surveyor|team|technician|underwriter|warehouse|workshop';
const PEOPLE = `(?:them|him|her|(?:(?:the|our|my|a|one\\s+of\\s+(?:our|my|the))\\s+(?:[a-z'-]+\\s+){0,3}?(?:${WHO}|people|guys|staff|seller|management|${MAKERS})s?))`;
/** Acts towards colleagues, which may also be done at once. */
export const INFORMAL = `(?:get(?:ting)?\\s+${IT}\\s+(?:checked|looked|seen|sorted|fixed|sent|posted|changed|repaired|replaced|out|over|across|back|cancell?ed|expedited)\\b|(?:speak|talk)(?:ing)?\\s+(?:to|with)\\b|(?:(?:tak(?:e|ing)|bring(?:ing)?)\\s+${IT}\\s+up|rais(?:e|ing)\\s+${IT}(?:\\s+up)?)\\s+with\\b|bring(?:ing)?\\s+up\\s+with\\b|(?:tak(?:e|ing)|hav(?:e|ing))\\s+(?:another\\s+|a\\s+(?:closer\\s+|good\\s+)?)look\\b|flag(?:ging)?\\s+(?:${IT}\\s+)?(?:up\\s+)?(?:with|to)\\s+(?!you\\b)|let(?:ting)?\\s+${PEOPLE}\\s+know\\b|(?:inform|notify|alert|ask|remind|tell)(?:ing)?\\s+${PEOPLE}\\b)`;
const PERSON = `(?:they|he|she|(?:someone|somebody|one\\s+of\\s+(?:us|them))(?:\\s+(?:else|from\\s+(?:[a-z'-]+\\s+){0,3}?[a-z'-]+))?|(?:(?:a\\s+member\\s+of\\s+)?(?:a|an|our|my|the)|one\\s+of\\s+(?:our|my|the))\\s+(?:[a-z'-]+\\s+){0,3}?(?:${WHO})s?(?:\\s+of\\s+(?:mine|ours)|\\s+[a-z]+|,\\s+(?!(?:they|he|she|who|it|i|we|you)\\b)[a-z'-]+(?:\\s+[a-z'-]+)?,)?)`;
export const ANOTHER_PERSON = `\\b${PERSON}(?:'ll|\\s+will|(?:'s|\\s+is|'re|\\s+are)\\s+going\\s+to)${HEAD}(?:\\s+(?:also|then|be|definitely|certainly|probably not|just))*\\s+`;
export const HAVE_SOMEBODY =
  '(?:(?:have|get|ask)\\s+(?:a|an|the|my|our|one\\s+of\\s+(?:our|my|the)|someone|somebody|them|him|her)|(?:arrange\\s+for|make\\s+sure(?:\\s+that)?|see\\s+to\\s+it(?:\\s+that)?)\\s+(?:a|an|the|my|our|one\\s+of\\s+(?:our|my|the)|someone|somebody))\\b[^.?!;]{0,50}?\\s(?:call|contact|e-?mail|reach|ring|phone|text|get\\s+back\\s+to|gets?\\s+in\\s+touch|come|visit|send|look\\s+into|calls|contacts|rings|comes|visits|give\\s+you\\s+a\\s+(?:ring|call|buzz|bell))\\b';
export const GOODS =
  '(?:sent|mailed|e-?mailed|posted|shipped|delivered|refunded|credited|processed|issued|reimbursed|returned|dispatched|contacted|called|replaced|repaired|fixed|paid|deposited|ready|resolved|reviewed|looked\\s+(?:at|into)|assessed|checked|examined|handled|completed|installed|collected|waived|sorted|cancell?ed)';

/** "I'm sending it out to you today." */
export const SENDING_NOW =
  "\\b(?:i|we)(?:'m|'re|\\s+am|\\s+are)\\s+(?:also\\s+)?(?:sending|posting|e-?mailing|mailing|shipping|dispatching|couriering|arranging|booking|ordering|organi[sz]ing|passing|forwarding|refunding|crediting|replacing|escalating|getting\\s+(?:someone|somebody|an?)|having\\s+(?:someone|somebody|an?|the|my))\\b";
const VISIT =
  '(?:call\\s?back|call|engineer|technician|visit|collection|pick-?up|delivery|courier|driver|plumber|electrician|surveyor|adviser|slot)';
/** "I've scheduled a callback for you for tomorrow at two." */
export const ARRANGED = `\\b(?:you(?:'ve|\\s+have)|there(?:'s|\\s+is))\\s+(?:got\\s+)?(?:a|an)\\s+(?:[a-z-]+\\s+){0,2}?${VISIT}\\s+(?:booked|scheduled|arranged|coming)\\b|\\b(?:i|we)(?:'ve|\\s+have)\\s+(?:(?:just|now|also|already)\\s+)*(?:(?:scheduled|booked|arranged|set\\s+up|organi[sz]ed)\\s+(?:a|an|the|your|our|for)\\s+(?:[a-z-]+\\s+){0,3}?${VISIT}\\b|(?:put|pencilled|got)\\s+(?:you|it|that|them)\\s+(?:down|in)\\b|asked\\s+(?:a|an|the|my|our|someone|somebody|one\\s+of)\\b[^.?!;]{0,40}?\\sto\\s+(?:call|ring|phone|contact|e-?mail|visit|send|come|get))`;
/** "The engineer's coming out on Thursday." */
export const WHO_COMES = `\\b(?:a|an|the|our|your|my)\\s+(?:[a-z'-]+\\s+){0,2}?(?:${WHO})s?(?:'s|\\s+is|\\s+are|'re)\\s+(?:coming|visiting|calling|ringing|due|booked)\\b`;
// Of these the day is that of a timetable, not of ours.
const NO_GOODS =
  '(?!(?:[a-z-]+\\s+){0,3}?(?:flight|train|bus|plane|policy|bill|payment|contract\\s+will\\s+end|shop|store|branch|office|line|lines|meeting)\\b)';
/** "It'll be with you on Saturday", "your replacement is due to arrive on Tuesday". */
export const COMES = `\\b(?:it|they|that|this|both|(?:the|your|a|an|our|his|her)\\s+${NO_GOODS}(?:[a-z0-9'-]+\\s+){0,4}?[a-z0-9-]+)(?:(?:'ll|\\s+will|\\s+should|\\s+is\\s+going\\s+to|\\s+are\\s+going\\s+to)\\s+(?:then\\s+|also\\s+)?(?:be\\s+(?:with\\s+you|there|here|back\\s+(?:in|on|with)|in\\s+your|on\\s+your|ready|done|fixed|sorted|refunded|credited|delivered)|show\\b|arrive|reach\\s+you|come\\b|go\\s+out|go\\s+back|appear|land\\b)|(?:\\s+is|\\s+are|'s|'re)\\s+due\\s+(?:to\\s+(?:arrive|come|be\\s+delivered|be\\s+with\\s+you|reach\\s+you)|in\\b|out\\b|for\\s+delivery))`;

/** "I'll be in touch" of a customer is a farewell; with "you" or a date it is more. */
export const BACK_TO_YOU =
  '(?:get(?:ting)?\\s+back\\s+(?:to|with)\\s+you|(?:call|ring|phone|text)(?:ing)?\\s+you|giv(?:e|ing)\\s+you\\s+a\\s+(?:call|ring|buzz|bell)|let\\s+you\\s+know\\s+(?:by|on|when|as soon|tomorrow|tonight)|e-?mail(?:ing)?\\s+you|get\\s+(?:it|that|this|them|those|these|the\\s+[a-z]+)\\s+(?:over|across|back|off|sent|out)\\s+to\\s+you)';
/** Acts of a customer that end with the other side. */
export const HAND_IN =
  '(?:(?:pay|return|upload|bring|ship|transfer|submit|sign|fill|provide|deposit)(?:ing)?\\b|drop\\s+(?:it|this|that|them|by|in|off|the|my)\\b|pop\\s+(?:in|into|over|by|it|the)\\b|settle\\b|have\\s+(?:it|that|the\\s+[a-z]+)\\s+(?:for\\s+you|ready|with\\s+you|to\\s+you)\\b|(?:make|sort|do|settle|set\\s+up)\\s+(?:the|a|that|this|my)\\s+(?:[a-z]+\\s+)?(?:payment|bill|transfer|balance|invoice|deposit)\\b|(?:have|get)\\s+(?:it|this|that|them|the\\s+[a-z]+)\\s+(?:[a-z]+\\s+and\\s+)?(?:signed|sent|posted|paid|filled|over|across|back|in)\\b|come\\s+(?:in|by|to|over)\\b)';
export const TO_YOU =
  '(?:it|them|this|that|the\\s+(?:money|payment|form|forms|papers|documents|photos?|pictures?|receipt|signed|reading|details|rest))\\b';

/** A message that reaches the other side after the call. */
export const MESSAGE =
  '(?:a|an|another|the|your)\\s+(?:[a-z-]+\\s+){0,2}?(?:e-?mail|call|letter|text(?:\\s+message)?|reply|response|update|invoice)\\b';
/** A customer comes back to us: "I'll reach out again", "I'll try again later". */
export const ONWARD =
  '(?:(?:reach\\s+(?:back\\s+)?out|get\\s+back)(?:\\s+(?:to\\s+(?:you|us|a\\s+human|an?\\s+agent)|again|once|when|later|soon|as\\s+soon))|(?:contact|message|write|e-?mail)\\s+(?:you\\b|(?:your\\s+|the\\s+)?(?:customer\\s+(?:service|support|care)|support|help\\s*desk)\\b|again\\b)|(?:speak|talk)\\s+(?:to|with)\\s+(?:a|an|one\\s+of\\s+your)\\s+(?:human\\s+|real\\s+)?(?:agents?|person|representative|manager|supervisor)\\b|(?:call|ring|phone)\\s+back\\b|(?:call|ring|phone|try)\\s+(?:you\\s+)?again\\b(?=\\s+(?:later|soon|tomorrow|tonight|another|some|when|once|on|next|in)\\b)|(?:do|book|order|try|make)\\s+(?:it|this|that)\\s+(?:(?:some|an)other\\s+time|later|tomorrow|another\\s+day)\\b)';
/** What a customer gets ready for their matter: "I'll look for the receipt". */
export const PREPARE =
  '(?:(?:(?:try\\s+(?:to|and)\\s+)?(?:look\\s+for|find|gather|collect|dig\\s+out|track\\s+down|locate))\\s+(?:the|those|these|that|them|it|my|all)\\b|check\\s+my\\b|(?:make\\s+sure|ensure|see\\s+to\\s+it)\\s+(?:that\\s+)?(?:my|the)\\s(?:[a-z-]{1,20}\\s){1,4}(?:is|are)\\s(?:ready|there|in|paid|sent|signed|available|complete|filled))';
