import { sql } from 'kysely';
import { createActivity, goLive } from '../../server/src/domains/activities/change-activity.ts';
import { activityValues } from '../../server/src/domains/activities/testing.ts';
import { conditionKit } from '../../server/src/domains/audiences/index.ts';
import { createProduct } from '../../server/src/domains/catalog/testing.ts';
import { signToken } from '../../server/src/domains/members/session.ts';
import { shanghaiDay } from '../../server/src/platform/calendar.ts';
import { benchCtx } from '../orders/serve.ts';

export type FlashSale = { readonly id: string; readonly skuId: string };
export type FlashShop = {
  readonly tokens: readonly string[];
  readonly sales: readonly FlashSale[];
  /** Pieces that somebody has, held against what is left. */
  readonly soldOf: (sale: FlashSale) => Promise<number>;
  readonly close: () => Promise<void>;
};

type Size = { readonly buyers: number; readonly pieces: number; readonly sales: number };

/** Members with a session, and flash sales that are on, each on goods of its own; all have met all of them. */
export async function fillFlashSale(databaseUrl: string, { buyers, pieces, sales: count }: Size): Promise<FlashShop> {
  const ctx = benchCtx(databaseUrl);
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_bench_' || n, '会员', 'bench', now() from generate_series(1, ${buyers}::int) n
  `.execute(ctx.db);
  const { rows } = await sql<{ no: number }>`
    insert into members.account (app, openid, member_id, first_seen_at, seen_at)
    select 'wxbench', 'o' || m.id, m.id, now(), now() from members.member m where m.source = 'bench' returning no
  `.execute(ctx.db);
  const sales: FlashSale[] = [];
  for (let n = 0; n < count; n += 1) {
    const { skuId } = await createProduct(ctx, { price: 99_00, stock: pieces });
    const today = shanghaiDay(ctx.now());
    const values = activityValues(ctx.now(), 'flash_sale', {
      days: { from: today, to: today },
      sessions: [{ from: 0, minutes: 1440 }],
      goods: [{ sku: skuId, price: 9_90, stock: pieces }],
      ...{ perOrder: 1, perMember: 1, payMinutes: 30 },
    });
    const { id } = await createActivity(ctx, conditionKit(), { play: 'flash_sale', values });
    await goLive(ctx, id);
    sales.push({ id, skuId });
  }
  await sql`
    insert into activities.met (activity_no, person_no, version, treated, tester, met_at)
    select a.no, m.person_no, 1, true, false, now() from activities.activity a cross join members.member m where m.source = 'bench'
  `.execute(ctx.db);
  await sql`vacuum analyze`.execute(ctx.db);
  return {
    tokens: rows.map(({ no }) => signToken(ctx, no).token),
    sales,
    soldOf: async ({ skuId }) => {
      const { rows: found } = await sql<{ sold: number }>`
        select coalesce(sum(t.units), 0)::int as sold from activities.flash_stock k
        join activities.flash_take t on t.session_no = k.session_no and t.sku_id = k.sku_id and t.state = 'kept'
        where k.sku_id = ${skuId} and k.unsold = 0
      `.execute(ctx.db);
      return found[0]?.sold ?? 0;
    },
    close: async () => ctx.db.destroy(),
  };
}
