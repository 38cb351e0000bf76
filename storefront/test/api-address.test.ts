import { expect, it } from 'vitest';
import { apiAddress } from '../config/api-address.ts';

it('of the server is https and public, and its domain is told', () => {
  const said: string[] = [];
  expect(apiAddress('https://Shop.example.com/', (line) => said.push(line))).toBe('https://shop.example.com');
  expect(said.join()).toContain('https://shop.example.com');
});

it.each([
  undefined,
  '',
  'http://shop.example.com',
  'https://127.0.0.1:5180',
  'https://localhost',
  'https://192.168.1.8',
  'https://8.8.8.8',
  'shop.example.com',
])('is never %s: the build fails', (given) => expect(() => apiAddress(given, () => undefined)).toThrow('HUOSHUI_API'));

it('of the played phone is on this machine', () => expect(apiAddress('sandbox')).toBe('http://127.0.0.1:5180'));
