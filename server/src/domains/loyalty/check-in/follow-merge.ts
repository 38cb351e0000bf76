import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Moved, merges } from '../../members/index.ts';
import type { Person } from '../tables.ts';
import { recount } from './streaks.ts';

type Two = { readonly mergeId: string | undefined; readonly stays: Person; readonly other: Person };

/** Her days are hers, whichever record had them; a day that both had stays where it was. */
export async function joinDays(ctx: Ctx, { mergeId, stays, other }: Two): Promise<void> {
  const { rows } = await sql<Moved>`
    update loyalty.check_in c set member_id = ${stays.memberId}, person_no = ${stays.personNo}
    where member_id = ${other.memberId} and not exists (
      select from loyalty.check_in own where own.member_id = ${stays.memberId} and own.day = c.day
    )
    returning day::text as key, '{}'::jsonb as detail
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'loyalty.check_in', rows);
  await recount(ctx, [stays.memberId]);
  await joinReminder(ctx, { mergeId, stays, other });
}

/** One person is reminded at one hour: the survivor's, or else the other's. */
async function joinReminder(ctx: Ctx, { mergeId, stays, other }: Two): Promise<void> {
  const { rows } = await sql<Moved>`
    update loyalty.check_in_reminder r set member_id = ${stays.memberId}, person_no = ${stays.personNo}
    where member_id = ${other.memberId} and not exists (
      select from loyalty.check_in_reminder where member_id = ${stays.memberId})
    returning minute::text as key, '{}'::jsonb as detail
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'loyalty.check_in_reminder', rows);
  await sql`delete from loyalty.check_in_reminder where member_id = ${other.memberId}`.execute(ctx.db);
}

export async function partDays(ctx: Ctx, { mergeId = '', stays, other }: Two): Promise<void> {
  const moved = await merges.moved(ctx, mergeId, 'loyalty.check_in');
  await sql`
    update loyalty.check_in set member_id = ${other.memberId}, person_no = ${other.personNo}
    where member_id = ${stays.memberId} and day = any(${moved.map(({ key }) => key)}::date[])
  `.execute(ctx.db);
  await recount(ctx, [stays.memberId, other.memberId]);
  const [reminder] = await merges.moved(ctx, mergeId, 'loyalty.check_in_reminder');
  if (reminder !== undefined)
    await sql`
      update loyalty.check_in_reminder set member_id = ${other.memberId}, person_no = ${other.personNo}
      where member_id = ${stays.memberId}
    `.execute(ctx.db);
}
