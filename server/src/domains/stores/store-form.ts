import type { ValuesOf } from '@huoshui/contracts/form';
import { clockText } from '@huoshui/contracts/form-numbers';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { holidayHours, storeState, weekday } from '@huoshui/contracts/words/stores';
import { form } from '../../platform/form/form.ts';
import { END_OF_DAY, type Hours } from './hours.ts';

const days = [
  { value: 'mon', label: weekday.mon },
  { value: 'tue', label: weekday.tue },
  { value: 'wed', label: weekday.wed },
  { value: 'thu', label: weekday.thu },
  { value: 'fri', label: weekday.fri },
  { value: 'sat', label: weekday.sat },
  { value: 'sun', label: weekday.sun },
] as const;
const minutes = words('分钟', 'minutes');
const inDays = words('天', 'days');
const hasPickup = { field: 'pickup', is: [true] };
const ownHours = { field: 'open', is: ['hours'] };

/** A place of the shop: where it is, when it is open, and how orders are collected there. */
export const storeForm = form({
  fields: [
    { key: 'name', label: words('门店名称', 'Name'), kind: 'text', max: 30 },
    {
      key: 'state',
      label: words('状态', 'State'),
      kind: 'choice',
      options: [
        { value: 'open', label: storeState.open },
        {
          value: 'paused',
          label: storeState.paused,
          hint: words('顾客看得到，暂时不能选来自提', 'Shoppers see it and cannot choose it for now'),
        },
        {
          value: 'closed',
          label: storeState.closed,
          hint: words('顾客不再看到；已下的自提单照常核销', 'Shoppers see it no more; orders that wait there stay'),
        },
      ],
      initial: 'open',
    },
    { key: 'phone', label: words('电话', 'Phone'), kind: 'text', max: 20 },
    {
      key: 'notice',
      label: words('给顾客的话', 'Notice'),
      kind: 'text',
      max: 60,
      optional: true,
      hint: words('怎么走、停车、到店找谁', 'How to find it, where to park, whom to ask'),
    },
    { key: 'region', label: words('所在城市', 'City'), kind: 'picker', of: 'region' },
    { key: 'district', label: words('区县', 'District'), kind: 'text', max: 20, optional: true },
    { key: 'street', label: words('详细地址', 'Street'), kind: 'text', max: 80 },
    {
      key: 'latitude',
      label: words('纬度', 'Latitude'),
      kind: 'count',
      digits: 6,
      min: 3,
      max: 54,
      optional: true,
      hint: words(
        '在腾讯地图的坐标拾取器里点一下就有；不填就不能按远近排',
        'From Tencent’s coordinate picker; without it nobody can be told how far it is',
      ),
    },
    {
      key: 'longitude',
      label: words('经度', 'Longitude'),
      kind: 'count',
      digits: 6,
      min: 73,
      max: 136,
      optional: true,
    },
    {
      key: 'hours',
      label: words('营业时间', 'Opening hours'),
      hint: words('同一天可以有几段；没点名的日子不营业', 'A day may have several; days not named are closed'),
      kind: 'list',
      min: 1,
      max: 14,
      add: words('添加时段', 'Add hours'),
      row: words('段', 'hours'),
      of: [
        {
          key: 'days',
          label: words('哪几天', 'Days'),
          kind: 'choices',
          options: days,
          min: 1,
          initial: days.map(({ value }) => value),
        },
        { key: 'from', label: words('开门', 'From'), kind: 'minute_of_day', min: 0, max: 1438, initial: 540 },
        {
          key: 'to',
          label: words('关门', 'To'),
          kind: 'minute_of_day',
          min: 1,
          max: END_OF_DAY,
          initial: 1260,
          hint: words('23:59 就是到半夜', '23:59 is midnight'),
        },
      ],
    },
    {
      key: 'holidays',
      label: words('节假日', 'Holidays'),
      hint: words('这些天不看上面的营业时间', 'On these days the hours above do not count'),
      kind: 'list',
      min: 0,
      max: 30,
      add: words('添加节假日', 'Add days'),
      row: words('行', 'days'),
      of: [
        { key: 'days', label: words('哪几天', 'Days'), kind: 'day_range' },
        {
          key: 'open',
          label: words('怎么营业', 'Then'),
          kind: 'choice',
          options: [
            { value: 'closed', label: holidayHours.closed },
            { value: 'hours', label: holidayHours.hours },
          ],
          initial: 'closed',
        },
        {
          key: 'from',
          label: words('开门', 'From'),
          kind: 'minute_of_day',
          min: 0,
          max: 1438,
          initial: 600,
          when: ownHours,
        },
        {
          key: 'to',
          label: words('关门', 'To'),
          kind: 'minute_of_day',
          min: 1,
          max: END_OF_DAY,
          initial: 1080,
          when: ownHours,
        },
      ],
    },
    { key: 'pickup', label: words('可以到店自提', 'Orders can be collected here'), kind: 'switch', initial: true },
    {
      key: 'prepare',
      label: words('备货要多久', 'Preparation'),
      kind: 'count',
      min: 0,
      max: 2880,
      unit: minutes,
      initial: 60,
      hint: words('只算营业时间：打烊后下的单，从开门起算', 'Of open hours: an order at night counts from the morning'),
      when: hasPickup,
    },
    {
      key: 'slot',
      label: words('自提时段', 'Time slots'),
      kind: 'choice',
      options: [
        { value: '30', label: words('每半小时', 'Half an hour') },
        { value: '60', label: words('每小时', 'An hour') },
        { value: '120', label: words('每两小时', 'Two hours') },
      ],
      initial: '60',
      when: hasPickup,
    },
    {
      key: 'ahead',
      label: words('最多提前约', 'At most ahead'),
      kind: 'count',
      min: 1,
      max: 14,
      unit: inDays,
      initial: 3,
      when: hasPickup,
    },
    {
      key: 'keep',
      label: words('过了时段还留', 'Kept after the slot for'),
      kind: 'count',
      min: 1,
      max: 30,
      unit: inDays,
      initial: 3,
      hint: words(
        '超过还没来取，出现在待办里；不会自动退款',
        'Then it is among what is to do; nothing is given back by itself',
      ),
      when: hasPickup,
    },
    {
      key: 'ownStock',
      label: words('这家店有自己的库存', 'It keeps stock of its own'),
      kind: 'switch',
      hint: words(
        '打开后，到这家店自提的订单只占用这家店的库存；关着时和快递订单用同一份。先在「门店库存」里调拨再打开，否则到店都显示没货',
        'Orders that are collected here then take from its own stock alone; without it, from the same as those that are sent. Transfer goods first, or everything is sold out here',
      ),
      when: hasPickup,
    },
  ],
  problem: ({ region, latitude, longitude, hours, holidays }) => {
    if (!region.includes('/')) return { at: 'region', words: words('请选到城市', 'Choose a city') };
    if ((latitude === null) !== (longitude === null))
      return {
        at: latitude === null ? 'latitude' : 'longitude',
        words: words('经度和纬度要一起填', 'Latitude and longitude go together'),
      };
    return crossing(hours) ?? offDays(holidays);
  },
  sentence: ({ hours, pickup, prepare, ownStock }) => {
    const open = hours.slice(0, 3).map(hoursText);
    const collect = pickup
      ? words(`可自提，备货 ${prepare ?? 0} 分钟`, `pickup, ready after ${prepare ?? 0} minutes`)
      : words('不能自提', 'no pickup');
    const own = pickup && ownStock ? [words('自己的库存', 'stock of its own')] : [];
    return joinWords([...open, collect, ...own], words('；', '; '));
  },
});

