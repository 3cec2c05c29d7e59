import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import { redactedWindows } from '../../src/redaction/redacted-windows.ts';

const windowOf = (transcript: string) => ({
  call_id: 'call-1',
  window_number: 1,
  turns: [
    { speaker: 'agent', transcript: 'Hello, how can I help?' },
    { speaker: 'customer', transcript },
  ],
});
const read = (transcript: string) => {
  const windows = redactedWindows('call-1', [windowOf(transcript)]);
  expect(redactedWindows('call-1', windows)).toEqual(windows);
  return { stored: JSON.stringify(windows), heard: decodeCall('call-1', windows).turns[1]?.text };
};

describe('a secret with marks in it', () => {
  it.each([
    ['My card is 4012 <noise> 8888 [cough] 8888 1881.', 'My card is [CARD].'],
    ['My card is 4012 88&nbsp;88 8888 1881.', 'My card is [CARD].'],
    ['My card is 4012<b>8888</b>88881881', 'My card is [CARD]'],
    ['My card is 4012 ♪ 8888 *coughs* 8888 1881', 'My card is [CARD]'],
    ['Mail ana<wbr>@example.com', 'Mail [EMAIL]'],
    ['My PIN is 4 <noise> 7 [cough] 1 1', 'My PIN is [SECRET]'],
    ['Ring me on 07700 [cough] 900 123', 'Ring me on [PHONE]'],
    ['My IBAN is AT61 <noise> 1904 3002 3457 3201', 'My IBAN is [BANK_ACCOUNT]'],
  ])('is one secret, in the windows and in the call: %s', (transcript, heard) => {
    const { stored, heard: inCall } = read(transcript);
    expect(inCall).toBe(heard);
    expect(stored).toContain(heard);
  });

  it('that is a link to reset a password is replaced before links become a token', () => {
    const { stored, heard } = read('It is https://example.com/reset/3f9a8b7c6d5e4f3a2b1c now');
    expect(heard).toBe('It is [SECRET] now');
    expect(stored).not.toContain('3f9a8b7c');
  });

  it('is the only reason to change what was sent', () => {
    const windows = [windowOf('Hello <noise> it\u2019s me&nbsp;again, see https://example.com/help')];
    expect(redactedWindows('call-1', windows)[0]).toBe(windows[0]);
  });
});
