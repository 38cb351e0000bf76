import { describe, expect, it } from 'vitest';
import { findKinds, means } from './everyday.ts';

const kind = (zh: string, en: string, hint = '', options: readonly string[] = []) => ({
  words: { zh, en },
  fields: [
    {
      key: 'a',
      label: { zh: '项', en: 'Item' },
      hint: { zh: hint, en: '' },
      kind: 'choice' as const,
      options: options.map((label) => ({ value: label, label: { zh: label, en: label } })),
    },
  ],
});
const kinds = [
  kind('做过或没做过某个行为', 'Did something, or did not', '浏览、加购、下单的商品'),
  kind('依次做过几件事', 'Did things in order'),
  kind('下过几单', 'Orders'),
  kind('处于生命周期阶段', 'In a stage', '', ['成长期', '流失期']),
  kind('有或没有标签', 'Has a tag'),
  kind('打标签', 'Tag her'),
  kind('送权益', 'Give a benefit'),
  kind('发送消息', 'Send a message'),
  kind('派一个待办', 'Give somebody a to-do'),
  kind('离开旅程', 'Leave'),
];
const named = (typed: string) => findKinds(kinds, typed).map(({ words }) => words.zh);

describe('what operators type finds what they mean', () => {
  it.each([
    ['看过', '做过或没做过某个行为'],
    ['看过牛奶', '做过或没做过某个行为'],
    ['成长期', '处于生命周期阶段'],
    ['券', '送权益'],
    ['积分', '送权益'],
    ['coupon', '送权益'],
    ['短信', '发送消息'],
    ['通知', '发送消息'],
    ['电话', '派一个待办'],
    ['退出', '离开旅程'],
    ['DID', '做过或没做过某个行为'],
  ])('%s: %s', (typed, found) => expect(named(typed)).toContain(found));

  it('by its name first: what a field speaks of comes in where no name does', () => {
    expect(named('做过')).toEqual(['做过或没做过某个行为', '依次做过几件事']);
    expect(named('没下单')).toEqual(['下过几单']);
    expect(named('打标签')).toEqual(['打标签', '有或没有标签']);
  });

  it('and nothing by a piece of another word, or by what nobody says', () => {
    expect(means('send', ['Leave'])).toBe(false);
    expect(means('月亮', ['离开旅程'])).toBe(false);
    expect(named('')).toHaveLength(kinds.length);
  });
});
