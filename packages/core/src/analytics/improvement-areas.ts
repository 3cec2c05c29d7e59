/**
 * The areas in which an agent can improve, each with its sentence. A closed list: advice is the one finding whose words
 * are not in the call, and identical wording lets advice be counted over the calls of a customer.
 */
export const IMPROVEMENT_AREAS = {
  courtesy: 'Keep a courteous tone, also when the call is difficult.',
  empathy: 'Acknowledge how the customer feels before going on with the procedure.',
  listening: 'Let the customer finish before answering.',
  repetition: 'Avoid asking for the same thing twice.',
  clarity: 'Explain the next steps in plain words.',
  knowledge: 'Offer to find out instead of leaving a question open.',
  accuracy: 'Check the answer of the system before telling the customer that it is done.',
  alternatives: 'When something cannot be done, name what can be done instead.',
  ownership: 'Take the matter on instead of sending the customer elsewhere.',
  dates: 'Give a date with a promise.',
  holds: 'Say how long a wait will take, and why.',
  verification: 'Verify who is calling before speaking about the account.',
  closing: 'Sum up at the end what was agreed.',
  privacy: 'Do not have secrets read out that are not needed.',
} as const;
