import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { distributionContract } from '@huoshui/contracts/distribution';
import { type Words, words } from '@huoshui/contracts/words';
import {
  type CommissionSource,
  type CommissionState,
  commissionLevel,
  commissionSource,
  commissionState,
} from '@huoshui/contracts/words/distribution';
import { type RawBuilder, sql } from 'kysely';
import { shanghaiTime } from '../../platform/calendar.ts';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import type { Cells } from '../../platform/table-file.ts';
import { findByPersonNo, membersShown } from '../members/index.ts';
import { distributorsBy } from './distributor.ts';
import { distributionErrors } from './errors.ts';

type Shape = (typeof distributionContract)['GET /api/admin/commissions'];
type View = RouteOut<Shape>['items'][number];
type Asked = Pick<RouteIn<Shape>['query'], 'q' | 'state' | 'distributor'>;
export type CommissionRow = {
  readonly no: number;
  readonly id: string;
  readonly shown: CommissionState;
  readonly level: number;
  readonly distributorNo: number;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly earnedFor: CommissionSource;
  readonly product: string;
  readonly buyerId: string;
  readonly buyerNo: number;
  readonly units: number;
  readonly backUnits: number;
  readonly base: number;
  readonly backBase: number;
  readonly rate: number;
  readonly amount: number;
  readonly reversed: number;
  readonly held: Words | null;
  readonly judgedBy: string | null;
  readonly because: string;
  readonly paidAt: Date;
  readonly releaseAt: Date | null;
  readonly releasedAt: Date | null;
};

/** How `distribution.commission c` stands, as people read it. */
export const SHOWN =
  sql.raw(`case when c.state <> 'frozen' then c.state when c.held is not null and c.judged_at is null then 'held'
  when c.received_at is not null then 'maturing' else 'frozen' end`);
export const COMMISSION = sql`c.no, c.id, ${SHOWN} as shown, c.level, c.distributor_no, c.order_id, c.order_number, c.earned_for, c.product, c.buyer_id, c.buyer_no,
  c.units, c.back_units, c.base, c.back_base, c.rate, c.amount, c.reversed, c.held, c.judged_by, c.because, c.paid_at, c.release_at, c.released_at`;
const MOST_COUNTED = 10_000;
const MOST_IN_FILE = 10_000;

/** The latest first; words find an order's number, goods, and whom they may mean, on either side. */
export async function listCommissions(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { cursor, limit = 20 } = query;
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const which = await conditions(ctx, query);
  const rows = await find(ctx, sql`${which} and (${after}::bigint is null or c.no < ${after})`, limit + 1);
  const page = toPage(rows, limit, ({ no }) => [no], await showing(ctx, rows));
  if (after !== null) return page;
  return {
    ...page,
    ...(await countUpTo(ctx, MOST_COUNTED, sql`select from distribution.commission c where ${which}`)),
  };
}

/** Throws `distribution.no_such_commission`. */
export async function readCommission(ctx: Ctx, id: string): Promise<View> {
  const rows = await find(ctx, sql`c.id = ${id}`, 1);
  const [row] = rows;
  if (row === undefined) throw distributionErrors.error('no_such_commission', { id });
  return (await showing(ctx, rows))(row);
}

