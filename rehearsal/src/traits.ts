import { createRandom } from './random.ts';

/**
 * Whether a shopper is one of so many who do something: by her id and the question, without dice, so that whatever else she does stays as it was.
 * Each question is drawn by itself: of two that look at the same digits of her id, nobody who says yes to one may say yes to the other.
 */
export function oneIn(many: number, wechatId: string, question: string): boolean {
  return createRandom(question, wechatId).between(1, many) === 1;
}

/** A number of hers between these, by the question. */
export function between(least: number, most: number, wechatId: string, question: string): number {
  return createRandom(question, wechatId).between(least, most);
}
