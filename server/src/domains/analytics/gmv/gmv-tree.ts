import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { gmvContract } from '@huoshui/contracts/gmv';
import { type Words, words } from '@huoshui/contracts/words';
import type { GmvFactor } from '@huoshui/contracts/words/analytics';
import type { Ctx } from '../../../platform/ctx.ts';
import { except, type PersonSet, personsOfQuery, union } from '../../../platform/event-store/person-set.ts';
import { bound, piece } from '../../../platform/event-store/piece.ts';
import { ARRIVAL_SQL, sayArrival } from '../arrivals.ts';
import { readDays } from '../days.ts';
import { type Marks, namesOfMarks, noMarks } from '../marks.ts';
import { type Compared, readCompared } from './compare.ts';
import {
  type Branching,
  byCategory,
  byMarks,
  bySets,
  channelSql,
  countVisitors,
  type Figures,
  type FiguresRow,
  NO_CATEGORY,
  NONE,
  readFigures,
} from './figures.ts';
import { sharesOfChange } from './shares-of-change.ts';
import type { Stages } from './stages.ts';

type Shape = (typeof gmvContract)['POST /api/admin/reports/gmv'];
export type GmvInput = RouteIn<Shape>['body'];
export type GmvTree = RouteOut<Shape>;
export type GmvBranch = GmvTree['whole'];
type Node = GmvBranch['nodes'][number];

/**
 * Net GMV as a product of its factors at two times, and what each made of the difference. It branches by persons (so that branches share
 * nobody) or by categories (so that they share no line): either way their sums are the whole.
 */
export async function runGmvTree(ctx: Ctx, stages: Stages, input: GmvInput, marks: Marks = noMarks): Promise<GmvTree> {
  const compared = readCompared(ctx, input);
  const days = await readDays(ctx);
  const by = input.by ?? 'newness';
  const rows = await readFigures(ctx, await branching(ctx, stages, compared, by));
  const isCategory = by === 'category';
  const whole = isCategory ? await readFigures(ctx, bySets(compared, days, null)) : rows;
  const visitors = isCategory ? await countVisitors(ctx, compared, days) : null;
  const label = await namesOf(ctx, stages, marks, by, rows);
  const keys = [...new Set(rows.map(({ mark }) => mark))];
  return {
    range: { from: compared.current.from, to: compared.current.to },
    previousRange: { from: compared.previous.from, to: compared.previous.to },
    previousUntil: compared.cut ? compared.previous.until.toISOString() : null,
    asOf: compared.range.asOf,
    whole: branchOf('', words('全部', 'All'), sumOf(whole, 0), sumOf(whole, 1)),
    branches:
      by === 'whole'
        ? []
        : keys
            .map((key) => {
              const [before, now] = [0, 1].map((part) => {
                const figures = sumOf(
                  rows.filter(({ mark }) => mark === key),
                  part,
                );
                return visitors && key !== '' ? { ...figures, visitors: visitors[part] ?? 0 } : figures;
              });
              return branchOf(key, label(key), before ?? NONE, now ?? NONE);
            })
            .sort(
              (a, b) => Math.abs(b.current - b.previous) - Math.abs(a.current - a.previous) || (a.key < b.key ? -1 : 1),
            ),
  };
}

export type GmvFigure = 'visitors' | 'buyers' | 'unseenBuyers';

/** Whom a node counts, of one branch or of the whole, at either time. */
export async function personsOfGmv(
  ctx: Ctx,
  stages: Stages,
  input: GmvInput,
  {
    part,
    who,
    branch,
  }: { readonly part: 'current' | 'previous'; readonly who: GmvFigure; readonly branch: string | null },
): Promise<PersonSet> {
  const compared = readCompared(ctx, input);
  const by = branch === null ? 'whole' : (input.by ?? 'newness');
  const everyVisitor = by === 'category' && who === 'visitors';
  const { rows, sets, visitors } = everyVisitor
    ? bySets(compared, await readDays(ctx), null)
    : await branching(ctx, stages, compared, by);
  const which = { visitors: 'came', buyers: 'came AND ordered > 0', unseenBuyers: 'NOT came AND ordered > 0' }[who];
  const marked = branch === null || everyVisitor ? piece`` : piece`AND mark = ${bound('String', branch)}`;
  const at = part === 'current' ? 1 : 0;
  if (who === 'visitors' && sets !== null)
    return personsOfQuery(
      piece`SELECT arrayJoin(bitmapToArray(groupBitmapMergeState(who))) AS person_no FROM (${sets}) WHERE part = ${at} ${marked}`,
    );
  const found = personsOfQuery(piece`SELECT person_no FROM (${rows}) WHERE part = ${at} AND ${which} ${marked}`);
  if (who !== 'visitors' || visitors === null || branch !== '') return found;
  const inRows = personsOfQuery(piece`SELECT person_no FROM (${rows}) WHERE part = ${at}`);
  return union([found, except({ bitmap: visitors[at] }, inRows)]);
}

