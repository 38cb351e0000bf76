import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { keepDefaults } from './address.ts';
import { memberErrors } from './errors.ts';
import { memberUnmerged } from './events.ts';
import { lockMembers, nameOfActor } from './merging.ts';
import { movedIn } from './moved.ts';

/**
 * Take two records apart again, inside a transaction: whatever came with the merged person goes back to her, as far as it
 * still is the survivor's; what was used or earned since stays. Every other domain gives back its own when it hears
 * `member.unmerged`. What WeChat itself says (one unionid) cannot be undone: the next sign-in would join them again.
 */
export async function unmergeMembers(ctx: Ctx, mergeId: string, reason: string): Promise<void> {
  const merge = await lockMerge(ctx, mergeId);
  const locked = await lockMembers(ctx, [merge.winnerId, merge.loserId]);
  const [survivor, returned] = [locked.get(merge.winnerId), locked.get(merge.loserId)];
  if (!survivor || !returned) throw memberErrors.error('not_found');
  // What was counted together (consents) can be told apart only in the order in which it came together, the newest first.
  if (survivor.mergedInto) throw memberErrors.error('merge_covered');
  await sql`
    update members.merge set undone_at = ${ctx.now()}, undone_by = ${nameOfActor(ctx)}, undone_reason = ${reason}
    where id = ${mergeId}
  `.execute(ctx.db);
  await liveAgain(ctx, returned.id, returned.personNo);
  const between = { mergeId, survivorId: survivor.id, returnedId: returned.id };
  await returnAccounts(ctx, between);
  await returnAddresses(ctx, between);
  await returnTags(ctx, between);
  await returnPhone(ctx, between);
  ctx.emit(memberUnmerged, {
    personNo: survivor.personNo,
    payload: {
      mergeId,
      memberId: survivor.id,
      winnerNo: survivor.personNo,
      returnedId: returned.id,
      returnedNo: returned.personNo,
    },
  });
}

type Between = { readonly mergeId: string; readonly survivorId: string; readonly returnedId: string };

async function lockMerge(ctx: Ctx, id: string): Promise<{ winnerId: string; loserId: string }> {
  const { rows } = await sql<{ winnerId: string; loserId: string; cause: string; undoneAt: Date | null }>`
    select winner_id, loser_id, cause, undone_at from members.merge where id = ${id} for no key update
  `.execute(ctx.db);
  const merge = rows[0];
  if (!merge) throw memberErrors.error('merge_not_found');
  if (merge.undoneAt) throw memberErrors.error('merge_undone');
  if (merge.cause === 'unionid') throw memberErrors.error('merge_certain');
  return merge;
}

/** She stands by herself again, and whoever had been merged into her leads to her. */
async function liveAgain(ctx: Ctx, id: string, personNo: number): Promise<void> {
  await sql`
    with recursive under (id) as (
      select loser_id from members.merge where winner_id = ${id} and undone_at is null
      union
      select m.loser_id from members.merge m join under on m.winner_id = under.id where m.undone_at is null
    )
    update members.member m set merged_into = case when m.id = ${id} then null else ${id} end
    where m.id = ${id} or m.id in (select id from under)
  `.execute(ctx.db);
  await sql`insert into members.standing (person_no) values (${personNo}) on conflict do nothing`.execute(ctx.db);
}

async function returnAccounts(ctx: Ctx, { mergeId, survivorId, returnedId }: Between): Promise<void> {
  const accounts = (await movedIn(ctx, mergeId, 'account')).map((moved) => Number(moved.key));
  await sql`
    update members.account set member_id = ${returnedId} where no = any(${accounts}::int[]) and member_id = ${survivorId}
  `.execute(ctx.db);
  const identities = (await movedIn(ctx, mergeId, 'identity')).map((moved) => moved.key);
  await sql`
    update members.identity set member_id = ${returnedId}
    where kind || ' ' || value = any(${identities}::text[]) and member_id = ${survivorId}
  `.execute(ctx.db);
}

async function returnAddresses(ctx: Ctx, { mergeId, survivorId, returnedId }: Between): Promise<void> {
  const moved = await movedIn(ctx, mergeId, 'address');
  await sql`
    update members.address a set member_id = ${returnedId}, is_default = given.is_default
    from unnest(${moved.map((m) => m.key)}::text[], ${moved.map((m) => m.detail.isDefault === true)}::boolean[])
      as given (id, is_default)
    where a.id = given.id and a.member_id = ${survivorId}
  `.execute(ctx.db);
  // The survivor may have made a returned one her default, or have deleted the one that was.
  await keepDefaults(ctx, [survivorId, returnedId]);
}

/** A tag that came with her leaves the survivor; one that was taken off since stays off; one that both had, both have. */
async function returnTags(ctx: Ctx, { mergeId, survivorId, returnedId }: Between): Promise<void> {
  const moved = await movedIn(ctx, mergeId, 'tag');
  const brought = moved.filter((m) => m.detail.own !== true).map((m) => m.key);
  const { rows } = await sql<{ name: string }>`
    delete from members.tag where member_id = ${survivorId} and name = any(${brought}::text[]) returning name
  `.execute(ctx.db);
  const still = new Set(rows.map((row) => row.name));
  const back = moved.filter((m) => m.detail.own === true || still.has(m.key));
  await sql`
    insert into members.tag (member_id, name, source, reason, at)
    select ${returnedId}, name, source, reason, at::timestamptz from unnest(
      ${back.map((m) => m.key)}::text[], ${back.map((m) => String(m.detail.source))}::text[],
      ${back.map((m) => String(m.detail.reason))}::text[], ${back.map((m) => String(m.detail.at))}::text[]
    ) as given (name, source, reason, at)
    on conflict do nothing
  `.execute(ctx.db);
}

/** Her number is hers again, unless somebody else has verified it meanwhile. */
async function returnPhone(ctx: Ctx, { mergeId, survivorId, returnedId }: Between): Promise<void> {
  for (const { key, detail } of await movedIn(ctx, mergeId, 'phone')) {
    if (detail.taken === true)
      await sql`
        update members.member set phone_sealed = null, phone_index = null, phone_masked = null
        where id = ${survivorId} and phone_index = ${key}
      `.execute(ctx.db);
    await sql`
      update members.member set phone_sealed = ${String(detail.sealed)}, phone_index = ${key}, phone_masked = ${String(detail.masked)}
      where id = ${returnedId} and not exists (select from members.member where phone_index = ${key})
    `.execute(ctx.db);
  }
}
