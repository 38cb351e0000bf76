import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Merged, type Moved, merges } from '../members/index.ts';

type Merge = Pick<Merged, 'mergeId' | 'winnerNo' | 'memberId' | 'loserNo'>;

/**
 * Two records were one person. Of two leaders one goes on, and the other waits behind it: her neighbours count for that one. Of two neighbours
 * the one that counts stays, else the one that came first. Apart again, each has what she had.
 */
export const onMemberMerged = merges.listener({
  name: 'leaders.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserNo }) {
    const merge = { mergeId, memberId, winnerNo, loserNo };
    await joinLeaders(ctx, merge);
    await joinNeighbours(ctx, merge);
    const { rows: ordered } = await sql<Moved>`
      update leaders.wave_order set person_no = ${winnerNo}, member_id = ${memberId} where person_no = ${loserNo}
      returning order_id as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'leaders.wave_order', ordered);
  },
  async part(ctx, { mergeId, winnerNo, returnedId, returnedNo }) {
    const behind = await numbersOf(ctx, mergeId, 'leaders.behind');
    const moved = await numbersOf(ctx, mergeId, 'leaders.leader');
    await sql`update leaders.leader set behind_no = null where no = any(${behind}::bigint[])`.execute(ctx.db);
    await sql`
      update leaders.leader set person_no = ${returnedNo}, member_id = ${returnedId} where no = any(${moved}::bigint[])
    `.execute(ctx.db);
    const ordered = (await merges.moved(ctx, mergeId, 'leaders.wave_order')).map(({ key }) => key);
    await sql`
      update leaders.wave_order set person_no = ${returnedNo}, member_id = ${returnedId} where order_id = any(${ordered}::text[])
    `.execute(ctx.db);
    const had = (await merges.moved(ctx, mergeId, 'leaders.neighbour')).map(({ detail }) => detail);
    if (had.length === 0) return;
    await sql`delete from leaders.neighbour where person_no = ${winnerNo}`.execute(ctx.db);
    await sql`
      insert into leaders.neighbour
      select (jsonb_populate_record(null::leaders.neighbour, h || case when (h->>'person_no')::int = ${winnerNo} then '{}'::jsonb
        else jsonb_build_object('person_no', ${returnedNo}::int, 'member_id', ${returnedId}::text) end)).*
      from jsonb_array_elements(${JSON.stringify(had)}::jsonb) as h on conflict (person_no) do nothing
    `.execute(ctx.db);
  },
});

async function joinLeaders(ctx: Ctx, { mergeId, memberId, winnerNo, loserNo }: Merge): Promise<void> {
  const { rows: both } = await sql<{ no: number; hers: boolean; rank: number }>`
    select no, person_no = ${winnerNo} as hers,
      case state when 'ended' then 4 when 'suspended' then 3 when 'active' then 2 when 'applied' then 1 else 0 end as rank
    from leaders.leader where person_no in (${winnerNo}, ${loserNo}) and behind_no is null order by no for no key update
  `.execute(ctx.db);
  const [winner, loser] = [both.find(({ hers }) => hers), both.find(({ hers }) => !hers)];
  if (winner !== undefined && loser !== undefined) {
    const [ahead, back] = loser.rank > winner.rank ? [loser.no, winner.no] : [winner.no, loser.no];
    const { rows: behind } = await sql<Moved>`
      update leaders.leader set behind_no = ${ahead} where no = ${back} returning no::text as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'leaders.behind', behind);
  }
  const { rows } = await sql<Moved>`
    update leaders.leader set person_no = ${winnerNo}, member_id = ${memberId} where person_no = ${loserNo}
    returning no::text as key, '{}'::jsonb as detail
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'leaders.leader', rows);
}

async function joinNeighbours(ctx: Ctx, { mergeId, memberId, winnerNo, loserNo }: Merge): Promise<void> {
  const { rows } = await sql<Moved>`
    select person_no::text as key, to_jsonb(n) as detail from leaders.neighbour n
    where person_no in (${winnerNo}, ${loserNo}) and exists (select from leaders.neighbour h where h.person_no = ${loserNo})
    order by person_no for update
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'leaders.neighbour', rows);
  if (rows.length === 0) return;
  await sql`
    delete from leaders.neighbour where person_no in (${winnerNo}, ${loserNo}) and person_no <> (
      select person_no from leaders.neighbour where person_no in (${winnerNo}, ${loserNo})
      order by counted_at nulls last, came_at, person_no limit 1
    )
  `.execute(ctx.db);
  await sql`
    update leaders.neighbour set person_no = ${winnerNo}, member_id = ${memberId} where person_no in (${winnerNo}, ${loserNo})
  `.execute(ctx.db);
}

async function numbersOf(ctx: Ctx, mergeId: string, what: string): Promise<number[]> {
  return (await merges.moved(ctx, mergeId, what)).map(({ key }) => Number(key));
}
