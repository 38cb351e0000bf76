import type { Draft } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { codePlace } from '@huoshui/contracts/words/codes';
import type { Ctx } from '../../../platform/ctx.ts';
import { daysOf } from '../../../platform/event-store/range.ts';
import { form } from '../../../platform/form/form.ts';
import { type PeopleOfColumn, report, type Table } from '../../../platform/report/report.ts';
import type { Cell } from '../../../platform/table-file.ts';
import { type Breakdown, type CodeFigures, type Figures, figuresOfCodes, type WhoOfCodes } from '../figures.ts';
import { askOf, whichFields, whichText } from './question.ts';

const breakdowns = [
  { value: 'code', label: words('渠道码', 'Code') },
  { value: 'place', label: words('放在哪里', 'Where it stands') },
  { value: 'channel', label: words('渠道', 'Channel') },
  { value: 'store', label: words('门店', 'Store') },
] as const;

/** What codes brought, and what each new member cost. */
export const codesReport = report({
  name: 'codes.codes',
  words: words('渠道码', 'Codes'),
  can: 'codes.read',
  form: form({
    fields: [
      ...whichFields,
      { key: 'by', label: words('分开看', 'Apart by'), kind: 'choice', options: breakdowns, initial: 'code' },
    ],
    sentence: (asked, names) => {
      const which = whichText(asked, names);
      return words(`${which.zh} 的渠道码带来了什么`, `What codes brought: ${which.en}`);
    },
  }),
  async ask(ctx, { by, ...asked }) {
    const told = await figuresOfCodes(ctx, askOf(asked), by);
    return [
      { ...(await groupTable(ctx, told, by)), people: peopleOf(told, by, asked) },
      wholeTable(told),
      dayTable(told),
    ];
  },
});

const numbers = [
  { key: 'scans', words: words('扫码次数', 'Scans'), kind: 'count' },
  { key: 'scanners', words: words('扫码人数', 'Scanners'), kind: 'count' },
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
] as const;

function cellsOf(figures: Figures): Cell[] {
  const { joined, cost, buyers, repeat } = figures;
  return [
    ...numbers.map(({ key }) => figures[key]),
    cost,
    cost > 0 && joined > 0 ? Math.round(cost / joined) : null,
    buyers,
    repeat,
    buyers > 0 ? repeat / buyers : null,
  ];
}

async function groupTable(ctx: Ctx, { groups }: CodeFigures, by: Breakdown): Promise<Table> {
  const stores = groups.flatMap(({ codes }) => codes.flatMap(({ storeId }) => storeId ?? []));
  const names = await ctx.names(
    ctx,
    [...new Set(stores)].map((id) => ({ of: 'store' as const, id })),
  );
  const name = ({ key, codes: [code] }: CodeFigures['groups'][number]): string | Words => {
    if (by === 'place') return code === undefined ? key : codePlace[code.place];
    if (by === 'store') return names('store', key) ?? words('不属于门店', 'Of no store');
    if (by === 'channel') return key === '' ? words('没有写渠道', 'No channel') : key;
    return code?.name ?? key;
  };
  const more = ({ codes: [code] }: CodeFigures['groups'][number]): Cell[] =>
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
    ],
    rows: byWorth(groups).map((group) => [group.key, name(group), ...more(group), ...cellsOf(group.figures)]),
  };
}

function byWorth(groups: CodeFigures['groups']): CodeFigures['groups'] {
  return groups.toSorted((a, b) => b.figures.spent - a.figures.spent || b.figures.scans - a.figures.scans);
}

const counted = {
  scanners: 'scanners',
  joined: 'joined',
  payers: 'payers',
  firstOrders: 'first',
  buyers: 'buyers',
  repeat: 'repeat',
} as const satisfies Readonly<Record<string, WhoOfCodes>>;

/** Codes without a channel, or of no store, are no question that can be asked. */
function peopleOf({ groups }: CodeFigures, by: Breakdown, asked: Draft): PeopleOfColumn[] {
  const rows = byWorth(groups).map(({ key }) => (key === '' ? null : { [by]: key }));
  return Object.entries(counted).map(([column, who]) => ({
    column,
    of: 'codes.codes',
    values: { ...asked, who },
    rows,
  }));
}

function wholeTable({ whole }: CodeFigures): Table {
  return {
    key: 'whole',
    words: words('合计', 'Altogether'),
    columns: [...numbers, ...later],
    rows: Object.values(whole).every((number) => number === 0) ? [] : [cellsOf(whole)],
  };
}

/** Every day of the range that has begun. */
function dayTable({ days, range }: CodeFigures): Table {
  const none = { scans: 0, scanners: 0, joined: 0, orders: 0, payers: 0, firstOrders: 0, gmv: 0, spent: 0 };
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
              const figures = days.get(day) ?? none;
              return [day, ...numbers.map(({ key }) => figures[key])];
            }),
  };
}
