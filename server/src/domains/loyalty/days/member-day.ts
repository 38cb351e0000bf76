import type { memberDayFor } from '@huoshui/contracts/words/loyalty';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Offer } from '../../pricing/index.ts';
import { isRunning } from '../cards/living.ts';
import { loyaltyErrors } from '../errors.ts';
import type { Schedule } from './schedule.ts';

export type MemberDay = {
  readonly id: string;
  readonly name: string;
  readonly schedule: Schedule;
  readonly who: keyof typeof memberDayFor;
  readonly levelId: string | null;
  /** Percent that she pays of the list price of what is in its scope; null: all of it. */
  readonly paysPercent: number | null;
  readonly scope: Offer['scope'];
  /** Points of an order that is paid on it, in tenths of what everybody earns. */
  readonly pointTenths: number;
  /** What may be taken on it, once each time it comes; of a birthday it comes by itself. `<kind>:<id>`. */
  readonly gift: string | null;
  readonly ended: boolean;
  readonly createdAt: Date;
};

const COLUMNS = sql.raw(
  'd.id, d.name, d.schedule, d.who, d.level_id, d.pays_percent, d.scope, d.point_tenths, d.gift, d.ended, d.created_at',
);

/** All of them, those that run first. */
export async function readDays(ctx: Pick<Ctx, 'db'>): Promise<readonly MemberDay[]> {
  const { rows } = await sql<MemberDay>`
    select ${COLUMNS} from loyalty.member_day d order by d.ended, d.created_at, d.id
  `.execute(ctx.db);
  return rows;
}

/** Throws `loyalty.member_day_not_found`. */
export async function findDay(ctx: Ctx, id: string): Promise<MemberDay> {
  const day = (await readDays(ctx)).find((one) => one.id === id);
  if (day === undefined) throw loyaltyErrors.error('member_day_not_found', { id });
  return day;
}

export async function writeDay(ctx: Ctx, day: Omit<MemberDay, 'ended' | 'createdAt'>): Promise<void> {
  await sql`
    insert into loyalty.member_day (id, name, schedule, who, level_id, pays_percent, scope, point_tenths, gift, created_at)
    values (${day.id}, ${day.name}, ${JSON.stringify(day.schedule)}::jsonb, ${day.who}, ${day.levelId}, ${day.paysPercent},
      ${JSON.stringify(day.scope)}::jsonb, ${day.pointTenths}, ${day.gift}, ${ctx.now()})
    on conflict (id) do update set name = excluded.name, schedule = excluded.schedule, who = excluded.who,
      level_id = excluded.level_id, pays_percent = excluded.pays_percent, scope = excluded.scope,
      point_tenths = excluded.point_tenths, gift = excluded.gift
  `.execute(ctx.db);
}

export async function endDay(ctx: Ctx, id: string, ended: boolean): Promise<void> {
  await sql`update loyalty.member_day set ended = ${ended} where id = ${id}`.execute(ctx.db);
}

/** Whether a day `d` is for the member of this id, as she stands now. */
export function isForMember(ctx: Pick<Ctx, 'now'>, memberId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`case d.who when 'everybody' then true
    when 'card' then exists (select from loyalty.card c where c.member_id = ${memberId} and ${isRunning(ctx.now())})
    else exists (
      select from loyalty.standing held join loyalty.level hers on hers.id = held.level_id
      join loyalty.level least on least.id = d.level_id and hers.growth >= least.growth
      join platform.setting rule on rule.key = 'loyalty.growth' and (rule.value ->> 'on')::bool
      where held.member_id = ${memberId}) end`;
}

/** Which of the running days are for these members at all, whatever day it is. */
export async function daysFor(
  ctx: Ctx,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MemberDay[]>> {
  const { rows } = await sql<MemberDay & { memberId: string }>`
    select m.id as member_id, ${COLUMNS}
    from unnest(${[...new Set(memberIds)]}::text[]) as m (id) join loyalty.member_day d on not d.ended and ${isForMember(ctx, sql`m.id`)}
    order by d.created_at, d.id
  `.execute(ctx.db);
  const found = new Map<string, MemberDay[]>();
  for (const { memberId, ...day } of rows) found.set(memberId, [...(found.get(memberId) ?? []), day]);
  return found;
}
