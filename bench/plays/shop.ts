import { sql } from 'kysely';
import type { ActivityPlay } from '../../contracts/src/words/activities.ts';
import { commonOf } from '../../server/src/domains/activities/activity-form.ts';
import { goLive } from '../../server/src/domains/activities/change-activity.ts';
import { insertActivity } from '../../server/src/domains/activities/queries.ts';
import { activityValues } from '../../server/src/domains/activities/testing.ts';
import { createProduct } from '../../server/src/domains/catalog/testing.ts';
import { signToken } from '../../server/src/domains/members/session.ts';
import { createBuyer } from '../../server/src/domains/orders/testing.ts';
import { newId, newIds } from '../../server/src/platform/ids.ts';
import { benchCtx } from '../orders/serve.ts';
import type { Call } from './crowd.ts';

type Size = {
  readonly buyers: number;
  readonly teams: number;
  /** Of a team, the one who began it among them. */
  readonly seats: number;
  readonly prizes: number;
  readonly rounds: number;
};

export type PlaysShop = {
  /** So many teams, each with the paid place of who began it. */
  openTeams(round: number): Promise<void>;
  joins(round: number): readonly Call[];
  seatsAreExact(round: number, answered: number): Promise<boolean>;
  draws(round: number): readonly Call[];
  prizesAreExact(round: number, answered: number): Promise<boolean>;
  close(): Promise<void>;
};

const PRICE = 50_00;
/** With the delivery fee. */
const PAYABLE = 58_00;

/** Members with an address and a session, who have met each activity; a group buy and a lottery a round. */
export async function fillPlays(databaseUrl: string, size: Size): Promise<PlaysShop> {
  const ctx = benchCtx(databaseUrl);
  const { skuId, id: productId } = await createProduct(ctx, { price: 99_00, stock: 10_000_000 });
  const live = async (play: ActivityPlay, given: Parameters<typeof activityValues>[2]): Promise<string> => {
    const own = activityValues(ctx.now(), play, given) as Parameters<typeof commonOf>[0];
    const id = newId('act');
    await insertActivity(ctx, { id, play, own, values: commonOf(own) });
    await goLive(ctx, id);
    return id;
  };
  const rounds: { readonly groupBuy: string; readonly lottery: string }[] = [];
  for (let n = 0; n < size.rounds; n += 1)
    rounds.push({
      groupBuy: await live('group_buy', {
        ...{ size: size.seats, hours: 24, goods: [{ sku: skuId, price: PRICE }], perOrder: 1, perMember: 1, tiers: [] },
      }),
      lottery: await live('lottery', {
        prizes: [
          { gift: 'coupon:none', odds: 2000, stock: size.prizes },
          { gift: 'coupon:many', odds: 5000, stock: null },
        ],
        ...{ free: 1, perOrder: 0, least: 0, perFriend: false },
      }),
    });
  const buyers = await fillBuyers(ctx, size);
  const teams = rounds.map(() => newIds('tem', size.teams));
  const of = (round: number) => rounds[round] ?? { groupBuy: '', lottery: '' };
  return {
    openTeams: async (round) => {
      await sql`
        with a as (select no from activities.activity where id = ${of(round).groupBuy}), teams as (
          insert into activities.team (id, activity_no, version, product_id, size, state, begun_at, closes_at)
          select id, a.no, 1, ${productId}, ${size.seats}, 'open', now(), now() + interval '24 hours'
          from a, unnest(${teams[round] ?? []}::text[]) as t (id) returning no, id, activity_no, size
        )
        insert into activities.seat (order_id, team_no, seat, size, activity_no, person_no, member_id, tester, units, state, taken_at, paid_at)
        select 'ord_' || id, no, 1, size, activity_no, 0, 'mem_leader', false, 1, 'paid', now(), now() from teams
      `.execute(ctx.db);
      await sql`vacuum analyze activities.team, activities.seat, activities.activity`.execute(ctx.db);
    },
    joins: (round) =>
      buyers.map(({ token, addressId }, n) => ({
        path: '/api/shop/orders',
        token,
        key: `join-${round}-${n}`,
        body: {
          ...{ lines: [{ skuId, quantity: 1 }], addressId, expectedPayable: PAYABLE },
          play: { activity: of(round).groupBuy, team: teams[round]?.[n % size.teams] ?? '' },
        },
      })),
    seatsAreExact: async (round, answered) => {
      const { rows } = await sql<{ seats: number; orders: number; over: number }>`
        select count(*) filter (where s.state = 'held')::int as seats, count(distinct o.id)::int as orders, (
          select count(*)::int from (select 1 from activities.seat x join activities.activity y on y.no = x.activity_no where y.id = ${of(round).groupBuy}
            group by x.team_no having count(*) > max(x.size) or count(distinct x.seat) <> count(*)) twice) as over
        from activities.seat s join activities.activity a on a.no = s.activity_no
        left join orders.placed o on o.id = s.order_id where a.id = ${of(round).groupBuy}
      `.execute(ctx.db);
      const want = Math.min(size.buyers, size.teams * (size.seats - 1));
      const [found] = rows;
      return found?.seats === want && found.orders === want && answered === want && found.over === 0;
    },
    draws: (round) =>
      buyers.map(({ token }, n) => ({
        path: `/api/shop/activities/${of(round).lottery}/draws`,
        token,
        key: '',
        body: { nonce: `bench-${round}-${n}` },
      })),
    prizesAreExact: async (round, answered) => {
      const { rows } = await sql<{ draws: number; won: number; taken: number; rolled: number }>`
        select count(*)::int as draws, count(*) filter (where d.prize = 0)::int as won, count(*) filter (where d.rolled = 0)::int as rolled,
          (select taken from activities.prize p where p.activity_no = min(a.no) and p.place = 0) as taken
        from activities.draw d join activities.entry e on e.no = d.entry_no join activities.activity a on a.no = e.activity_no
        where a.id = ${of(round).lottery}
      `.execute(ctx.db);
      const [found] = rows;
      const won = Math.min(found?.rolled ?? 0, size.prizes);
      return found?.draws === size.buyers && answered === size.buyers && found.won === won && found.taken === won;
    },
    close: async () => ctx.db.destroy(),
  };
}

