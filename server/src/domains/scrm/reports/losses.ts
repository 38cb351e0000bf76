import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import type { Cell } from '../../../platform/table-file.ts';
import { namesOfStaff } from '../corp/staff.ts';
import { type FriendFlow, friendFlow, netOf } from '../losses/figures.ts';

const numbers = [
  { key: 'added', words: words('新加', 'Added'), kind: 'count' },
  { key: 'again', words: words('删过又加回', 'Came back'), kind: 'count' },
  { key: 'taken', words: words('转接进来', 'Handed over to her'), kind: 'count' },
  { key: 'lost', words: words('顾客删除', 'Left by the customer'), kind: 'count' },
  { key: 'removed', words: words('导购删除', 'Removed by staff'), kind: 'count' },
  { key: 'handed', words: words('转接出去', 'Handed over to others'), kind: 'count' },
  { key: 'unknown', words: words('对账发现不在了', 'Gone, found when compared'), kind: 'count' },
  { key: 'afterMass', words: words('群发后一小时内删除', 'Left within an hour of a mass send'), kind: 'count' },
  { key: 'gone', words: words('不再是任何导购的好友', 'Friends of nobody any more'), kind: 'count' },
] as const;
const net = { key: 'net', words: words('净增', 'Net'), kind: 'count' } as const;

/** 好友流失: gained and lost friends, gross and net, by who, by which way, by day. */
export const lossesReport = report({
  name: 'scrm.losses',
  words: words('好友流失', 'Friends lost'),
  can: 'scrm.read',
  form: form({
    fields: [{ key: 'range', label: words('日期', 'Days'), kind: 'day_range' }],
    sentence: ({ range: { from, to } }) =>
      words(`${from} 至 ${to} 加了多少好友、丢了多少`, `Friends gained and lost, ${from} to ${to}`),
  }),
  async ask(ctx, { range }) {
    const rows = await friendFlow(ctx, range);
    const staff = await namesOfStaff(
      ctx,
      rows.flatMap(({ userid }) => userid ?? []),
    );
    const ways = await namesOfWays(
      ctx,
      rows.flatMap(({ way }) => way || []),
    );
    const part = (which: (typeof rows)[number]['part']) => rows.filter((row) => row.part === which);
    const byLosses = (some: typeof rows) => some.toSorted((a, b) => b.lost - a.lost || b.added - a.added);
    return [
      table('staff', words('按导购', 'By staff'), {
        first: { key: 'name', words: words('导购', 'Staff'), kind: 'text' },
        rows: byLosses(part('staff')).map((row) => [staff.get(row.userid ?? '') ?? row.userid, row]),
      }),
      table('ways', words('按怎么加的', 'By contact way'), {
        first: { key: 'way', words: words('活码', 'Contact way'), kind: 'text' },
        rows: byLosses(part('way')).map((row) => [
          row.way === '' ? words('不是通过活码', 'Not by a contact way') : (ways.get(row.way ?? '') ?? row.way),
          row,
        ]),
      }),
      {
        ...table('days', words('按天', 'By day'), {
          first: { key: 'day', words: words('日期', 'Day'), kind: 'day' },
          rows: part('day')
            .toSorted((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1))
            .map((row) => [row.day, row]),
        }),
        chart: { kind: 'lines', x: 'day', series: ['added', 'lost', 'net'] },
      },
      {
        key: 'whole',
        words: words('合计', 'Altogether'),
        columns: [...numbers, net],
        // Where nothing moved there is no sum.
        rows: part('whole')
          .filter(moved)
          .map((row) => cellsOf(row)),
      },
    ];
  },
});

type Rows = {
  readonly first: Table['columns'][number];
  readonly rows: readonly (readonly [Cell, FriendFlow])[];
};

function table(key: string, title: Words, { first, rows }: Rows): Table {
  return {
    key,
    words: title,
    columns: [first, ...numbers, net],
    rows: rows.map(([name, flow]) => [name, ...cellsOf(flow)]),
  };
}

const cellsOf = (flow: FriendFlow): Cell[] => [...numbers.map(({ key }) => flow[key]), netOf(flow)];
const moved = (flow: FriendFlow) => numbers.some(({ key }) => flow[key] !== 0);

async function namesOfWays(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = await ctx.names(
    ctx,
    ids.map((id) => ({ of: 'contact_way' as const, id })),
  );
  return new Map(ids.flatMap((id) => (names('contact_way', id) ? [[id, names('contact_way', id)?.zh ?? id]] : [])));
}
