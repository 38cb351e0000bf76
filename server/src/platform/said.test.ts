import { plainWords, words } from '@huoshui/contracts/words';
import { describe, expect, it } from 'vitest';
import { readSaid, saidOf, saidText } from './said.ts';

describe('a name or reason in a text column', () => {
  it('comes back in both languages where it was ours', () => {
    const pair = words('旅程「"首购"」', 'Journey “"首购"”');
    expect(readSaid(saidText(pair))).toEqual(pair);
  });

  it('comes back as people wrote it, whatever they wrote', () => {
    for (const text of ['小李：迟到补偿', '', '{', '{"zh":1,"en":"x"}', '{"zh":"x"}', 'null', '[]'])
      expect(readSaid(saidText(text))).toEqual(plainWords(text));
  });

  it('is read from a fact of either shape', () => {
    expect(saidOf('老规则')).toEqual(plainWords('老规则'));
    expect(saidOf({ zh: '甲', en: 'A' })).toEqual(words('甲', 'A'));
    expect([saidOf(''), saidOf(undefined), saidOf({ zh: '甲' })]).toEqual([null, null, null]);
  });
});
