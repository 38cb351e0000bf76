import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { keepDefaults } from './address.ts';
import { memberErrors } from './errors.ts';
import { memberMerged } from './events.ts';
import { lockMembers, nameOfActor } from './merging.ts';
import { noteMoved } from './moved.ts';

export type MergeCause = 'phone' | 'unionid' | 'operator';

/**
 * Make two records one, inside a transaction. Accounts, identities, addresses, tags, phone and figures move here and now;
 * every other domain moves its own rows when it hears `member.merged`. Each writes down what came with the merged person,
 * so that it can be given back (unmerge.ts). What was being written of the merged record meanwhile follows (stragglers.ts).
 */
export async function mergeMembers(
  ctx: Ctx,
  merge: { winnerId: string; loserId: string; cause: MergeCause; reason?: string },
): Promise<void> {
  const { winnerId, loserId } = merge;
  const locked = await lockMembers(ctx, [winnerId, loserId]);
  const [winner, loser] = [locked.get(winnerId), locked.get(loserId)];
  if (!winner || !loser || winner.mergedInto || loser.mergedInto || winnerId === loserId)
    throw memberErrors.error('not_found');
  const id = newId('mrg');
  await sql`
    insert into members.merge (id, winner_id, loser_id, cause, reason, by_name, at, look_again_at)
    values (${id}, ${winnerId}, ${loserId}, ${merge.cause}, ${merge.reason ?? ''}, ${nameOfActor(ctx)}, ${ctx.now()},
      ${new Date(ctx.now().getTime() + LOOK_AGAIN_MS)})
  `.execute(ctx.db);
  await moveOwn(ctx, id, winnerId, loserId);
  await moveFigures(ctx, winner.personNo, loser.personNo);
  await movePhone(ctx, id, winnerId, loserId);
  await sql`
    update members.member set merged_into = ${winnerId} where id = ${loserId} or merged_into = ${loserId}
  `.execute(ctx.db);
  ctx.emit(memberMerged, {
    personNo: winner.personNo,
    payload: {
      mergeId: id,
      cause: merge.cause,
      memberId: winnerId,
      winnerNo: winner.personNo,
      loserId,
      loserNo: loser.personNo,
    },
  });
}

/** No request that began before a merge is still under way by then. */
export const LOOK_AGAIN_MS = MINUTE_MS;

/** What members themselves keep of her besides her record. Both are locked. */
export async function moveOwn(ctx: Ctx, id: string, winnerId: string, loserId: string): Promise<void> {
  await moveAccounts(ctx, id, winnerId, loserId);
  await moveAddresses(ctx, id, winnerId, loserId);
  await moveTags(ctx, id, winnerId, loserId);
}

async function moveAccounts(ctx: Ctx, id: string, winnerId: string, loserId: string): Promise<void> {
  const accounts = await sql<{ key: string }>`
    update members.account set member_id = ${winnerId} where member_id = ${loserId} returning no::text as key
  `.execute(ctx.db);
  await noteMoved(ctx, id, 'account', accounts.rows);
  const identities = await sql<{ key: string }>`
    update members.identity set member_id = ${winnerId} where member_id = ${loserId} returning kind || ' ' || value as key
  `.execute(ctx.db);
  await noteMoved(ctx, id, 'identity', identities.rows);
}

/** The survivor keeps her default address; one who has none takes the other's. */
async function moveAddresses(ctx: Ctx, id: string, winnerId: string, loserId: string): Promise<void> {
  const { rows } = await sql<{ key: string; isDefault: boolean }>`
    with before as (select id, is_default from members.address where member_id = ${loserId} for update)
    update members.address a set member_id = ${winnerId}, is_default = before.is_default and not exists (
      select from members.address w where w.member_id = ${winnerId} and w.is_default)
    from before where a.id = before.id
    returning a.id as key, before.is_default
  `.execute(ctx.db);
  await noteMoved(
    ctx,
    id,
    'address',
    rows.map(({ key, isDefault }) => ({ key, detail: { isDefault } })),
  );
  if (rows.length > 0) await keepDefaults(ctx, [winnerId]);
}

/** Who has a tag keeps her own reason; `own` are those the survivor had already. */
async function moveTags(ctx: Ctx, id: string, winnerId: string, loserId: string): Promise<void> {
  const { rows } = await sql<{ name: string; source: string; reason: string; at: Date; own: boolean }>`
    with gone as (delete from members.tag where member_id = ${loserId} returning name, source, reason, at), moved as (
      insert into members.tag (member_id, name, source, reason, at)
      select ${winnerId}, name, source, reason, at from gone on conflict do nothing returning name
    )
    select gone.*, not exists (select from moved where moved.name = gone.name) as own from gone
  `.execute(ctx.db);
  await noteMoved(
    ctx,
    id,
    'tag',
    rows.map(({ name, at, ...rest }) => ({ key: name, detail: { ...rest, at: at.toISOString() } })),
  );
}

/** What lists show until audiences have counted both together. */
async function moveFigures(ctx: Ctx, winnerNo: number, loserNo: number): Promise<void> {
  await sql`
    with gone as (delete from members.standing where person_no = ${loserNo} returning *)
    update members.standing s set
      orders = s.orders + gone.orders,
      spent = s.spent + gone.spent,
      first_paid_at = least(s.first_paid_at, gone.first_paid_at),
      last_paid_at = greatest(s.last_paid_at, gone.last_paid_at)
    from gone where s.person_no = ${winnerNo}
  `.execute(ctx.db);
}

/** The survivor keeps her number; without one she takes the other's. */
async function movePhone(ctx: Ctx, id: string, winnerId: string, loserId: string): Promise<void> {
  const { rows } = await sql<{ sealed: string; index: string; masked: string }>`
    select phone_sealed as sealed, phone_index as index, phone_masked as masked
    from members.member where id = ${loserId} and phone_index is not null
  `.execute(ctx.db);
  const phone = rows[0];
  if (!phone) return;
  await sql`
    update members.member set phone_sealed = null, phone_index = null, phone_masked = null where id = ${loserId}
  `.execute(ctx.db);
  const { numAffectedRows } = await sql`
    update members.member set phone_sealed = ${phone.sealed}, phone_index = ${phone.index}, phone_masked = ${phone.masked}
    where id = ${winnerId} and phone_index is null
  `.execute(ctx.db);
  await noteMoved(ctx, id, 'phone', [{ key: phone.index, detail: { ...phone, taken: Number(numAffectedRows) === 1 } }]);
}
