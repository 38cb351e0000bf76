import { describe, expect, it } from 'vitest';
import { indexTerms, queryTerms } from './search-terms.ts';

const apple = new Set(indexTerms('烟台红富士苹果 5斤', ['脆甜多汁', '水果', 'Apple']));
const finds = (query: string) => queryTerms(query).every((term) => apple.has(term));

describe('Chinese search', () => {
  it.each([
    '苹',
    '苹果',
    '红富士苹果',
    '红富士 苹果',
    '脆甜',
    '水果',
    'pg',
    'pingguo',
    'pinggu',
    'HFS',
    'hongfu',
    'app',
    'Apple',
    '5斤',
  ])('finds the product by %s', (query) => expect(finds(query)).toBe(true));

  it.each(['梨', '苹梨', 'xiangjiao', 'gp', '果苹'])('does not find it by %s', (query) =>
    expect(finds(query)).toBe(false),
  );

  it('takes full-width letters for plain ones and finds nothing in punctuation', () => {
    expect(queryTerms('\uff21\uff50\uff50\uff2c\uff25')).toEqual(['p:apple']);
    expect(queryTerms('，。!')).toEqual([]);
  });
});
