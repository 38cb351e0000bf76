import { periodText } from '@huoshui/contracts/form-numbers';
import { initialValues } from '@huoshui/contracts/form-values';
import { words } from '@huoshui/contracts/words';
import { describe, expect, it } from 'vitest';
import { checkForm } from './check.ts';
import { form } from './form.ts';

const label = (zh: string) => words(zh, zh);
const tiers = form({
  fields: [
    { key: 'name', label: label('名称'), kind: 'text', max: 5 },
    {
      key: 'by',
      label: label('方式'),
      kind: 'choice',
      options: [
        { value: 'money', label: label('减钱') },
        { value: 'percent', label: label('打折') },
      ],
      initial: 'money',
    },
    {
      key: 'cap',
      label: label('封顶'),
      kind: 'money',
      min: 1,
      max: 100_00,
      optional: true,
      when: { field: 'by', is: ['percent'] },
    },
    {
      key: 'tiers',
      label: label('档位'),
      kind: 'list',
      min: 1,
      max: 3,
      add: label('加一档'),
      of: [
        { key: 'atLeast', label: label('门槛'), kind: 'money', min: 1, max: 100_00 },
        { key: 'off', label: label('优惠'), kind: 'money', min: 1, max: 100_00 },
      ],
    },
    { key: 'scope', label: label('商品'), kind: 'scope' },
  ],
  problem: ({ tiers }) => {
    const at = tiers.findIndex(({ atLeast, off }) => off > atLeast);
    return at < 0 ? null : { at: `tiers.${at}.off`, words: label('优惠不能超过门槛') };
  },
  sentence: ({ name, tiers }) => label(`${name}${tiers.length}`),
});
const sound = {
  name: ' 满减 ',
  by: 'money',
  tiers: [{ atLeast: 100, off: 10 }],
  scope: { kind: 'products', ids: ['prd_1', 'prd_1'] },
};
const problemsOf = (draft: Record<string, unknown>) => {
  const checked = checkForm(tiers, draft);
  return checked.ok ? [] : checked.problems.map(({ at }) => at);
};

describe('a form', () => {
  it('gives its values by their kinds, with what was picked', () => {
    const checked = checkForm(tiers, sound);
    expect(checked.ok && checked.values).toEqual({
      name: '满减',
      by: 'money',
      cap: null,
      tiers: [{ atLeast: 100, off: 10 }],
      scope: { kind: 'products', ids: ['prd_1'], exceptProductIds: [] },
    });
    expect(checked.ok && checked.picked).toEqual([{ at: 'scope', of: 'product', id: 'prd_1' }]);
  });

  it('says every problem at its place, deep in lists too', () => {
    const draft = { ...sound, name: '六个字的名称', tiers: [{ atLeast: 0, off: 1.5 }], extra: 1 };
    expect(problemsOf(draft)).toEqual(['extra', 'name', 'tiers.0.atLeast', 'tiers.0.off']);
  });

  it('asks for the whole only when each part is sound', () => {
    expect(problemsOf({ ...sound, tiers: [{ atLeast: 5, off: 6 }] })).toEqual(['tiers.0.off']);
    expect(problemsOf({ ...sound, name: '', tiers: [{ atLeast: 5, off: 6 }] })).toEqual(['name']);
  });

  it('neither checks nor keeps what is not shown', () => {
    expect(problemsOf({ ...sound, cap: 'nonsense' })).toEqual([]);
    expect(problemsOf({ ...sound, by: 'percent', cap: 'nonsense' })).toEqual(['cap']);
  });

  it('takes no text for one that nobody sees', () => {
    for (const name of ['', '　', '\u200b\u200b', '\ufeff', '\u2060 \u00a0', '\u3164', '\u2800', '\u202e'])
      expect([name, checkForm(tiers, { ...sound, name }).ok]).toEqual([name, false]);
    expect(checkForm(tiers, { ...sound, name: '家👧' }).ok).toBe(true);
  });

  it('clamps nothing: a bound that is passed is told with the bound', () => {
    const checked = checkForm(tiers, { ...sound, tiers: [{ atLeast: 100_01, off: 1 }] });
    expect(checked.ok ? [] : checked.problems).toEqual([
      { at: 'tiers.0.atLeast', words: words('门槛不能大于 ¥100', '门槛: at most ¥100') },
    ]);
  });

  it('starts from its initial values, with as many rows as it needs', () => {
    expect(initialValues(tiers.fields)).toEqual({
      name: '',
      by: 'money',
      cap: null,
      tiers: [{ atLeast: null, off: null }],
      scope: { kind: 'all', ids: [], exceptProductIds: [] },
    });
  });

  it('says a length of time as people do', () => {
    expect(periodText(3 * 1440 + 60)).toEqual(words('3 天 1 小时', '3 days 1 hour'));
  });
});
