import { getCountries } from 'libphonenumber-js/min';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../src/adapters/phone-numbers.ts';
import { country } from '../../src/config/phone-config.ts';
import { NO_CUSTOMER, SPELLINGS } from '../support/spelled-numbers.ts';

describe('a telephone number', () => {
  it.each(SPELLINGS.flatMap(([number, set, all]) => all.map((text) => [text, set, number] as const)))(
    '%s in %s is %s',
    (text, set, number) => {
      expect(readPhone(text, { country: set })).toEqual({ name: `tel:${number}` });
    },
  );

  it.each(NO_CUSTOMER)('“%s” names no customer: %s', (text, why) => {
    expect(readPhone(text, { country: 'GB' })).toEqual({ why });
  });

  it('a number without a country code needs a country', () => {
    expect(readPhone('020 7946 0958', {})).toEqual({ why: 'no_country' });
    expect(readPhone('0044 20 7946 0958', {})).toEqual({ name: 'tel:+442079460958' });
  });

  it('an extension is a line of its own', () => {
    expect(readPhone('020 7946 0958 x12', { country: 'GB' })).toEqual({ name: 'tel:+442079460958;ext=12' });
  });

  it('a number that many people call from names no customer, in any spelling', () => {
    expect(readPhone('020 7946 0958', { country: 'GB', shared: ['+442079460958'] })).toEqual({
      why: 'shared',
    });
  });

  it('DEFAULT_COUNTRY takes every country whose numbers can be read, by its ISO code alone', () => {
    for (const code of getCountries()) expect([code, country(code.toLowerCase())]).toEqual([code, code]);
    for (const wrong of ['UK', 'EU', 'QQ', 'GBR', '44', '']) expect(() => country(wrong)).toThrow('ISO 3166');
  });
});
