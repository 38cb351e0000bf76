import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { payCouponContract } from '@huoshui/contracts/paycoupons';
import type { Words } from '@huoshui/contracts/words';
import { words } from '@huoshui/contracts/words';
import type { PayCouponStockState } from '@huoshui/contracts/words/paycoupons';
import { sql } from 'kysely';
import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { payCouponErrors } from './errors.ts';
import { stockForm, worthWords } from './stock-form.ts';

type List = (typeof payCouponContract)['GET /api/admin/pay-coupons'];
type View = RouteOut<List>['items'][number];

export type StockRow = {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly amount: number;
  readonly minimum: number;
  readonly total: number;
  readonly perMember: number;
  readonly dayAmount: number | null;
  readonly days: number | null;
  readonly beginAt: Date;
  readonly endAt: Date;
  readonly noCash: boolean;
  readonly state: 'making' | 'ready' | 'running' | 'paused' | 'refused';
  readonly stockId: string | null;
  readonly trouble: Words | null;
  readonly tries: number;
  readonly given: number;
  readonly sent: number;
  readonly used: number;
  readonly cost: number;
  readonly back: number;
  readonly wechatSent: number | null;
  readonly oursThen: number | null;
  readonly flowsRead: boolean;
  readonly createdAt: Date;
};

/** The columns of `paycoupons.stock s`. */
export const STOCK =
  sql.raw(`s.no, s.id, s.name, s.description, s.amount, s.minimum, s.total, s.per_member, s.day_amount, s.days, s.begin_at,
  s.end_at, s.no_cash, s.state, s.stock_id, s.trouble, s.tries, s.given, s.sent, s.used, s.cost, s.back, s.wechat_sent, s.ours_then,
  s.flows_read, s.created_at`);

/** WeChat hears of it at once (`make`); until it has answered it is being made. Throws `platform.bad_form`. */
export async function createStock(ctx: Ctx, draft: Draft): Promise<string> {
  const values = await readForm(ctx, stockForm, draft);
  const { name, description, amount, minimum, total, perMember, dayAmount, days, from, until, funding } = values;
  const endAt = dayStart(addDays(until, 1));
  if (endAt <= ctx.now()) throw badForm([{ at: 'until', words: words('已经过去了', 'That day is over') }]);
  const id = newId('pcs');
  await sql`
    insert into paycoupons.stock (id, name, description, amount, minimum, total, per_member, day_amount, days, begin_at, end_at,
      no_cash, state, due_at, flow_at, created_at)
    values (${id}, ${name}, ${description}, ${amount}, ${minimum}, ${total}, ${perMember}, ${dayAmount}, ${days},
      ${dayStart(from)}, ${endAt}, ${funding === 'settled'}, 'making', ${ctx.now()}, ${flowsFrom(endAt)}, ${ctx.now()})
  `.execute(ctx.db);
  return id;
}

/** WeChat lists what was used from ten the morning after the end on. */
function flowsFrom(endAt: Date): Date {
  return new Date(dayStart(addDays(shanghaiDay(endAt), 1)).getTime() + 10.5 * 3_600_000);
}

export async function findStocks(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, StockRow>> {
  const { rows } = await sql<StockRow>`
    select ${STOCK} from paycoupons.stock s where s.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Throws `paycoupons.not_found`. */
export async function findStock(ctx: Ctx, id: string): Promise<StockRow> {
  const row = (await findStocks(ctx, [id])).get(id);
  if (row === undefined) throw payCouponErrors.error('not_found', { id });
  return row;
}

export function shownState({ state, endAt }: Pick<StockRow, 'state' | 'endAt'>, now: Date): PayCouponStockState {
  return state !== 'refused' && now >= endAt ? 'ended' : state;
}

/** Whether one may be given now, and why not. */
export function noteOf(row: StockRow, now: Date): Words | null {
  const state = shownState(row, now);
  if (state === 'ended') return words('已结束', 'ended');
  if (state !== 'running') return words('没有在发放', 'not being given');
  return row.given >= row.total ? words('已发完', 'none left') : null;
}

const SHOWN = (now: Date) => sql`case when s.state <> 'refused' and s.end_at <= ${now} then 'ended' else s.state end`;

export async function listStocks(ctx: Ctx, query: RouteIn<List>['query']): Promise<RouteOut<List>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['bigint'])?.[0] ?? null;
  const which = sql`strpos(lower(s.name), lower(${query.q?.trim() ?? ''})) > 0
    and (${query.state ?? null}::text is null or ${SHOWN(ctx.now())} = ${query.state ?? null})`;
  const { rows } = await sql<StockRow>`
    select ${STOCK} from paycoupons.stock s where ${which} and (${after}::bigint is null or s.no < ${after})
    order by s.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    ({ no }) => [no],
    (row) => presentStock(row, ctx.now()),
  );
  if (after !== null) return page;
  return { ...page, ...(await countUpTo(ctx, 10_000, sql`select from paycoupons.stock s where ${which}`)) };
}

export function presentStock(row: StockRow, now: Date): View {
  return {
    ...{ id: row.id, name: row.name, description: row.description, state: shownState(row, now) },
    ...{ amount: row.amount, minimum: row.minimum, total: row.total, perMember: row.perMember, days: row.days },
    ...{ dayAmount: row.dayAmount, funding: row.noCash ? 'settled' : 'prepaid', stockId: row.stockId },
    sentence: worthWords(row.amount, row.minimum),
    ...{ trouble: row.trouble, given: row.given, sent: row.sent, used: row.used, cost: Number(row.cost) },
    ...{ back: Number(row.back), flowsRead: row.flowsRead },
    wechatSent: row.wechatSent === null ? null : { theirs: row.wechatSent, ours: row.oursThen ?? 0 },
    from: row.beginAt.toISOString(),
    until: row.endAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}
