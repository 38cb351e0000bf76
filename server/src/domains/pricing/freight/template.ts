import type { ValuesOf } from '@huoshui/contracts/form';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';

/** What sending costs to these areas; no areas: everywhere else. */
export type FreightArea = {
  readonly regions: readonly string[] | null;
  readonly first: number;
  readonly firstFee: number;
  readonly more: number;
  readonly moreFee: number;
  readonly freeFrom: number | null;
};

const mostFee = 10_000_00;
const units = words('件 / 千克', 'pieces / kg');

/** What sending costs by area: the first so many pieces or kilograms, and each further so many. */
export const freightForm = form({
  fields: [
    { key: 'name', label: words('模板名称', 'Name'), kind: 'text', max: 20 },
    {
      key: 'by',
      label: words('计费方式', 'Charged by'),
      kind: 'choice',
      options: [
        { value: 'piece', label: words('按件数', 'Piece') },
        {
          value: 'weight',
          label: words('按重量', 'Weight'),
          hint: words(
            '商品规格里填重量；没填的只算首重',
            'Weights stand with the SKUs; without one only the first fee is charged',
          ),
        },
      ],
      initial: 'piece',
    },
    {
      key: 'areas',
      label: words('运费', 'Fees'),
      hint: words(
        '城市优先于省份，没点名的地区用“其他地区”那一行；没有那一行就不配送',
        'A city goes before its province; areas not named use the row without areas, and are not delivered to where there is none',
      ),
      kind: 'list',
      min: 1,
      max: 30,
      add: words('添加地区', 'Add areas'),
      row: words('区', 'area'),
      of: [
        {
          key: 'regions',
          label: words('地区', 'Areas'),
          hint: words('不选就是其他地区', 'None chosen: everywhere else'),
          kind: 'picker',
          of: 'region',
          many: 400,
          optional: true,
        },
        {
          key: 'first',
          label: words('首件 / 首重', 'First'),
          kind: 'count',
          digits: 1,
          min: 0.1,
          max: 9999,
          initial: 1,
          unit: units,
        },
        { key: 'firstFee', label: words('首费', 'First fee'), kind: 'money', min: 0, max: mostFee },
        {
          key: 'more',
          label: words('每续', 'Each further'),
          kind: 'count',
          digits: 1,
          min: 0.1,
          max: 9999,
          initial: 1,
          unit: units,
        },
        { key: 'moreFee', label: words('续费', 'Further fee'), kind: 'money', min: 0, max: mostFee },
        {
          key: 'freeFrom',
          label: words('满多少包邮', 'Free from'),
          hint: words(
            '看整单优惠后的商品金额；不填就不包邮',
            'By what the goods of the whole order cost; empty: never',
          ),
          kind: 'money',
          min: 0,
          max: 1_000_000_00,
          optional: true,
        },
      ],
    },
    {
      key: 'excluded',
      label: words('不配送地区', 'Not delivered to'),
      kind: 'picker',
      of: 'region',
      many: 400,
      optional: true,
    },
  ],
  problem: ({ by, areas, excluded }) => {
    const seen = new Set<string>(excluded ?? []);
    for (const [at, { regions, first, more }] of areas.entries()) {
      if (by === 'piece' && (!Number.isInteger(first) || !Number.isInteger(more)))
        return {
          at: `areas.${at}.${Number.isInteger(first) ? 'more' : 'first'}`,
          words: words('按件计费要填整数', 'Pieces are whole numbers'),
        };
      const ids = regions === null || regions.length === 0 ? [''] : regions;
      const twice = ids.find((id) => seen.has(id));
      if (twice === '')
        return {
          at: `areas.${at}.regions`,
          words: words('“其他地区”只能有一行', 'Only one row is for everywhere else'),
        };
      if (twice !== undefined)
        return {
          at: `areas.${at}.regions`,
          words: words(`${regionText(twice)}已经选过`, `${regionText(twice)} is chosen already`),
        };
      for (const id of ids) seen.add(id);
    }
    return null;
  },
  sentence: ({ by, areas, excluded }) => {
    const unit = by === 'piece' ? words('件', 'pcs') : words('千克', 'kg');
    return joinWords(
      [
        ...areas.slice(0, 3).map((area) => areaText(area, unit)),
        ...(areas.length > 3 ? [words(`等 ${areas.length} 个区`, `${areas.length} areas in all`)] : []),
        ...((excluded ?? []).length > 0
          ? [words(`不配送：${placesText(excluded ?? []).zh}`, `not to ${placesText(excluded ?? []).en}`)]
          : []),
      ],
      words('；', '; '),
    );
  },
});

export type FreightValues = ValuesOf<typeof freightForm.fields>;
export type FreightTemplate = Pick<FreightValues, 'by' | 'areas' | 'excluded'> & { readonly id: string };

function areaText({ regions, first, firstFee, more, moreFee, freeFrom }: FreightArea, unit: Words): Words {
  const where = regions === null || regions.length === 0 ? words('其他地区', 'Elsewhere') : placesText(regions);
  const fee =
    firstFee === 0 && moreFee === 0
      ? words('包邮', 'free')
      : words(
          `${first} ${unit.zh}内 ${formatYuan(firstFee)} 元，每续 ${more} ${unit.zh} ${formatYuan(moreFee)} 元`,
          `¥${formatYuan(firstFee)} up to ${first} ${unit.en}, ¥${formatYuan(moreFee)} for each further ${more}`,
        );
  const free =
    freeFrom === null
      ? words('', '')
      : words(`，满 ${formatYuan(freeFrom)} 元包邮`, `, free from ¥${formatYuan(freeFrom)}`);
  return words(`${where.zh} ${fee.zh}${free.zh}`, `${where.en} ${fee.en}${free.en}`);
}

function placesText(ids: readonly string[]): Words {
  const named = ids.slice(0, 3).map(regionText);
  const more = ids.length > 3;
  return words(
    `${named.join('、')}${more ? ` 等 ${ids.length} 处` : ''}`,
    `${named.join(', ')}${more ? ` and ${ids.length - 3} more` : ''}`,
  );
}

/** 浙江省/杭州市 as it is said. */
export function regionText(id: string): string {
  return id.replace('/', '');
}