type BenchCtx = ReturnType<typeof benchCtx>;

/** One buyer as the shop makes her, the others copied from her. */
async function fillBuyers(ctx: BenchCtx, { buyers }: Size) {
  const first = await createBuyer(ctx);
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_bench_' || n, '会员', 'bench', now() from generate_series(1, ${buyers}::int) n
  `.execute(ctx.db);
  await sql`
    insert into members.address (id, member_id, sealed, is_default, created_at)
    select 'adr_' || m.id, m.id, a.sealed, true, now() from members.member m, members.address a
    where m.source = 'bench' and a.id = ${first.addressId}
  `.execute(ctx.db);
  await sql`
    insert into members.account (app, openid, member_id, first_seen_at, seen_at)
    select 'wxbench', 'o' || m.id, m.id, now(), now() from members.member m where m.source = 'bench'
  `.execute(ctx.db);
  await sql`
    insert into activities.met (activity_no, person_no, version, treated, tester, met_at)
    select a.no, m.person_no, 1, true, false, now() from activities.activity a cross join members.member m where m.source = 'bench'
  `.execute(ctx.db);
  const { rows } = await sql<{ accountNo: number; addressId: string }>`
    select c.no as account_no, a.id as address_id from members.member m join members.account c on c.member_id = m.id
    join members.address a on a.member_id = m.id where m.source = 'bench' order by m.person_no
  `.execute(ctx.db);
  await sql`vacuum analyze`.execute(ctx.db);
  return rows.map(({ accountNo, addressId }) => ({ addressId, token: signToken(ctx, accountNo).token }));
}
