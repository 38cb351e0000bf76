import type { ValuesOf } from '@huoshui/contracts/form';
import { clockText } from '@huoshui/contracts/form-numbers';
import { placeText } from '@huoshui/contracts/place';
import { regions } from '@huoshui/contracts/regions';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { weekday } from '@huoshui/contracts/words/stores';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { END_OF_DAY } from '../hours.ts';

const days = [
  { value: 'mon', label: weekday.mon },
  { value: 'tue', label: weekday.tue },
  { value: 'wed', label: weekday.wed },
  { value: 'thu', label: weekday.thu },
  { value: 'fri', label: weekday.fri },
  { value: 'sat', label: weekday.sat },
  { value: 'sun', label: weekday.sun },
] as const;

type SlotRow = {
  readonly days: readonly (keyof typeof weekday)[];
  readonly from: number;
  readonly to: number;
  /** How many orders it holds on each of its days. */
  readonly capacity: number;
};

/** A part of a city that the shop brings orders to itself: what that costs, in which slots, and how many orders each holds. */
export const areaForm = form({
  fields: [
    { key: 'name', label: words('区域名称', 'Name'), kind: 'text', max: 20 },
    {
      key: 'open',
      label: words('启用', 'In use'),
      kind: 'switch',
      initial: true,
      hint: words('关掉后不能再选；已下的订单照常送', 'Off: nobody can choose it; orders placed are still brought'),
    },
    { key: 'region', label: words('所在城市', 'City'), kind: 'picker', of: 'region' },
    {
      key: 'districts',
      label: words('送哪些区县', 'Districts'),
      kind: 'texts',
      max: 30,
      each: 20,
      optional: true,
      hint: words('不填就是全城；例如：徐汇区', 'None: the whole city; else by the names of the region list'),
    },
    { key: 'fee', label: words('配送费', 'Fee'), kind: 'money', min: 0, max: 10_000_00 },
    {
      key: 'freeFrom',
      label: words('满多少免配送费', 'Free from'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      optional: true,
      hint: words('看优惠后的商品金额；不填就不免', 'By what the goods cost; empty: never'),
    },
    {
      key: 'least',
      label: words('起送金额', 'From'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      optional: true,
      hint: words('商品金额不到就不能选；不填就不限', 'Orders below cannot choose it; empty: any'),
    },
    {
      key: 'slots',
      label: words('送达时段', 'Time slots'),
      kind: 'list',
      min: 1,
      max: 50,
      add: words('添加时段', 'Add a slot'),
      row: words('段', 'slot'),
      of: [
        {
          key: 'days',
          label: words('哪几天', 'Days'),
          kind: 'choices',
          options: days,
          min: 1,
          initial: days.map(({ value }) => value),
        },
        { key: 'from', label: words('从', 'From'), kind: 'minute_of_day', min: 0, max: 1438, initial: 540 },
        { key: 'to', label: words('到', 'To'), kind: 'minute_of_day', min: 1, max: END_OF_DAY, initial: 720 },
        {
          key: 'capacity',
          label: words('最多接几单', 'Orders at most'),
          kind: 'count',
          min: 1,
          max: 9999,
          initial: 20,
          hint: words('每天这个时段', 'On each of these days'),
        },
      ],
    },
    {
      key: 'cutoff',
      label: words('提前多久截单', 'Closes before it begins'),
      kind: 'period',
      min: 0,
      max: 10_080,
      initial: 120,
      hint: words('过了就不能再选这个时段', 'Later the slot cannot be chosen'),
    },
    {
      key: 'ahead',
      label: words('最多提前约', 'At most ahead'),
      kind: 'count',
      min: 1,
      max: 14,
      unit: words('天', 'days'),
      initial: 3,
      hint: words(
        '微信要求付款后 48 小时内发货：约得更远的单，要先把货备好并发货',
        'WeChat wants to hear within 48 hours of the payment that an order left: pack earlier what is booked further ahead',
      ),
    },
  ],
  problem: ({ region, districts, slots }) => {
    const city = cityOf(region);
    if (city === undefined) return { at: 'region', words: words('请选到城市', 'Choose a city') };
    const unknown = (districts ?? []).find((name) => !city.districts.includes(name));
    if (unknown !== undefined)
      return {
        at: 'districts',
        words: words(`${city.name}没有“${unknown}”`, `There is no “${unknown}” in ${city.name}`),
      };
    return crossing(slots);
  },
  sentence: ({ region, districts, fee, freeFrom, slots }) => {
    const [province = '', city = ''] = region.split('/');
    const named = (districts ?? []).slice(0, 3);
    const more = (districts ?? []).length > 3 ? '…' : '';
    const at = placeText({ province, city });
    const where = words(
      `${at}${named.join('、')}${more}`,
      named.length === 0 ? at : `${at}: ${named.join(', ')}${more}`,
    );
    const free =
      freeFrom === null || fee === 0
        ? words('', '')
        : words(`，满 ${formatYuan(freeFrom)} 元免`, `, free from ¥${formatYuan(freeFrom)}`);
    const cost = words(
      `${fee === 0 ? '免配送费' : `配送费 ${formatYuan(fee)} 元`}${free.zh}`,
      `${fee === 0 ? 'free' : `¥${formatYuan(fee)}`}${free.en}`,
    );
    return joinWords([where, cost, ...slots.slice(0, 3).map(slotText)], words('；', '; '));
  },
});

export type AreaValues = ValuesOf<typeof areaForm.fields>;

function cityOf(region: string) {
  const [province, city] = region.split('/');
  return regions()
    .find(({ name }) => name === province)
    ?.cities.find(({ name }) => name === city);
}

/** A slot is known by when it begins, so no two of a day begin at one minute or overlap. */
function crossing(slots: readonly SlotRow[]) {
  for (const [at, { days: own, from, to }] of slots.entries()) {
    if (to <= from) return { at: `slots.${at}.to`, words: words('要晚于开始', 'It ends after it begins') };
    const other = slots
      .slice(0, at)
      .find((one) => one.days.some((day) => own.includes(day)) && one.from < to && from < one.to);
    if (other !== undefined)
      return { at: `slots.${at}.from`, words: words('和上面的时段重叠', 'It overlaps with a slot above') };
  }
  return null;
}

function slotText({ days: own, from, to, capacity }: SlotRow): Words {
  const named = days.filter(({ value }) => own.includes(value)).map(({ label }) => label);
  const all = named.length === days.length;
  const clock = `${clockText(from)}–${to === END_OF_DAY ? '24:00' : clockText(to)}`;
  return words(
    `${all ? '每天' : named.map(({ zh }) => zh).join('、')} ${clock} ${capacity} 单`,
    `${all ? 'Every day' : named.map(({ en }) => en).join(', ')} ${clock}, ${capacity} orders`,
  );
}
