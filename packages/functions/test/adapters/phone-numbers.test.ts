import { getCountries } from 'libphonenumber-js/min';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../src/adapters/phone-numbers.ts';
import { country } from '../../src/config/phone-config.ts';

/** Spellings of a number, with the country that is set where it decides. */
const SPELLINGS: [number: string, country: string, spellings: string[]][] = [
  [
    '+442079460958',
    'GB',
    [
      '+44 20 7946 0958',
      '020 7946 0958',
      '+44 (0)20 7946 0958',
      '0044 20 7946 0958',
      '442079460958',
      'tel:+44-20-7946-0958',
      '（020）７９４６ ０９５８',
    ],
  ],
  [
    '+14155552671',
    'US',
    ['(415) 555-2671', '1-415-555-2671', '415.555.2671', '+1 415 555 2671', '+14155552671'],
  ],
  ['+43158858', 'AT', ['01 58858', '+43 1 58858', '0043 1 58858', '+43 (0)1 58858']],
  ['+436641234567', 'AT', ['0664/123 45 67', '+43 664 1234567', '06641234567']],
  ['+4930901820', 'DE', ['030/901820', '+49 (0) 30 901820', '0049 30 901820', '(030) 90 18 20']],
  ['+33612345678', 'FR', ['06 12 34 56 78', '+33 (0)6 12 34 56 78', '0033 612345678', '06.12.34.56.78']],
  ['+390669821234', 'IT', ['06 6982 1234', '+39 06 6982 1234', '0039 06 69821234']],
  ['+61412345678', 'AU', ['0412 345 678', '+61 412 345 678', '0011 61 412 345 678']],
  ['+919876543210', 'IN', ['098765 43210', '+91 98765 43210', '98765-43210']],
  ['+525512345678', 'MX', ['55 1234 5678', '+52 55 1234 5678', '+52 1 55 1234 5678']],
  ['+442079460958', 'US', ['011 44 20 7946 0958', 'sip:+442079460958@voice.example.com']],
];

describe('a telephone number', () => {
  it.each(SPELLINGS.flatMap(([number, set, all]) => all.map((text) => [text, set, number] as const)))(
    '%s in %s is %s',
    (text, set, number) => {
      expect(readPhone(text, { country: set })).toEqual({ name: `tel:${number}` });
    },
  );

  it.each([
    ['', 'withheld'],
    ['anonymous', 'withheld'],
    ['Restricted', 'withheld'],
    ['sip:anonymous@anonymous.invalid', 'withheld'],
    ['+266696687', 'withheld'],
    ['0', 'withheld'],
    ['112', 'no_line'],
    ['204', 'no_line'],
    ['+44 112', 'no_line'],
    ['+1 234567890123456789', 'no_line'],
    ['call me', 'unreadable'],
    ['ana@example.com', 'unreadable'],
    ['--', 'unreadable'],
  ])('“%s” names no customer: %s', (text, why) => {
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
