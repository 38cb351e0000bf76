import type { FlashResult } from '@huoshui/contracts/flash-sales';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { findSkus } from '../../catalog/index.ts';
import type { ActivityRow } from '../activity.ts';
import { flashStateOf, flashTermsOf, SESSION, type SessionRow } from './session.ts';

type Result = Static<typeof FlashResult>;
type GoodsRow = Omit<Result['sessions'][number]['goods'][number], 'name' | 'goneAfter'> & {
  readonly sessionNo: number;
  readonly back: number;
  readonly lastAt: Date | null;
};

/** How each session went, by its goods, and what came of them (`saved`: what its prices cost); null where it is no flash sale. Testers are not counted among people and money. */
export async function sumFlashSale(ctx: Ctx, activity: ActivityRow, saved: number): Promise<Result | null> {
  if (flashTermsOf(activity, activity.own) === null) return null;
  const { rows: sessions } = await sql<SessionRow & { readonly reminders: number }>`
    select ${SESSION}, (select count(*)::int from activities.flash_reminder r where r.session_no = s.no) as reminders
    from activities.flash_session s where s.activity_no = ${activity.no} order by s.starts_at
  `.execute(ctx.db);
  const { rows: goods } = await sql<GoodsRow>`
    select k.session_no, k.sku_id, k.total, k.unsold as left, k.back,
      coalesce(sum(t.units) filter (where t.state = 'kept'), 0)::int as kept,
      coalesce(sum(t.units) filter (where t.state = 'ordered'), 0)::int as ordered,
      coalesce(sum(t.units) filter (where t.state = 'paid'), 0)::int as paid,
      coalesce(sum(t.units) filter (where t.state in ('lapsed', 'cancelled')), 0)::int as dropped,
      max(t.taken_at) filter (where t.state in ('kept', 'ordered', 'paid')) as last_at
    from activities.flash_stock k join activities.flash_session s on s.no = k.session_no
    left join activities.flash_take t on t.session_no = k.session_no and t.sku_id = k.sku_id
    where s.activity_no = ${activity.no} group by k.session_no, k.sku_id order by k.session_no, k.sku_id
  `.execute(ctx.db);
  const names = await findSkus(
    ctx,
    goods.map(({ skuId }) => skuId),
  );
  const nameOf = (skuId: string) => {
    const sku = names.get(skuId);
    return [sku?.name ?? '', ...(sku?.values ?? [])].join(' ').trim();
  };
  return {
    total: goods.reduce((sum, one) => sum + one.total, 0),
    back: goods.reduce((sum, one) => sum + one.back, 0),
    paid: goods.reduce((sum, one) => sum + one.paid, 0),
    ...(await sumMoney(ctx, activity.no)),
    saved,
    sessions: sessions.map((session) => ({
      id: session.id,
      startsAt: session.startsAt.toISOString(),
      endsAt: session.endsAt.toISOString(),
      state: flashStateOf(session, ctx.now()),
      reminders: session.reminders,
      goods: goods
        .filter(({ sessionNo }) => sessionNo === session.no)
        .map(({ sessionNo: _, back: __, lastAt, ...one }) => ({
          ...one,
          name: nameOf(one.skuId),
          goneAfter:
            one.left > 0 || lastAt === null ? null : Math.round((lastAt.getTime() - session.startsAt.getTime()) / 1000),
        })),
    })),
  };
}

type Money = Pick<Result, 'buyers' | 'newBuyers' | 'sales' | 'refunded'>;

async function sumMoney(ctx: Ctx, activityNo: number): Promise<Money> {
  const { rows } = await sql<Money>`
    with hers as (
      select t.person_no, t.order_id, t.newcomer, t.refunded_at from activities.flash_take t
      where t.activity_no = ${activityNo} and t.state = 'paid' and not t.tester
    ), money as (
      select coalesce(sum(m.fen) filter (where m.fen > 0), 0)::int as sales, coalesce(-sum(m.fen) filter (where m.fen < 0), 0)::int as refunded
      from hers join activities.order_money m using (order_id)
    )
    select count(distinct person_no)::int as buyers, count(distinct person_no) filter (where newcomer)::int as new_buyers,
      (select sales from money) as sales, (select refunded from money) as refunded
    from hers where refunded_at is null
  `.execute(ctx.db);
  return rows[0] ?? { buyers: 0, newBuyers: 0, sales: 0, refunded: 0 };
}
