import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../platform/form/form.ts';
import { scopes } from '../pricing/index.ts';

const percent = words('%', '%');

const fields = [
  { key: 'name', label: words('名称', 'Name'), kind: 'text', max: 30, hint: words('店里自己看', 'For yourselves') },
  {
    key: 'scope',
    label: words('哪些商品', 'Which goods'),
    kind: 'scope',
    by: ['all', 'categories', 'products'],
    except: true,
    hint: words(
      '同一件商品有几个方案时，指定商品的先于分类的，分类的先于全场的',
      'Of several, one that names the product goes before one of its category, that before one for all',
    ),
  },
  {
    key: 'first',
    label: words('佣金', 'Commission'),
    kind: 'count',
    digits: 2,
    min: 0,
    max: 50,
    initial: 5,
    unit: percent,
    hint: words(
      '按商品实付算：不含运费，优惠券、满减、积分抵掉的不算',
      'Of what was paid for goods: no delivery fee, nothing that coupons, promotions or points paid',
    ),
  },
  {
    key: 'second',
    label: words('第二级佣金', 'Second level'),
    kind: 'count',
    digits: 2,
    min: 0,
    max: 50,
    initial: 0,
    unit: percent,
    hint: words('在分销规则里打开第二级才有', 'Only while the rules allow a second level'),
  },
  { key: 'from', label: words('从哪天起', 'From'), kind: 'day' },
  {
    key: 'until',
    label: words('到哪天', 'Until'),
    kind: 'day',
    optional: true,
    hint: words('不填一直有效', 'Empty: no end'),
  },
] as const satisfies readonly Field[];

export type PlanValues = ValuesOf<typeof fields>;

export const planForm = form({
  fields,
  problem: ({ from, until, first, second }) => {
    if (until !== null && until < from)
      return { at: 'until', words: words('不能早于开始的日期', 'Not before the first day') };
    if (first + second === 0) return { at: 'first', words: words('至少给一级佣金', 'Give a commission on one level') };
    return first + second > 50
      ? { at: 'second', words: words('两级合计不超过 50%', 'Both levels together at most 50%') }
      : null;
  },
  sentence: ({ scope, first, second, from, until }, names) => {
    const goods = scopes.text(scope, names);
    const rates =
      second > 0 ? words(`${first}% + ${second}%`, `${first}% + ${second}%`) : words(`${first}%`, `${first}%`);
    const days =
      until === null ? words(`${from} 起`, `from ${from}`) : words(`${from} 至 ${until}`, `${from} to ${until}`);
    return joinWords([goods, rates, days], words('，', ', '));
  },
});
