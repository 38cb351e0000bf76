import { describe, expect, it } from 'vitest';
import { checkForm } from './form/check.ts';
import { form } from './form/form.ts';
import { redLinesIn, redLinesOf } from './red-lines.ts';

const levels = (text: string) => redLinesIn(text).map(({ level }) => level);

describe('a text that is published', () => {
  it('is refused where it makes people share, follow, or praise for money', () => {
    for (const text of [
      '分享到朋友圈即可领取 10 元券',
      '转发到 3 个群才能参与抽奖',
      '领取前请先分享给好友',
      '集满 38 个赞送草莓一盒',
      '关注公众号后才能查看攻略',
      '五星好评返现 5 元',
    ])
      expect([text, levels(text)]).toEqual([text, ['refuse']]);
  });

  it('is warned of where it lures, or praises itself too much', () => {
    for (const text of ['关注即可领券', '添加导购微信，领红包', '全网最低价'])
      expect([text, levels(text)]).toEqual([text, ['warn']]);
  });

  it('is left alone where it only says what is so', () => {
    for (const text of [
      '欢迎分享给家人一起尝尝',
      '你好，我是你的导购，有问题随时找我',
      '满 39 减 10，在「我的券」里查看',
      '好评和建议我们都会看，谢谢你',
      '请关注配送时间的变化',
      '点赞是对我们最大的鼓励',
    ])
      expect([text, levels(text)]).toEqual([text, []]);
  });
});

it('a form whose texts are published refuses at the very field, in lists as well, and names rule, source and day', () => {
  const fields = [
    { key: 'text', kind: 'text', label: { zh: '文字', en: 'Text' }, max: 100 },
    {
      key: 'rows',
      kind: 'list',
      label: { zh: '行', en: 'Rows' },
      of: [{ key: 'says', kind: 'text', label: { zh: '说', en: 'Says' }, max: 100 }],
      min: 0,
      max: 5,
      add: { zh: '加', en: 'Add' },
    },
  ] as const;
  const values = { text: '全网最低', rows: [{ says: '早上好' }, { says: '转发才能领取' }] };
  const crossed = redLinesOf(fields, values);
  expect(crossed.cautions.map(({ at }) => at)).toEqual(['text']);
  expect(crossed.refused.map(({ at }) => at)).toEqual(['rows.1.says']);
  expect(crossed.refused[0]?.words.zh).toMatch(/weixin\.qq\.com.*2026-11-29/);
  const sentence = () => ({ zh: '', en: '' });
  expect(checkForm(form({ fields, sentence }), values).ok).toBe(true);
  expect(checkForm(form({ fields, sentence, published: true }), values)).toMatchObject({
    ok: false,
    problems: [{ at: 'rows.1.says' }],
  });
});
