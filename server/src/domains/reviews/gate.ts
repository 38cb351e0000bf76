import type { ReviewRule } from '@huoshui/contracts/reviews';
import type { Static } from '@sinclair/typebox';

export type Rule = Static<typeof ReviewRule>;
type Written = { readonly body: string; readonly pictures: readonly string[] };

/**
 * Whether somebody looks before others see it: always, or where it has a word of the shop's list, however it is spaced. Where WeChat's check
 * decides, the list holds as well.
 */
export function needsLook({ check, words }: Rule, { body }: Pick<Written, 'body'>): boolean {
  if (check === 'all') return true;
  const plain = lettersOf(body);
  return words.some((word) => lettersOf(word) !== '' && plain.includes(lettersOf(word)));
}

/** Whether it is worth the reward: said enough, shown enough. Never how many stars: an honest bad word is worth as much. */
export function isWorth({ leastText, leastPictures }: Rule, { body, pictures }: Written): boolean {
  return substance(body) >= leastText && pictures.length >= leastPictures;
}

/**
 * How much a text says: its letters, where one that is repeated in a row counts once, and no more than three for each that
 * differs: 好好好好 and 不错不错不错 say little however long they are.
 */
export function substance(text: string): number {
  const letters = [...lettersOf(text)];
  const told = letters.filter((letter, at) => letter !== letters[at - 1]);
  return Math.min(told.length, 3 * new Set(told).size);
}

function lettersOf(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]/gu) ?? []
  ).join('');
}
