import type { Draft } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { codePlace } from '@huoshui/contracts/words/codes';
import type { Ctx } from '../../../platform/ctx.ts';
import { askedBefore, daysOf } from '../../../platform/event-store/range.ts';
import { form } from '../../../platform/form/form.ts';
import { proportion } from '../../../platform/proportion.ts';
import { asBefore, besideBefore, compareField, WHEN } from '../../../platform/report/compare.ts';
import { type PeopleOfColumn, report, type Table } from '../../../platform/report/report.ts';
import type { Cell, Column } from '../../../platform/table-file.ts';
import { type Breakdown, type CodeFigures, type Figures, figuresOfCodes, NONE, type WhoOfCodes } from '../figures.ts';
import type { CountParcels } from '../parcel-cards.ts';
import { askOf, whichFields, whichText } from './question.ts';

const breakdowns = [
  { value: 'code', label: words('渠道码', 'Code') },
  { value: 'place', label: words('放在哪里', 'Where it stands') },
  { value: 'channel', label: words('渠道', 'Channel') },
  { value: 'store', label: words('门店', 'Store') },
] as const;

/** What codes brought, and what each new member cost. */
export const codesReport = (countParcels: CountParcels) =>
  report({
    name: 'codes.codes',
    words: words('渠道码', 'Codes'),
    can: 'codes.read',
    form: form({
      fields: [
        ...whichFields,
        { key: 'by', label: words('分开看', 'Apart by'), kind: 'choice', options: breakdowns, initial: 'code' },
        compareField,
      ],
      sentence: (asked, names) => {
        const which = whichText(asked, names);
        return words(`${which.zh} 的渠道码带来了什么`, `What codes brought: ${which.en}`);
      },
    }),
    async ask(ctx, { by, compare, ...asked }) {
      const question = askOf(asked);
      const told = await figuresOfCodes(ctx, question, { by, countParcels });
      const before =
        compare === true
          ? await figuresOfCodes(ctx, { ...question, range: askedBefore(ctx, question.range) }, { by, countParcels })
          : null;
      const groups = before ? withThoseGone(told, before) : told.groups;
      return [
        { ...(await groupTable(ctx, groups, before, by)), people: peopleOf(groups, by, asked) },
        wholeTable(told, before),
        dayTable(told),
      ];
    },
  });

const numbers = [
  { key: 'scans', words: words('扫码次数', 'Scans'), kind: 'count' },
  { key: 'scanners', words: words('扫码人数', 'Scanners'), kind: 'count' },
  { key: 'added', words: words('加上好友', 'Added staff'), kind: 'count' },
  { key: 'joined', words: words('新会员', 'New members'), kind: 'count' },
  { key: 'orders', words: words('订单数', 'Orders'), kind: 'count' },
  { key: 'payers', words: words('支付人数', 'Payers'), kind: 'count' },
  { key: 'firstOrders', words: words('首单数', 'First orders'), kind: 'count' },
  { key: 'gmv', words: words('GMV', 'GMV'), kind: 'money' },
  { key: 'spent', words: words('消费', 'Spent'), kind: 'money' },
] as const;
const later = [
  { key: 'cost', words: words('成本', 'Cost'), kind: 'money' },
  { key: 'cac', words: words('获客成本', 'Cost a new member'), kind: 'money' },
  { key: 'buyers', words: words('新会员中买过的', 'New members who bought'), kind: 'count' },
  { key: 'repeat', words: words('又买过的', 'Bought again'), kind: 'count' },
  { key: 'repeatRate', words: words('复购率', 'Repeat rate'), kind: 'share' },
  { key: 'parcels', words: words('发出的包裹', 'Parcels sent with a card'), kind: 'count' },
  { key: 'scanRate', words: words('包裹扫码率', 'Scans a parcel'), kind: 'share' },
  { key: 'scanLow', words: words('扫码率下限', 'Scans a parcel, at least'), kind: 'share' },
  { key: 'scanHigh', words: words('扫码率上限', 'Scans a parcel, at most'), kind: 'share' },
  { key: 'addRate', words: words('包裹加粉率', 'Added a parcel'), kind: 'share' },
  { key: 'addLow', words: words('加粉率下限', 'Added a parcel, at least'), kind: 'share' },
  { key: 'addHigh', words: words('加粉率上限', 'Added a parcel, at most'), kind: 'share' },
] as const;

function cellsOf(figures: Figures): Cell[] {
  const { joined, cost, buyers, repeat, parcels, cardScans, cardAdded } = figures;
  return [
    ...numbers.map(({ key }) => figures[key]),
    cost,
    cost > 0 && joined > 0 ? Math.round(cost / joined) : null,
    buyers,
    repeat,
    buyers > 0 ? repeat / buyers : null,
    parcels,
    ...rateCells(cardScans, parcels),
    ...rateCells(cardAdded, parcels),
  ];
}

