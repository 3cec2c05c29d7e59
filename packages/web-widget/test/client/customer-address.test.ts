import { expect, it } from 'vitest';
import { addressKey } from '../../src/client/customer-address.ts';

it('an address is the same in every form of its domain, and no other one', () => {
  const forms = ['ana@münchen.example', 'ana@xn--mnchen-3ya.example', 'Ana@MÜNCHEN.example'];
  expect(new Set(forms.map(addressKey)).size).toBe(1);
  expect(addressKey('Ana@Example.com')).toBe(addressKey('ana@example.com'));
  const others = [
    'ana@example.com',
    'ben@example.com',
    'ana@example.org',
    'a/na@example.com',
    'ana@[',
    'ben@[',
    undefined,
  ];
  expect(new Set(others.map(addressKey)).size).toBe(others.length);
});
