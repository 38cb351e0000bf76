import { words } from '@huoshui/contracts/words';
import type { FlashState, TakeState } from '@huoshui/contracts/words/flash-sales';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { badForm } from '../../../platform/form/read.ts';
import { newIds } from '../../../platform/ids.ts';
import { stock } from '../../catalog/index.ts';
import type { ActivityRow } from '../activity.ts';
import type { OwnValues } from '../activity-form.ts';
import type { FlashTerms } from '../play.ts';
import { playOf } from '../plays.ts';
import { sessionsOf } from './schedule.ts';

/** As many as the shop looks at in one report and one calendar. Taste. */
const MOST_SESSIONS = 400;

export type SessionRow = {
  readonly no: number;
  readonly id: string;
  readonly activityNo: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly closedAt: Date | null;
};
export type StockRow = {
  readonly sessionNo: number;
  readonly skuId: string;
  readonly total: number;
  readonly unsold: number;
};
export type TakeRow = {
  readonly no: number;
  readonly id: string;
  readonly sessionNo: number;
  readonly activityNo: number;
  readonly skuId: string;
  readonly personNo: number;
  readonly memberId: string;
  readonly tester: boolean;
  readonly units: number;
  readonly state: TakeState;
  readonly takenAt: Date;
  readonly keepUntil: Date;
  readonly orderId: string | null;
  readonly newcomer: boolean;
  readonly paidAt: Date | null;
};

export const SESSION = sql.raw('s.no, s.id, s.activity_no, s.starts_at, s.ends_at, s.closed_at');
export const TAKE = sql.raw(
  't.no, t.id, t.session_no, t.activity_no, t.sku_id, t.person_no, t.member_id, t.tester, t.units, t.state, t.taken_at, t.keep_until, t.order_id, t.newcomer, t.paid_at',
);

/** What a flash sale is; null where it is no such play. */
export function flashTermsOf({ play }: Pick<ActivityRow, 'play'>, own: OwnValues): FlashTerms | null {
  return playOf(play).flash?.(own) ?? null;
}

export function flashStateOf({ startsAt, endsAt, closedAt }: SessionRow, now: Date): FlashState {
  if (closedAt !== null || now >= endsAt) return 'over';
  return now < startsAt ? 'before' : 'running';
}

/**
 * Pieces of all sessions that are still to come leave what is on offer in the shop and stand in the sessions alone; it becomes live with
 * all of them or not at all. Throws `platform.bad_form` where there are too few, or no session is left.
 */
export async function prepareFlashSale(ctx: Ctx, activity: ActivityRow): Promise<void> {
  const terms = flashTermsOf(activity, activity.own);
  if (terms === null) return;
  const sessions = sessionsOf(terms.sessions, activity.values.days, ctx.now());
  if (sessions.length === 0)
    throw badForm([{ at: 'sessions', words: words('所有场次都已经过去', 'All of its sessions have passed') }]);
  if (sessions.length > MOST_SESSIONS)
    throw badForm([
      {
        at: 'sessions',
        words: words(
          `一共 ${sessions.length} 场，最多 ${MOST_SESSIONS} 场`,
          `${sessions.length} sessions in all; at most ${MOST_SESSIONS}`,
        ),
      },
    ]);
  const units = terms.goods.map(({ sku, stock: n }) => ({ skuId: sku, quantity: n * sessions.length }));
  const available = await stock.lock(ctx, units);
  const short = units.flatMap(({ skuId, quantity }, at) => {
    const there = Math.max(0, available.get(skuId) ?? 0);
    if (there >= quantity) return [];
    return [
      {
        at: `goods.${at}.stock`,
        words: words(
          `${sessions.length} 场共需 ${quantity} 件，现货只有 ${there} 件`,
          `${sessions.length} sessions need ${quantity}, and the shop has ${there}`,
        ),
      },
    ];
  });
  if (short.length > 0) throw badForm(short);
  await stock.reserve(ctx, units);
  await sql`
    with made as (
      insert into activities.flash_session (id, activity_no, starts_at, ends_at)
      select id, ${activity.no}, starts_at, ends_at from unnest(${newIds('fls', sessions.length)}::text[],
        ${sessions.map(({ startsAt }) => startsAt)}::timestamptz[], ${sessions.map(({ endsAt }) => endsAt)}::timestamptz[])
        as n (id, starts_at, ends_at)
      returning no
    )
    insert into activities.flash_stock (session_no, sku_id, total, unsold)
    select made.no, g.sku_id, g.n, g.n from made
    cross join unnest(${terms.goods.map(({ sku }) => sku)}::text[], ${terms.goods.map(({ stock: n }) => n)}::int[]) as g (sku_id, n)
  `.execute(ctx.db);
}

/** It was stopped: nothing is taken any more, and what nobody has goes back to the shop as soon as nobody is paying. */
export async function stopSessions(ctx: Ctx, { no }: ActivityRow): Promise<void> {
  await sql`
    update activities.flash_session set ends_at = least(ends_at, ${ctx.now()}) where activity_no = ${no} and closed_at is null
  `.execute(ctx.db);
}

/** Held until the end of the transaction, in one order: who takes, gives up and closes come one after the other. */
export async function holdSessions(ctx: Ctx, nos: readonly number[]): Promise<readonly SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select ${SESSION} from activities.flash_session s where s.no = any(${[...new Set(nos)]}::int[]) order by s.no for no key update
  `.execute(ctx.db);
  return rows;
}

export async function stockOfSessions(ctx: Ctx, nos: readonly number[]): Promise<readonly StockRow[]> {
  const { rows } = await sql<StockRow>`
    select session_no, sku_id, total, unsold from activities.flash_stock where session_no = any(${[...nos]}::int[]) order by session_no, sku_id
  `.execute(ctx.db);
  return rows;
}

/** What these people have in these activities that counts for what one may have. */
export async function takesOfPersons(
  ctx: Ctx,
  personNos: readonly number[],
  activityNos: readonly number[],
): Promise<readonly TakeRow[]> {
  const { rows } = await sql<TakeRow>`
    select ${TAKE} from activities.flash_take t
    where t.person_no = any(${[...new Set(personNos)]}::int[]) and t.activity_no = any(${[...new Set(activityNos)]}::int[])
      and t.state in ('kept', 'ordered', 'paid') and t.refunded_at is null order by t.no
  `.execute(ctx.db);
  return rows;
}

/** Units of sessions that are nobody's any more are there for the next. The sessions are held. */
export async function putBack(
  ctx: Ctx,
  takes: readonly Pick<TakeRow, 'sessionNo' | 'skuId' | 'units'>[],
): Promise<void> {
  await sql`
    update activities.flash_stock s set unsold = s.unsold + n.units
    from (
      select session_no, sku_id, sum(units)::int as units
      from unnest(${takes.map(({ sessionNo }) => sessionNo)}::int[], ${takes.map(({ skuId }) => skuId)}::text[],
        ${takes.map(({ units }) => units)}::int[]) as given (session_no, sku_id, units) group by session_no, sku_id
    ) n where s.session_no = n.session_no and s.sku_id = n.sku_id
  `.execute(ctx.db);
}
