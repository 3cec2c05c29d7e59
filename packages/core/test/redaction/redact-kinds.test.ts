import { describe, expect, it } from 'vitest';
import type { CallWindow } from '../../src/call/call.ts';
import { decodeCall } from '../../src/call/decode-call.ts';
import { redactJson } from '../../src/redaction/json/json.ts';
import { TOKEN } from '../../src/redaction/reading/lexer.ts';
import { redact, redactCall } from '../../src/redaction/redact.ts';
import { HARMLESS, KINDS, type KindSentence } from './redaction-kinds.ts';
import { HELD_OUT } from './redaction-kinds-held-out.ts';

/** The sentences that still show a secret or lack its token, and those without a secret that were changed. */
function faults(sentences: KindSentence[]): string[] {
  return sentences.flatMap(([kind, text, ...secrets]) => {
    const redacted = redact(text);
    const right =
      kind === 'harmless'
        ? redacted === text
        : redacted.includes(`[${kind}]`) && !secrets.some((secret) => redacted.includes(secret));
    return right ? [] : [`${text} -> ${redacted}`];
  });
}

describe('national numbers, documents, dates of birth, addresses, keys and links', () => {
  it('the sentences of kinds are 80 or more, with 60 or more without a secret', () => {
    const all = [...KINDS, ...HARMLESS, ...HELD_OUT];
    expect(all.filter(([kind]) => kind !== 'harmless').length).toBeGreaterThanOrEqual(80);
    expect(all.filter(([kind]) => kind === 'harmless').length).toBeGreaterThanOrEqual(60);
    expect(all.filter(([, text, ...secrets]) => !secrets.every((secret) => text.includes(secret)))).toEqual(
      [],
    );
  });

  it.each([
    ['that rules were made for', KINDS],
    ['without a secret', HARMLESS],
  ])('all kinds are redacted correctly in sentences %s', (_, sentences) => {
    expect(faults(sentences)).toEqual([]);
  });

  it('kinds are redacted in 98 % of the held-out sentences, and at most one without a secret is changed', () => {
    const secret = HELD_OUT.filter(([kind]) => kind !== 'harmless');
    const harmless = HELD_OUT.filter(([kind]) => kind === 'harmless');
    const [missed, changed] = [faults(secret), faults(harmless)];
    console.log(
      `held out: ${secret.length - missed.length} of ${secret.length} found, ${changed.length} changed`,
    );
    expect({ missed, few: missed.length <= secret.length * 0.02 }).toMatchObject({ few: true });
    expect({ changed, few: changed.length <= 1 }).toMatchObject({ few: true });
  });

  it('redacting the sentences of kinds again changes nothing', () => {
    for (const [, text] of [...KINDS, ...HARMLESS, ...HELD_OUT]) {
      expect(redact(redact(text))).toBe(redact(text));
    }
  });

  it.each(['NATIONAL_ID', 'DATE_OF_BIRTH', 'ID_DOCUMENT', 'ADDRESS'])(
    'a redaction leaves the token [%s] unchanged',
    (kind) => {
      expect(TOKEN.test(`[${kind}]`)).toBe(true);
      for (const cue of [
        'my SSN is',
        'born on',
        'passport number',
        'I live at',
        'my password is',
        'the code is',
      ]) {
        expect(redact(`${cue} [${kind}].`)).toBe(`${cue} [${kind}].`);
      }
    },
  );
});

describe('a number without a cue', () => {
  it.each([
    ['Spanish', 'Ana, 62057986F', 'Ana, 62057986G'],
    ['Spanish, of a foreigner', 'X9022279T', 'X9022279R'],
    ['Italian', 'BNCGLI92D55F205D', 'BNCGLI92D55F205E'],
    ['German, of a pension', '12190384B591', '12190384B592'],
    ['French', '180114511637263', '180114511637264'],
    ['Brazilian', '232.686.563-40', '232.686.563-41'],
    ['Brazilian, of a company', '14.026.140/0001-43', '14.026.140/0001-44'],
  ])('a number without a cue is a national number if its check digit is correct: %s', (_, right, wrong) => {
    expect(redact(right)).toContain('[NATIONAL_ID]');
    expect(redact(wrong)).not.toContain('[NATIONAL_ID]');
  });

  it.each([
    ['Dutch', '878384832', '878384833'],
    ['British', '4830166134', '4830166135'],
    ['German', '97806234578', '97806234579'],
    ['Indian', '820168493409', '820168493408'],
  ])(
    'a number after "my ID number" is a national number if its check digit is correct: %s',
    (_, right, wrong) => {
      expect(redact(`My identity number is ${right}.`)).toBe('My identity number is [NATIONAL_ID].');
      expect(redact(`My identity number is ${wrong}.`)).not.toContain('[NATIONAL_ID]');
    },
  );
});

describe('the number of a device', () => {
  it.each([
    'IMEI 490154203237518',
    'its IMEI number is 4901 5420 3237 518',
    'serial number: 490154203237518',
  ])('the number of a device that passes the card check is not a card: %s', (text) =>
    expect(redact(text)).toBe(text),
  );

  it('the number of a device does not hide a card that follows', () => {
    expect(redact('IMEI 490154203237518, card 4242 4242 4242 4242')).toBe(
      'IMEI 490154203237518, card [CARD]',
    );
    expect(redact('imei 4242424242424242')).toBe('imei [CARD]');
    expect(redact('The IMEI is on the box. My card is 378282246310005.')).toContain('[CARD]');
  });
});

describe('what a tool was given', () => {
  const how = { text: redact, byKey: (kind: string) => `[${kind}]` };
  it.each([
    ['{"ssn":"078051120"}', '{"ssn":"[NATIONAL_ID]"}'],
    ['{"dateOfBirth":"1984-03-04"}', '{"dateOfBirth":"[DATE_OF_BIRTH]"}'],
    ['{"passport_number":"C01X00T47"}', '{"passport_number":"[ID_DOCUMENT]"}'],
    ['{"address1":"14 Harbour Street","city":"Leeds"}', '{"address1":"[ADDRESS]","city":"Leeds"}'],
    ['{"apiKey":"abc"}', '{"apiKey":"[SECRET]"}'],
    ['{"imei":490154203237518}', '{"imei":490154203237518}'],
    [
      '{"ip_address":"10.0.0.12","flight_date":"2024-05-20"}',
      '{"ip_address":"10.0.0.12","flight_date":"2024-05-20"}',
    ],
  ])('a value of a tool call is redacted by its key: %s', (text, redacted) => {
    expect(redactJson(text, how)).toBe(redacted);
    expect(redactJson(redacted, how)).toBe(redacted);
  });
});

it('a value of a tool call is redacted elsewhere without a cue', () => {
  const turns = [
    'My SSN is 078-05-1120, and my passport is C01X00T47.',
    'So 0 7 8, 0 5, 1 1 2 0, and C01X00T47?',
  ].map((transcript) => ({ speaker: 'customer', transcript }));
  const window = {
    call_id: 'c-1',
    window_number: 1,
    client_email: 'ana@example.com',
    turns: JSON.stringify(turns),
  };
  expect(redactCall(decodeCall('c-1', [window as CallWindow])).turns.map(({ text }) => text)).toEqual([
    'My SSN is [NATIONAL_ID], and my passport is [ID_DOCUMENT].',
    'So [NATIONAL_ID], and [ID_DOCUMENT]?',
  ]);
});
