import { expect, it } from 'vitest';
import { shareInterval } from './share-interval.ts';

const rounded = (part: number, whole: number) => {
  const found = shareInterval(part, whole);
  return found && [found.low, found.high].map((share) => Math.round(share * 10_000) / 10_000);
};

it('says what the published example says, stays within 0 and 1, and knows nothing of nobody', () => {
  // Newcombe (1998), Statistics in Medicine 17:857–872, table I, method 3.
  expect(rounded(81, 263)).toEqual([0.2553, 0.3662]);
  expect(rounded(15, 148)).toEqual([0.0624, 0.1605]);
  expect(rounded(0, 20)).toEqual([0, 0.1611]);
  expect(rounded(1, 29)).toEqual([0.0061, 0.1718]);
  expect(rounded(20, 20)?.[1]).toBe(1);
  expect(shareInterval(0, 0)).toBeNull();
});
