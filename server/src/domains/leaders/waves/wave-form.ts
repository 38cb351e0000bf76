import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { waveFor, waveStock } from '@huoshui/contracts/words/leaders';
import { MINUTE_MS, shanghaiInstant, shanghaiTime } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));
const clock = { kind: 'minute_of_day', min: 0, max: 1439 } as const;

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 24,
    hint: words('邻居看到的就是它', 'Neighbours read it'),
  },
  { key: 'text', label: words('一句话介绍', 'In one line'), kind: 'text', max: 60, lines: 2, optional: true },
  { key: 'opensOn', label: words('开团', 'Opens on'), kind: 'day' },
  { key: 'opensAt', label: words('开团时间', 'At'), ...clock, initial: 600 },
  { key: 'cutsOn', label: words('截单', 'Orders until'), kind: 'day' },
  {
    key: 'cutsAt',
    label: words('截单时间', 'At'),
    ...clock,
    initial: 1320,
    hint: words(
      '到点就不能再下单；没付款的十分钟内取消',
      'Nobody orders after it; what is unpaid is cancelled soon after',
    ),
  },
  { key: 'pickupOn', label: words('提货', 'Collected on'), kind: 'day' },
  { key: 'pickupFrom', label: words('提货从', 'From'), ...clock, initial: 960 },
  { key: 'pickupTo', label: words('到', 'To'), ...clock, initial: 1200 },
  {
    key: 'goods',
    label: words('团购商品', 'Goods'),
    kind: 'list',
    min: 1,
    max: 50,
    add: words('加一个规格', 'Add a SKU'),
    row: words('规格', 'SKU'),
    of: [
      { key: 'sku', label: words('商品规格', 'SKU'), kind: 'picker', of: 'sku' },
      { key: 'price', label: words('团购价', 'Price'), kind: 'money', min: 1, max: 1_000_000_00 },
      {
        key: 'cap',
        label: words('最多卖', 'At most'),
        kind: 'count',
        unit: words('件', 'pieces'),
        min: 1,
        max: 1_000_000,
        optional: true,
        hint: words('不填就卖到商城没货；锁定库存时必填', 'Empty: as the shop has; needed where pieces are set aside'),
      },
    ],
    hint: words('团购价不与会员价、满减、优惠券同享', 'No other price, rule or coupon counts beside it'),
  },
  {
    key: 'stock',
    label: words('货从哪来', 'Pieces come from'),
    kind: 'choice',
    options: optionsOf(waveStock),
    initial: 'shop',
    hint: words(
      '单独锁定：发布时从现货锁定，截单后没卖完的还给商城',
      'Set aside: they leave what is on offer when it is published, and go back unsold after the cut-off',
    ),
  },
  {
    key: 'perMember',
    label: words('每人每种最多', 'One has at most'),
    kind: 'count',
    unit: words('件', 'of each'),
    min: 1,
    max: 999,
    optional: true,
  },
  {
    key: 'rate',
    label: words('团长佣金', 'The leader has'),
    kind: 'count',
    digits: 2,
    min: 0,
    max: 50,
    initial: 10,
    unit: words('%', '%'),
    hint: words(
      '按邻居实付算，提货并过了售后期到账，退款按件退回；这一单不再算分销佣金',
      'Of what neighbours pay, hers once nothing can come back; no other commission is paid of it',
    ),
  },
  {
    key: 'for',
    label: words('哪些团长开', 'Which leaders'),
    kind: 'choice',
    options: optionsOf(waveFor),
    initial: 'all',
  },
  {
    key: 'leaders',
    label: words('团长', 'Leaders'),
    kind: 'picker',
    of: 'leader',
    many: 200,
    when: { field: 'for', is: ['some'] },
  },
] as const satisfies readonly Field[];

export type WaveValues = ValuesOf<typeof fields>;
type When = Pick<WaveValues, 'opensOn' | 'opensAt' | 'cutsOn' | 'cutsAt' | 'pickupOn' | 'pickupFrom' | 'pickupTo'>;

/** Its times, in the shop's zone. */
export function timesOf({ opensOn, opensAt, cutsOn, cutsAt, pickupOn, pickupFrom, pickupTo }: When) {
  const at = (day: string, minute: number) => shanghaiInstant(day, minute * MINUTE_MS);
  return {
    opensAt: at(opensOn, opensAt),
    cutsAt: at(cutsOn, cutsAt),
    pickupFrom: at(pickupOn, pickupFrom),
    pickupTo: at(pickupOn, pickupTo),
  };
}

export const waveForm = form({
  fields,
  problem: (values) => {
    const { goods, stock } = values;
    const times = timesOf(values);
    if (times.cutsAt <= times.opensAt)
      return { at: 'cutsAt', words: words('截单要晚于开团', 'Orders end after it opens') };
    if (times.pickupFrom < times.cutsAt)
      return { at: 'pickupOn', words: words('提货要在截单之后', 'It is collected after orders have ended') };
    if (times.pickupTo <= times.pickupFrom)
      return { at: 'pickupTo', words: words('要晚于开始提货', 'It ends after it begins') };
    const twice = goods.findIndex(({ sku }, at) => goods.findIndex((other) => other.sku === sku) < at);
    if (twice >= 0) return { at: `goods.${twice}.sku`, words: words('这个规格已经有了', 'It stands there already') };
    const open = stock === 'own' ? goods.findIndex(({ cap }) => cap === null) : -1;
    if (open >= 0)
      return { at: `goods.${open}.cap`, words: words('锁定库存要填件数', 'How many are to be set aside?') };
    return null;
  },
  sentence: (values) => {
    const { opensAt, cutsAt, pickupFrom, pickupTo } = timesOf(values);
    const low = formatYuan(Math.min(...values.goods.map(({ price }) => price)));
    const n = values.goods.length;
    return joinWords(
      [
        words(
          `${shanghaiTime(opensAt)} 开团，${shanghaiTime(cutsAt)} 截单`,
          `Open ${shanghaiTime(opensAt)} to ${shanghaiTime(cutsAt)}`,
        ),
        words(
          `${shanghaiTime(pickupFrom)} 至 ${shanghaiTime(pickupTo).slice(11)} 到团长处提货`,
          `collected at the leader’s ${shanghaiTime(pickupFrom)} to ${shanghaiTime(pickupTo).slice(11)}`,
        ),
        words(`${n} 种商品，¥${low} 起`, `${n} goods from ¥${low}`),
        words(`团长佣金 ${values.rate}%`, `${values.rate}% for the leader`),
      ],
      words('；', '; '),
    );
  },
});
