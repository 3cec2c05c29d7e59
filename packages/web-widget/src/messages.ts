/** One text, or one for each plural category of the language (`one`, `two`, `few`, `many`, `other`). */
export type Message = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/**
 * Every word that the box says, in English. A host replaces any of them:
 * `box.messages = { done: 'Erledigt' }`. A name in braces is where a value goes; it may be left out.
 *
 * The headline, by its kind:
 *
 * | kind | says |
 * | --- | --- |
 * | `just_called` | Called 3 minutes ago. Notes are not ready yet. |
 * | `overdue` | Overdue since Friday: Email the refund form |
 * | `due_today` | Due today: Email the refund form |
 * | `unresolved` | Not solved last time: billing |
 * | `repeat` | 3 calls about billing |
 * | `open` | We promised by Friday: Email the refund form |
 * | `customer_owes` | They promised by Friday: Send the receipt |
 * | `nothing_open` | Nothing open |
 * | `new` | First call from this address |
 */
export const ENGLISH = {
  /** The language of these texts: it picks the plural, and the dates when the host names no `locale`. */
  language: 'en',

  just_called: 'Called {ago}. Notes are not ready yet.',
  overdue: 'Overdue since {day}: {text}',
  due_today: 'Due today: {text}',
  unresolved: 'Not solved last time: {category}',
  repeat: { one: '{count} call about {category}', other: '{count} calls about {category}' } as Message,
  open: 'We promised: {text}',
  open_by: 'We promised by {day}: {text}',
  customer_owes: 'They promised: {text}',
  customer_owes_by: 'They promised by {day}: {text}',
  nothing_open: 'Nothing open',
  new: 'First call from this address',
  // A promise or a category without words.
  something: 'see below',

  box: 'Customer memory',
  call_number: {
    one: '{count}st call',
    two: '{count}nd call',
    few: '{count}rd call',
    other: '{count}th call',
  } as Message,
  wrong_person: 'Wrong person?',
  we_owe: 'We owe',
  they_owe: 'They said they would',
  due_by: 'by {date}',
  overdue_since: 'overdue since {date}',
  due_now: 'due today, {date}',
  no_date: 'no date',
  done: 'Done',
  not_a_promise: 'Not a promise',
  undo: 'Undo',
  reopen: 'Open again',
  was_kept: 'Done',
  was_broken: 'Broken',
  was_dismissed: 'Not a promise',
  not_saved: 'Not saved. Try again.',
  // Names for a screen reader, which meets a button without its line.
  done_label: 'Done: {text}',
  not_a_promise_label: 'Not a promise: {text}',
  undo_label: 'Undo: {text}',
  reopen_label: 'Open again: {text}',

  last_call: 'Last call {ago}, {date}',
  solved: 'solved',
  not_solved: 'not solved',
  looking: 'Reading the call from {ago}…',
  arrived: 'Notes are ready',
  show: 'Show',
  gave_up: 'Notes are still not ready.',
  look_again: 'Look again',
  unreadable: 'The call from {ago} could not be read.',

  quotes: 'Quotes',
  notes: 'Notes',
  older: { one: '{count} more', other: '{count} more' } as Message,
  trend: 'Trend',
  no_quote: 'No quote kept.',
  made: 'Promised {date}',
  closed_by_agent: 'ticked by hand {date}',
  closed_in_call: 'in the call of {date}',
  speaker_agent: 'Agent',
  speaker_customer: 'Customer',
  speaker_other: 'Somebody',
  tool: 'Done in the system: {text}',
  last_summary: 'Last call',
  done_before: 'Done for them',
  coaching: 'For coaching',
  times: { one: '{count} time', other: '{count} times' } as Message,
  trend_text: {
    one: 'Satisfaction over {count} call: from {first} to {last}, lowest {low}, highest {high} of 100.',
    other: 'Satisfaction over {count} calls: from {first} to {last}, lowest {low}, highest {high} of 100.',
  } as Message,

  loading: 'Looking up this customer',
  still_looking: 'Still looking…',
  no_address: 'Who is calling?',
  no_address_hint: 'No address came with this call.',
  address: 'E-mail address',
  look_up: 'Look up',
  not_an_address: 'That is not an e-mail address.',
  shared: 'Ask who is calling',
  shared_hint: 'Several people use this address.',
  show_anyway: 'Show what we know',
  wrong_customer: 'Box emptied for this call',
  wrong_customer_hint: 'Nothing was stored or changed.',
  right_after_all: 'Right person after all',
  retry: 'Try again',
  timeout: 'The customer memory did not answer.',
  offline: 'You are offline.',
  offline_hint: 'It is looked up again when the connection is back.',
  signed_out: 'Your sign-in has expired.',
  not_allowed: 'You may not see this customer.',
  erased: 'This customer asked to be forgotten.',
  too_many_requests: 'Too many look-ups. Wait a moment.',
  wrong_answer: 'The answer did not fit this customer, so it is not shown.',
  unavailable: 'The customer memory cannot be reached.',
};

/** The texts of the box; each may be replaced. */
export type Messages = { [Key in keyof typeof ENGLISH]: (typeof ENGLISH)[Key] extends string ? string : Message };

/** A text with the values that stand in it, in order: a value is `{ value }`, words are strings. */
export type Piece = string | { value: string };

/**
 * Puts values into a message. `count` picks the plural, by the ordinal rules (1st, 2nd) when told.
 *
 * @example format(ENGLISH, 'overdue', { day: 'Friday', text: 'Email the form' })
 *   // ['Overdue since ', { value: 'Friday' }, ': ', { value: 'Email the form' }]
 */
export function format(
  messages: Messages,
  key: keyof Messages,
  values: Record<string, string | number> = {},
  ordinal = false,
): Piece[] {
  const message: Message = messages[key];
  let template = typeof message === 'string' ? message : message.other;
  if (typeof message !== 'string') {
    const rules = new Intl.PluralRules(messages.language, { type: ordinal ? 'ordinal' : 'cardinal' });
    template = message[rules.select(Number(values.count))] ?? message.other;
  }
  return template
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name === undefined || !Object.hasOwn(values, name) ? part : { value: String(values[name]) };
    });
}

/** The same as one string, for attributes. */
export function formatText(...args: Parameters<typeof format>): string {
  return format(...args)
    .map((piece) => (typeof piece === 'string' ? piece : piece.value))
    .join('');
}
