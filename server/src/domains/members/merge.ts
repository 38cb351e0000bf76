import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { memberErrors } from './errors.ts';
import { memberMerged } from './events.ts';

/**
 * Make two records one. Accounts, identities, addresses, tags and figures move here and now; every other domain moves its own rows
 * when it hears `member.merged`. Both rows are locked in id order, so two merges never wait for each other.
 */
export async function mergeMembers(
  ctx: Ctx,
  { winnerId, loserId }: { winnerId: string; loserId: string },
): Promise<void> {
  const { rows } = await sql<{ id: string; personNo: number }>`
    select id, person_no from members.member
    where id in (${winnerId}, ${loserId}) and merged_into is null order by id for update
  `.execute(ctx.db);
  const winner = rows.find((r) => r.id === winnerId);
  const loser = rows.find((r) => r.id === loserId);
  if (!winner || !loser) throw memberErrors.error('not_found');
  await sql`update members.account set member_id = ${winnerId} where member_id = ${loserId}`.execute(ctx.db);
  await sql`update members.identity set member_id = ${winnerId} where member_id = ${loserId}`.execute(ctx.db);
  await sql`update members.address set member_id = ${winnerId}, is_default = false where member_id = ${loserId}`.execute(
    ctx.db,
  );
  await sql`
    with moved as (
      insert into members.tag (member_id, name, source, reason, at)
      select ${winnerId}, name, source, reason, at from members.tag where member_id = ${loserId}
      on conflict do nothing
    )
    delete from members.tag where member_id = ${loserId}
  `.execute(ctx.db);
  await sql`
    with gone as (delete from members.standing where person_no = ${loser.personNo} returning *)
    update members.standing s set
      orders = s.orders + gone.orders,
      spent = s.spent + gone.spent,
      first_paid_at = least(s.first_paid_at, gone.first_paid_at),
      last_paid_at = greatest(s.last_paid_at, gone.last_paid_at)
    from gone where s.person_no = ${winner.personNo}
  `.execute(ctx.db);
  await sql`
    update members.member set merged_into = ${winnerId}, phone_sealed = null, phone_index = null, phone_masked = null
    where id = ${loserId} or merged_into = ${loserId}
  `.execute(ctx.db);
  ctx.emit(memberMerged, {
    personNo: winner.personNo,
    payload: { memberId: winnerId, winnerNo: winner.personNo, loserId, loserNo: loser.personNo },
  });
}