function rateCells(part: number, parcels: number): Cell[] {
  const rate = proportion(part, parcels);
  if (rate === null) return [null, null, null];
  return 'low' in rate ? [rate.share, rate.low, rate.high] : [rate.share, null, null];
}

type Groups = CodeFigures['groups'];

/** What brought something before and nothing now has a line too: that it ended is seen. */
function withThoseGone({ groups }: CodeFigures, before: CodeFigures): Groups {
  const told = new Set(groups.map(({ key }) => key));
  return [...groups, ...before.groups.filter(({ key }) => !told.has(key)).map((one) => ({ ...one, figures: NONE }))];
}

/** Of the days before, what a code is judged by. */
const heldAgainst = ['scans', 'joined', 'orders', 'spent', 'cost'] as const;

async function groupTable(ctx: Ctx, groups: Groups, before: CodeFigures | null, by: Breakdown): Promise<Table> {
  const stores = groups.flatMap(({ codes }) => codes.flatMap(({ storeId }) => storeId ?? []));
  const names = await ctx.names(
    ctx,
    [...new Set(stores)].map((id) => ({ of: 'store' as const, id })),
  );
  const then = new Map(before?.groups.map(({ key, figures }) => [key, figures]));
  const name = ({ key, codes: [code] }: Groups[number]): string | Words => {
    if (by === 'place') return code === undefined ? key : codePlace[code.place];
    if (by === 'store') return names('store', key) ?? words('不属于门店', 'Of no store');
    if (by === 'channel') return key === '' ? words('没有写渠道', 'No channel') : key;
    return code?.name ?? key;
  };
  const more = ({ codes: [code] }: Groups[number]): Cell[] =>
    by !== 'code' || code === undefined
      ? []
      : [codePlace[code.place], code.channel, code.storeId === null ? null : names('store', code.storeId)];
  return {
    key: 'groups',
    words: words('明细', 'In detail'),
    columns: [
      { key: 'id', words: words('编号', 'Id'), kind: 'text' },
      {
        key: 'name',
        words: breakdowns.find(({ value }) => value === by)?.label ?? words('名称', 'Name'),
        kind: 'text',
      },
      ...(by === 'code'
        ? ([
            { key: 'place', words: words('放在哪里', 'Where it stands'), kind: 'text' },
            { key: 'channel', words: words('渠道', 'Channel'), kind: 'text' },
            { key: 'store', words: words('门店', 'Store'), kind: 'text' },
          ] as const)
        : []),
      ...numbers,
      ...later,
      ...(before ? [...numbers, ...later].flatMap(heldColumn) : []),
    ],
    rows: byWorth(groups).map((group) => [
      group.key,
      name(group),
      ...more(group),
      ...cellsOf(group.figures),
      ...(before ? heldAgainst.map((key) => (then.get(group.key) ?? NONE)[key]) : []),
    ]),
  };
}

function heldColumn({ key, words: name, kind }: Column): Column[] {
  return heldAgainst.some((one) => one === key) ? [{ key: `${key}_before`, words: asBefore(name), kind }] : [];
}

function byWorth(groups: Groups): Groups {
  return groups.toSorted((a, b) => b.figures.spent - a.figures.spent || b.figures.scans - a.figures.scans);
}

const counted = {
  scanners: 'scanners',
  added: 'added',
  joined: 'joined',
  payers: 'payers',
  firstOrders: 'first',
  buyers: 'buyers',
  repeat: 'repeat',
} as const satisfies Readonly<Record<string, WhoOfCodes>>;

/** Codes without a channel, or of no store, are no question that can be asked. */
function peopleOf(groups: Groups, by: Breakdown, asked: Draft): PeopleOfColumn[] {
  const rows = byWorth(groups).map(({ key }) => (key === '' ? null : { [by]: key }));
  return Object.entries(counted).map(([column, who]) => ({
    column,
    of: 'codes.codes',
    values: { ...asked, who },
    rows,
  }));
}

function wholeTable({ whole }: CodeFigures, before: CodeFigures | null): Table {
  const isThere = (figures: Figures) => Object.values(figures).some((number) => number !== 0);
  return {
    key: 'whole',
    words: words('合计', 'Altogether'),
    columns: [...(before ? [WHEN] : []), ...numbers, ...later],
    rows: besideBefore(whole, before?.whole ?? null, cellsOf, isThere),
  };
}

/** Every day of the range that has begun. */
function dayTable({ days, range }: CodeFigures): Table {
  return {
    key: 'days',
    words: words('按天', 'By day'),
    chart: { kind: 'lines', x: 'day', series: ['scans', 'joined', 'orders'] },
    columns: [{ key: 'day', words: words('日期', 'Date'), kind: 'day' }, ...numbers],
    rows:
      days.size === 0
        ? []
        : daysOf(range)
            .filter((day) => day <= range.asOf)
            .map((day) => {
              const figures = days.get(day) ?? NONE;
              return [day, ...numbers.map(({ key }) => figures[key])];
            }),
  };
}
