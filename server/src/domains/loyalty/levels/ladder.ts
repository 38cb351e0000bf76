import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Ladder, Level } from './level.ts';

const columns = sql.raw('id, name, growth, pays_percent, point_tenths, free_shipping, gift, birthday_gift, service');

/** Every level, lowest first. */
export async function readLadder(ctx: Pick<Ctx, 'db'>): Promise<Ladder> {
  const { rows } = await sql<Level>`select ${columns} from loyalty.level order by growth`.execute(ctx.db);
  return rows;
}

export async function insertLevel(ctx: Ctx, level: Level): Promise<void> {
  await sql`
    insert into loyalty.level (id, name, growth, pays_percent, point_tenths, free_shipping, gift, birthday_gift, service, created_at)
    values (${level.id}, ${level.name}, ${level.growth}, ${level.paysPercent}, ${level.pointTenths}, ${level.freeShipping},
      ${level.gift}, ${level.birthdayGift}, ${level.service}, ${ctx.now()})
  `.execute(ctx.db);
}

export async function updateLevel(ctx: Ctx, level: Level): Promise<void> {
  await sql`
    update loyalty.level set name = ${level.name}, growth = ${level.growth}, pays_percent = ${level.paysPercent},
      point_tenths = ${level.pointTenths}, free_shipping = ${level.freeShipping}, gift = ${level.gift},
      birthday_gift = ${level.birthdayGift}, service = ${level.service}
    where id = ${level.id}
  `.execute(ctx.db);
}

export async function deleteLevel(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from loyalty.level where id = ${id}`.execute(ctx.db);
}

/** Whoever changes the ladder, or the rule, does so alone: what would move is looked at under what is then in force. */
export async function holdLadder(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('loyalty.ladder', 0))`.execute(ctx.db);
}

/** How many members have each level now. */
export async function countOnLevels(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ levelId: string; members: number }>`
    select level_id, count(*)::int as members from loyalty.standing where level_id is not null group by level_id
  `.execute(ctx.db);
  return new Map(rows.map(({ levelId, members }) => [levelId, members]));
}