async function branching(
  ctx: Ctx,
  stages: Stages,
  compared: Compared,
  by: NonNullable<GmvInput['by']>,
): Promise<Branching> {
  const days = await readDays(ctx);
  switch (by) {
    case 'newness':
      return bySets(compared, days, 'returning');
    case 'channel':
      return byMarks(compared, days, [channelSql(compared, ARRIVAL_SQL)]);
    case 'category':
      return byCategory(compared, days);
    case 'stage': {
      const of = async (part: number, moment: Date) =>
        piece`SELECT ${part} AS part, person_no, stage AS mark FROM (${await stages.at(ctx, moment)}) WHERE stage != 'none'`;
      return byMarks(compared, days, [await of(0, compared.previous.start), await of(1, compared.current.start)]);
    }
    default:
      return bySets(compared, days, null);
  }
}

async function namesOf(ctx: Ctx, stages: Stages, marks: Marks, by: GmvInput['by'], rows: readonly FiguresRow[]) {
  if (by === 'channel') {
    const own = await namesOfMarks(ctx, marks);
    return (key: string) => own.get(key) ?? sayArrival(key);
  }
  if (by === 'stage') return (key: string) => (key === '' ? words('还没买过', 'Had not bought') : stages.say(key));
  if (by !== 'category') return (key: string) => (key === '' ? words('新客', 'New') : words('老客', 'Returning'));
  const ids = [...new Set(rows.map(({ mark }) => mark))].filter((id) => id !== '' && id !== NO_CATEGORY);
  const names = await ctx.names(
    ctx,
    ids.map((id) => ({ of: 'category' as const, id })),
  );
  return (key: string) => {
    if (key === '') return words('运费等', 'Shipping and others');
    if (key === NO_CATEGORY) return words('未分类', 'Of no category');
    return names('category', key) ?? words('已删除的分类', 'A deleted category');
  };
}

function sumOf(rows: readonly FiguresRow[], part: number): Figures {
  return rows
    .filter((row) => row.part === part)
    .reduce(
      (sum, row) => ({
        visitors: sum.visitors + row.visitors,
        buyers: sum.buyers + row.buyers,
        orders: sum.orders + row.orders,
        spent: sum.spent + row.spent,
        unseenBuyers: sum.unseenBuyers + row.unseenBuyers,
        unseenOrders: sum.unseenOrders + row.unseenOrders,
        unseenSpent: sum.unseenSpent + row.unseenSpent,
        kept: sum.kept + row.kept,
      }),
      NONE,
    );
}

const wholeSpent = ({ spent, unseenSpent, kept }: Figures): number => spent + unseenSpent + kept;
const ratio = (a: number, b: number): number | null => (b === 0 ? null : a / b);

/** What visitors spent is a product of four, what the unseen spent of three; what was kept stands beside them. */
function branchOf(key: string, label: Words, before: Figures, now: Figures): GmvBranch {
  const seen = ({ visitors, buyers, orders, spent }: Figures) => [
    visitors,
    ratio(buyers, visitors),
    ratio(orders, buyers),
    ratio(spent, orders),
  ];
  const unseen = ({ unseenBuyers, unseenOrders, unseenSpent }: Figures) => [
    unseenBuyers,
    ratio(unseenOrders, unseenBuyers),
    ratio(unseenSpent, unseenOrders),
  ];
  const nodes = [
    ...nodesOf(['visitors', 'conversion', 'frequency', 'orderValue'], seen(before), seen(now)),
    ...nodesOf(['unseenBuyers', 'unseenFrequency', 'unseenOrderValue'], unseen(before), unseen(now)),
    ...nodesOf(['kept'], [before.kept], [now.kept]),
  ];
  return { key, label, current: wholeSpent(now), previous: wholeSpent(before), nodes };
}

function nodesOf(
  factors: readonly GmvFactor[],
  before: readonly (number | null)[],
  now: readonly (number | null)[],
): Node[] {
  const contributions = sharesOfChange(before, now);
  return factors.map((factor, n) => ({
    factor,
    current: now[n] ?? null,
    previous: before[n] ?? null,
    contribution: contributions[n] ?? 0,
  }));
}
