import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorth, needsLook, type Rule, substance } from './gate.ts';

const rule: Rule = {
  check: 'words',
  words: ['加微信', 'Spam'],
  days: 30,
  addDays: 90,
  points: 10,
  gift: null,
  leastText: 10,
  leastPictures: 1,
  perDay: 3,
};

describe('what a review says', () => {
  it.each([
    ['好好好好好好好好好好', 1],
    ['不错不错不错不错不错不错', 6],
    ['苹果很脆，水分足，孩子爱吃', 11],
    ['5斤装，个头匀', 6],
    ['！！！。。。', 0],
  ])('%s: %i letters that say something', (text, letters) => expect(substance(text)).toBe(letters));

  it('is never worth more than it has letters, and worth no less when something is added', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 20 }), (text, more) => {
        expect(substance(text)).toBeLessThanOrEqual([...text.normalize('NFKC')].length);
        expect(substance(`${text} ${more}`)).toBeGreaterThanOrEqual(substance(text));
      }),
    );
  });

  it('earns by words and pictures, whatever the stars', () => {
    const body = '苹果很脆，水分足，孩子爱吃';
    expect(isWorth(rule, { body, pictures: ['/files/a.jpg'] })).toBe(true);
    expect(isWorth(rule, { body, pictures: [] })).toBe(false);
    expect(isWorth(rule, { body: '好吃', pictures: ['/files/a.jpg'] })).toBe(false);
  });

  it('is looked at for a word of the list, however it is written, and always where the shop looks at all', () => {
    for (const body of ['加微信有优惠', '加 微-信', 'ｓｐａｍ here']) expect(needsLook(rule, { body })).toBe(true);
    expect(needsLook(rule, { body: '微信支付很方便' })).toBe(false);
    expect(needsLook({ ...rule, check: 'all' }, { body: '' })).toBe(true);
    expect(needsLook({ ...rule, words: [' ', ''] }, { body: '什么都行' })).toBe(false);
  });
});
