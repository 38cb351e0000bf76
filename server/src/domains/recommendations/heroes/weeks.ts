import { sql } from 'kysely';
import { addDays, MINUTE_MS, shanghaiDay, shanghaiInstant } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import type { Ports } from '../recommended.ts';
import { choose } from './choose.ts';
import { heroRules } from './hero-rules.ts';
import { propose } from './propose.ts';

/** Before anybody looks, after the night's work. */
const AT_MS = 5 * 60 * MINUTE_MS;
const MOST_WEEKS = 12;

export function mondayOf(day: string): string {
  return addDays(day, 1 - (new Date(`${day}T00:00:00Z`).getUTCDay() || 7));
}

export type Hero = {
  readonly week: string;
  readonly productId: string;
  readonly pinned: boolean;
  readonly buyers: number;
  readonly again: number;
};

/** The list of this week, made anew: by somebody, or by itself. The figures are read outside of the transaction. */
export async function rotate(ctx: Ctx, ports: Pick<Ports, 'cards'>, by: string): Promise<void> {
  const { on, priceTo, most, pinned } = await getSetting(ctx, heroRules);
  const week = mondayOf(shanghaiDay(ctx.now()));
  const { proposed } = await propose(ctx, ports.cards, priceTo);
  const before = new Set((await heroesOf(ctx, [addDays(week, -7)])).map(({ productId }) => productId));
  const ranked = proposed.map(({ productId }) => productId);
  const figures = new Map(proposed.map((one) => [one.productId, one]));
  const chosen = choose({ most, pinned: pinned ?? [], ranked, before });
  const next = on ? shanghaiInstant(addDays(week, 7), AT_MS) : null;
  await inTransaction(ctx, async (ctx) => {
    await sql`update recommendations.hero_week set next_at = null where next_at is not null`.execute(ctx.db);
    await sql`
      insert into recommendations.hero_week (week, made_at, made_by, next_at) values (${week}::date, ${ctx.now()}, ${by}, ${next})
      on conflict (week) do update set made_at = excluded.made_at, made_by = excluded.made_by, next_at = excluded.next_at
    `.execute(ctx.db);
    await sql`delete from recommendations.hero where week = ${week}::date`.execute(ctx.db);
    const rows = chosen.map((id) => ({ id, pinned: pinned?.includes(id) ?? false, ...(figures.get(id) ?? NONE) }));
    await sql`
      insert into recommendations.hero (week, place, product_id, pinned, buyers, again)
      select ${week}::date, given.place, given.id, given.pinned, given.buyers, given.again
      from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map((one) => one.pinned)}::boolean[],
        ${rows.map(({ buyers }) => buyers)}::int[], ${rows.map(({ again }) => again)}::int[])
        with ordinality as given (id, pinned, buyers, again, place)
    `.execute(ctx.db);
  });
}

const NONE = { buyers: 0, again: 0 };

/** As its rules say from now on: lists come or come no more. A shop without a list gets its first at once. */
export async function followRules(ctx: Ctx, ports: Pick<Ports, 'cards'>, by: string): Promise<void> {
  const { on } = await getSetting(ctx, heroRules);
  if (on) return rotate(ctx, ports, by);
  await sql`update recommendations.hero_week set next_at = null where next_at is not null`.execute(ctx.db);
}

export const rotateHeroes = (ports: Pick<Ports, 'cards'>): Sweep =>
  sweep({
    name: 'recommendations.heroes',
    due: sql`(select min(next_at) from recommendations.hero_week)`,
    async run(ctx, { catchUp }) {
      const { rows } = await sql`select from recommendations.hero_week where next_at <= ${ctx.now()}`.execute(ctx.db);
      if (rows.length === 0) return 0;
      await catchUp();
      await rotate(ctx, ports, '');
      return 1;
    },
  });

/** Of these weeks, in their order. */
async function heroesOf(ctx: Ctx, weeks: readonly string[]): Promise<readonly Hero[]> {
  const { rows } = await sql<Hero>`
    select to_char(week, 'YYYY-MM-DD') as week, product_id, pinned, buyers, again from recommendations.hero
    where week = any(${[...weeks]}::date[]) order by week desc, place
  `.execute(ctx.db);
  return rows;
}

export type Week = {
  readonly week: string;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly heroes: readonly Hero[];
};

/** The newest first; of one that is over what it was. */
export async function readWeeks(ctx: Ctx): Promise<readonly Week[]> {
  const { rows } = await sql<Omit<Week, 'heroes'>>`
    select to_char(week, 'YYYY-MM-DD') as week, made_at, made_by from recommendations.hero_week order by week desc limit ${MOST_WEEKS}
  `.execute(ctx.db);
  const heroes = await heroesOf(
    ctx,
    rows.map(({ week }) => week),
  );
  return rows.map((row) => ({ ...row, heroes: heroes.filter(({ week }) => week === row.week) }));
}

/** For pages: the goods of the newest list, in its order, and what they may cost. */
export async function heroesNow(ctx: Ctx): Promise<{ readonly ids: readonly string[]; readonly priceTo: number }> {
  const { priceTo } = await getSetting(ctx, heroRules);
  const { rows } = await sql<{ id: string }>`
    select product_id as id from recommendations.hero
    where week = (select max(week) from recommendations.hero_week) order by place
  `.execute(ctx.db);
  return { ids: rows.map(({ id }) => id), priceTo };
}
