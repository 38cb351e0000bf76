import { sql } from 'kysely';
import type { Belonging, Person } from '../../platform/belongings.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { memberCaughtUp } from './events.ts';
import { LOOK_AGAIN_MS, moveOwn } from './merge.ts';
import { lockMembers } from './merging.ts';

const AT_ONCE = 500;

/**
 * A request that had found out who asks before a merge, and is committed after everybody followed it, leaves an order, a
 * coupon, a message with the merged record, where nobody finds it. So each merge is looked at once more, by set, and
 * where anything is left it is told, and whoever followed the merge follows that.
 */
export function followStragglers(belongings: () => readonly Belonging[]): Sweep {
  return sweep({
    name: 'members.stragglers',
    due: sql`(select min(look_again_at) from members.merge where look_again_at is not null)`,
    run: async (ctx) =>
      inTransaction(ctx, async (ctx) => {
        const due = await takeDue(ctx);
        await bringAfter(ctx, await thoseLeft(ctx, belongings(), due));
        return due.length;
      }),
  });
}

type Looked = Person & { readonly id: string; readonly standing: boolean };

async function takeDue(ctx: Ctx): Promise<readonly Looked[]> {
  const { rows } = await sql<Looked>`
    with due as (
      select id from members.merge where look_again_at <= ${ctx.now()}
      order by look_again_at limit ${AT_ONCE} for update skip locked
    ), taken as (
      update members.merge g set look_again_at = null from due where g.id = due.id returning g.id, g.loser_id, g.undone_at
    )
    select taken.id, m.id as member_id, m.person_no, taken.undone_at is null as standing
    from taken join members.member m on m.id = taken.loser_id order by taken.id
  `.execute(ctx.db);
  return rows;
}

/** Of these, the merges whose joined record has anything, in whichever domain. */
async function thoseLeft(ctx: Ctx, belongings: readonly Belonging[], due: readonly Looked[]): Promise<Looked[]> {
  const merged = due.filter(({ standing }) => standing);
  if (merged.length === 0) return [];
  const having = new Set(await withAccounts(ctx, merged));
  for (const { count } of belongings) for (const no of (await count(ctx, merged)).keys()) having.add(no);
  return merged.filter(({ personNo }) => having.has(personNo));
}

async function withAccounts(ctx: Ctx, persons: readonly Person[]): Promise<number[]> {
  const { rows } = await sql<{ personNo: number }>`
    select distinct m.person_no from members.account a join members.member m on m.id = a.member_id
    where a.member_id = any(${persons.map((p) => p.memberId)}::text[])
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}

/** To whoever she is by now: the survivor may have been merged herself since. */
async function bringAfter(ctx: Ctx, left: readonly Looked[]): Promise<void> {
  if (left.length === 0) return;
  const { rows } = await sql<{ loserId: string; winnerId: string }>`
    select id as loser_id, merged_into as winner_id from members.member
    where id = any(${left.map((one) => one.memberId)}::text[]) and merged_into is not null
  `.execute(ctx.db);
  const winnerOf = new Map(rows.map(({ loserId, winnerId }) => [loserId, winnerId]));
  // All at once, as every merge does with its two: no two of them wait for each other in a circle.
  const locked = await lockMembers(ctx, [...winnerOf.keys(), ...winnerOf.values()]);
  for (const { id, memberId: loserId, personNo: loserNo } of left) {
    const winner = locked.get(winnerOf.get(loserId) ?? '');
    if (!winner || winner.mergedInto !== null) await lookLater(ctx, id);
    else {
      await moveOwn(ctx, id, winner.id, loserId);
      ctx.emit(memberCaughtUp, {
        personNo: winner.personNo,
        payload: { mergeId: id, memberId: winner.id, winnerNo: winner.personNo, loserId, loserNo },
      });
    }
  }
}

/** She was merged on while we looked. */
async function lookLater(ctx: Ctx, id: string): Promise<void> {
  await sql`
    update members.merge set look_again_at = ${new Date(ctx.now().getTime() + LOOK_AGAIN_MS)} where id = ${id}
  `.execute(ctx.db);
}
