import { describe, expect, it } from 'vitest';
import { findCarrier, nearCarriers } from './carrier.ts';

const carriers = [
  ['SF', '顺丰速运'],
  ['ZTO', '中通快递'],
  ['ZTOKY', '中通快运'],
  ['DBL', '德邦快递'],
  ['KYSY', '跨越速运'],
  ['ANE', '安能物流'],
  ['YD', '韵达速递'],
  ['EMS', 'EMS'],
  ['BDT', '八达通'],
].map(([code = '', name = '']) => ({ code, name }));
const codeOf = (typed: string) => findCarrier(typed, carriers)?.code ?? null;

describe('the carrier that an operator means', () => {
  it.each([
    ['顺丰速运', 'SF'],
    ['顺丰', 'SF'],
    ['顺丰速运（冷链）', 'SF'],
    ['sf', 'SF'],
    ['跨越速运', 'KYSY'],
    ['跨越', 'KYSY'],
    ['跨越速运集团有限公司', 'KYSY'],
    ['安能', 'ANE'],
    ['安能物流', 'ANE'],
    ['韵达快递', 'YD'],
    ['德邦物流', 'DBL'],
    ['中通快运', 'ZTOKY'],
    ['ＥＭＳ', 'EMS'],
    ['八达通物流', 'BDT'],
  ])('%s is %s', (typed, code) => expect(codeOf(typed)).toBe(code));

  it.each(['德邦快运', '顺丰冷运', '老王自己送', '同城配送', '快递', ''])(
    '%s is nobody, rather than a guess',
    (typed) => {
      expect(codeOf(typed)).toBeNull();
    },
  );

  it('is suggested by how the name begins', () => {
    expect(nearCarriers('顺丰冷运', carriers).map(({ name }) => name)).toEqual(['顺丰速运']);
    expect(nearCarriers('老王自己送', carriers)).toEqual([]);
  });
});
