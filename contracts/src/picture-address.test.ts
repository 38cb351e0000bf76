import { describe, expect, it } from 'vitest';
import { sizedAddress } from './picture-address.ts';

const whole = `/files/0f/${'0f'.repeat(16)}`;

describe('the address of a picture', () => {
  it('is the smallest size that shows it well, and the picture itself where none is large enough', () => {
    expect(sizedAddress(`${whole}.jpg`, 40)).toBe(`${whole}.240.webp`);
    expect(sizedAddress(`${whole}.webp`, 300)).toBe(`${whole}.240.webp`);
    expect(sizedAddress(`${whole}.png`, 301)).toBe(`${whole}.480.webp`);
    expect(sizedAddress(`${whole}.jpg`, 1125)).toBe(`${whole}.960.webp`);
    expect(sizedAddress(`${whole}.jpg`, 1300)).toBe(`${whole}.jpg`);
  });

  it('stays as it is where the server does not keep the picture', () => {
    for (const other of ['https://cdn.example.com/a.jpg', '/files/picture.webp', `${whole}.240.webp`, ''])
      expect(sizedAddress(other, 40)).toBe(other);
  });
});