export type StoreValues = ValuesOf<typeof storeForm.fields>;

function crossing(hours: Hours['hours']) {
  for (const [at, { days: own, from, to }] of hours.entries()) {
    if (to <= from) return { at: `hours.${at}.to`, words: words('关门要晚于开门', 'It closes after it opens') };
    const other = hours
      .slice(0, at)
      .find((one) => one.days.some((day) => own.includes(day)) && one.from < to && from < one.to);
    if (other !== undefined)
      return { at: `hours.${at}.from`, words: words('和上面的时段重叠', 'It overlaps with hours above') };
  }
  return null;
}

function offDays(holidays: Hours['holidays']) {
  for (const [at, { days: own, open, from, to }] of holidays.entries()) {
    if (open === 'hours' && (to ?? 0) <= (from ?? 0))
      return { at: `holidays.${at}.to`, words: words('关门要晚于开门', 'It closes after it opens') };
    if (holidays.slice(0, at).some((one) => one.days.from <= own.to && own.from <= one.days.to))
      return { at: `holidays.${at}.days`, words: words('和上面的日子重叠', 'These days are named above') };
  }
  return null;
}

function hoursText({ days: own, from, to }: Hours['hours'][number]): Words {
  const named = days.filter(({ value }) => own.includes(value)).map(({ label }) => label);
  const all = named.length === days.length;
  const clock = `${clockText(from)}–${to === END_OF_DAY ? '24:00' : clockText(to)}`;
  return words(
    `${all ? '每天' : named.map(({ zh }) => zh).join('、')} ${clock}`,
    `${all ? 'Every day' : named.map(({ en }) => en).join(', ')} ${clock}`,
  );
}
