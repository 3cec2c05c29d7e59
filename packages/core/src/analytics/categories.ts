/** The categories of a call, where the contact centre has no list of its own. A closed list, so that no words of a call become a heading. */
export const CATEGORIES = [
  'account-access',
  'account-change',
  'appointment',
  'billing',
  'booking-change',
  'cancellation',
  'card',
  'claim',
  'complaint',
  'contract',
  'delivery',
  'fraud',
  'general-enquiry',
  'information',
  'installation',
  'insurance',
  'new-booking',
  'order',
  'outage',
  'payment',
  'product-fault',
  'refund',
  'return',
  'sales',
  'service-quality',
  'subscription',
  'technical-support',
  'transfer',
  'travel',
  'warranty',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** A category of a contact centre: its name in kebab-case, and a sentence that says what belongs to it. */
export interface NamedCategory {
  name: string;
  sentence: string;
}

/** The category of a call that belongs to no other one, whatever list is in use. */
export const GENERAL_ENQUIRY: Category = 'general-enquiry';

/** The categories of a contact centre, and last the one for calls that belong to none of them. */
export function withGeneralEnquiry(own: readonly NamedCategory[]): readonly NamedCategory[] {
  const isNamed = own.some(({ name }) => name === GENERAL_ENQUIRY);
  return isNamed ? own : [...own, { name: GENERAL_ENQUIRY, sentence: 'None of the others.' }];
}
