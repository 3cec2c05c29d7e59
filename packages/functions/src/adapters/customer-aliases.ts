import type { CustomerAlias, CustomerAliases } from '@live-assist/core';
import { dynamoCustomerAliases } from './dynamodb/customer-aliases.ts';
import type { StoreParts } from './dynamodb/store-parts.ts';
import type { PhoneOptions } from './phone-numbers.ts';

/**
 * {@link CustomerAliases} over DynamoDB. What reads telephone numbers is loaded with the first number.
 *
 * @param options - `hash` makes the keyed hash of a text.
 */
export function customerAliases({
  hash,
  phones,
  ...parts
}: StoreParts<CustomerAlias> & {
  hash: (text: string) => Promise<string>;
  phones: PhoneOptions;
}): CustomerAliases {
  return {
    ...dynamoCustomerAliases(parts),
    hash: (name) => hash(`alias ${name}`),
    async readPhone(text) {
      const { readPhone } = await import('./phone-numbers.ts');
      return readPhone(text, phones);
    },
  };
}