/** The latest ten thousand. */
export async function commissionCells(ctx: Ctx, query: Asked): Promise<Cells> {
  const rows = await find(ctx, await conditions(ctx, query), MOST_IN_FILE);
  const show = await showing(ctx, rows);
  return {
    columns: [
      { key: 'order', words: words('订单号', 'Order'), kind: 'text' },
      { key: 'of', words: words('来源', 'Of'), kind: 'text' },
      { key: 'product', words: words('商品', 'Goods'), kind: 'text' },
      { key: 'distributor', words: words('分销员', 'Distributor'), kind: 'text' },
      { key: 'buyer', words: words('客户', 'Customer'), kind: 'text' },
      { key: 'level', words: words('级别', 'Level'), kind: 'text' },
      { key: 'units', words: words('件数', 'Units'), kind: 'count' },
      { key: 'backUnits', words: words('退回件数', 'Units given back'), kind: 'count' },
      { key: 'base', words: words('商品实付', 'Paid for goods'), kind: 'money' },
      { key: 'backBase', words: words('已退金额', 'Given back'), kind: 'money' },
      { key: 'rate', words: words('比例', 'Rate'), kind: 'text' },
      { key: 'amount', words: words('佣金', 'Commission'), kind: 'money' },
      { key: 'left', words: words('剩余佣金', 'Left of it'), kind: 'money' },
      { key: 'state', words: words('状态', 'State'), kind: 'text' },
      { key: 'paidAt', words: words('付款时间', 'Paid'), kind: 'text' },
      { key: 'releasedAt', words: words('到余额时间', 'In the balance'), kind: 'text' },
    ],
    rows: rows
      .map(show)
      .map((row) => [
        ...[
          row.order.number,
          commissionSource[row.earnedFor],
          row.product,
          row.distributor.nickname,
          row.buyer.nickname,
          commissionLevel[row.level],
        ],
        ...[row.units, row.backUnits, row.base, row.backBase, `${row.rate / 100}%`, row.amount, row.left],
        ...[commissionState[row.state], shanghaiTime(new Date(row.paidAt))],
        row.releasedAt === null ? null : shanghaiTime(new Date(row.releasedAt)),
      ]),
  };
}

async function conditions(ctx: Ctx, { q, state, distributor }: Asked): Promise<RawBuilder<unknown>> {
  const text = q?.trim() || null;
  const meant = text === null ? [] : await membersShown.meant(ctx, text);
  return sql`(${state ?? null}::text is null or ${SHOWN} = ${state ?? null})
    and (${distributor ?? null}::text is null or c.distributor_no in (select no from distribution.distributor where id = ${distributor ?? null}))
    and (${text}::text is null or c.order_number = ${text} or strpos(lower(c.product), lower(${text})) > 0 or c.buyer_id = any(${[...meant]}::text[])
      or c.distributor_no in (select no from distribution.distributor where member_id = any(${[...meant]}::text[])))`;
}

async function find(ctx: Ctx, which: RawBuilder<unknown>, limit: number): Promise<readonly CommissionRow[]> {
  const { rows } = await sql<CommissionRow>`
    select ${COMMISSION} from distribution.commission c where ${which} order by c.no desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

async function showing(ctx: Ctx, rows: readonly CommissionRow[]): Promise<(row: CommissionRow) => View> {
  const distributors = await distributorsBy(
    ctx,
    rows.map(({ distributorNo }) => distributorNo),
  );
  const people = await findByPersonNo(ctx, [
    ...[...distributors.values()].map(({ personNo }) => personNo),
    ...rows.map(({ buyerNo }) => buyerNo),
  ]);
  return (row) => {
    const { id, earnedFor, product, units, backUnits, base, backBase, rate, amount, reversed, held } = row;
    const { judgedBy, because } = row;
    const distributor = distributors.get(row.distributorNo);
    const earner = people.get(distributor?.personNo ?? 0);
    const buyer = people.get(row.buyerNo);
    return {
      ...{ id, earnedFor, product, units, backUnits, base, backBase, rate, amount, held, judgedBy, because },
      state: row.shown,
      level: levelOf(row),
      distributor: {
        id: distributor?.id ?? '',
        nickname: earner?.nickname ?? '',
        memberId: distributor?.memberId ?? '',
      },
      buyer: { memberId: buyer?.id ?? row.buyerId, nickname: buyer?.nickname ?? '' },
      order: { id: row.orderNumber === '' ? '' : row.orderId, number: row.orderNumber },
      left: amount - reversed,
      paidAt: row.paidAt.toISOString(),
      releaseAt: row.releaseAt?.toISOString() ?? null,
      releasedAt: row.releasedAt?.toISOString() ?? null,
    };
  };
}

export function levelOf({ level }: { readonly level: number }): 'first' | 'second' {
  return level === 1 ? 'first' : 'second';
}
