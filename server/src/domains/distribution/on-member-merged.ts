import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Merged, type Moved, merges, type Unmerged } from '../members/index.ts';
import { holdDistributors } from './ledger.ts';
import { joinLocks, joinMarks, partLocks, partMarks } from './merged-customers.ts';

type Merge = Pick<Merged, 'mergeId' | 'winnerNo' | 'memberId' | 'loserNo'>;

/**
 * Two records were one person. Of two distributors one goes on, with the money of both, and the other waits behind it: its links count for
 * that one. Who was suspended or ended by one record is so by both. Apart again, each has what she brought and what came of it since.
 */
export const onMemberMerged = merges.listener({
  name: 'distribution.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserNo }) {
    const merge = { mergeId, memberId, winnerNo, loserNo };
    await joinDistributors(ctx, merge);
    const { rows: bought } = await sql<Moved>`
      update distribution.commission set buyer_no = ${winnerNo}, buyer_id = ${memberId} where buyer_no = ${loserNo}
      returning no::text as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'distribution.buyer', bought);
    await joinLocks(ctx, merge);
    await joinMarks(ctx, merge);
  },
  async part(ctx, { mergeId, winnerNo, returnedId, returnedNo }) {
    await partDistributors(ctx, { mergeId, returnedId, returnedNo });
    const bought = await numbersOf(ctx, mergeId, 'distribution.buyer');
    await sql`
      update distribution.commission set buyer_no = ${returnedNo}, buyer_id = ${returnedId}
      where no = any(${bought}::bigint[]) and buyer_no = ${winnerNo}
    `.execute(ctx.db);
    await partLocks(ctx, { mergeId, winnerNo, returnedId, returnedNo });
    await partMarks(ctx, { mergeId, winnerNo, returnedNo });
  },
});

async function joinDistributors(ctx: Ctx, { mergeId, memberId, winnerNo, loserNo }: Merge): Promise<void> {
  const { rows: both } = await sql<{ no: number; hers: boolean; rank: number }>`
    select no, person_no = ${winnerNo} as hers,
      case state when 'ended' then 4 when 'suspended' then 3 when 'active' then 2 when 'applied' then 1 else 0 end as rank
    from distribution.distributor where person_no in (${winnerNo}, ${loserNo}) and behind_no is null order by no for no key update
  `.execute(ctx.db);
  const [winner, loser] = [both.find(({ hers }) => hers), both.find(({ hers }) => !hers)];
  if (winner !== undefined && loser !== undefined) {
    const [ahead, behind] = loser.rank > winner.rank ? [loser.no, winner.no] : [winner.no, loser.no];
    await sql`
      update distribution.distributor set behind_no = ${ahead} where no = ${behind} or behind_no = ${behind}
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'distribution.behind', [{ key: String(behind), detail: { ahead } }]);
    await moveMoney(ctx, mergeId, behind, ahead);
  }
  const { rows } = await sql<Moved>`
    update distribution.distributor set person_no = ${winnerNo}, member_id = ${memberId} where person_no = ${loserNo}
    returning no::text as key, '{}'::jsonb as detail
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'distribution.distributor', rows);
}

async function moveMoney(ctx: Ctx, mergeId: Merge['mergeId'], from: number, to: number): Promise<void> {
  const { rows: commissions } = await sql<Moved>`
    update distribution.commission set distributor_no = ${to} where distributor_no = ${from} returning no::text as key, '{}'::jsonb as detail
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'distribution.commission', commissions);
  const { rows: entries } = await sql<Moved>`
    update distribution.entry set distributor_no = ${to} where distributor_no = ${from} returning no::text as key, '{}'::jsonb as detail
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'distribution.entry', entries);
  const { rows: withdrawals } = await sql<Moved>`
    update distribution.withdrawal set distributor_no = ${to} where distributor_no = ${from} returning no::text as key, '{}'::jsonb as detail
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'distribution.withdrawal', withdrawals);
  await sumAnew(ctx, [from, to]);
}

type Parted = Pick<Unmerged, 'mergeId' | 'returnedId' | 'returnedNo'>;

async function partDistributors(ctx: Ctx, { mergeId, returnedId, returnedNo }: Parted): Promise<void> {
  const behind = await merges.moved(ctx, mergeId, 'distribution.behind');
  const pairs = behind.map(({ key, detail }) => ({ behind: Number(key), ahead: Number(detail.ahead) }));
  await holdDistributors(
    ctx,
    pairs.flatMap(({ behind: one, ahead }) => [one, ahead]),
  );
  const moved = await numbersOf(ctx, mergeId, 'distribution.distributor');
  await sql`
    update distribution.distributor set person_no = ${returnedNo}, member_id = ${returnedId} where no = any(${moved}::bigint[])
  `.execute(ctx.db);
  const commissions = await numbersOf(ctx, mergeId, 'distribution.commission');
  const entries = await numbersOf(ctx, mergeId, 'distribution.entry');
  const withdrawals = await numbersOf(ctx, mergeId, 'distribution.withdrawal');
  for (const { behind: one, ahead } of pairs) {
    await sql`update distribution.distributor set behind_no = null where no = ${one}`.execute(ctx.db);
    await sql`
      update distribution.commission set distributor_no = ${one} where distributor_no = ${ahead} and no = any(${commissions}::bigint[])
    `.execute(ctx.db);
    // What became of a commission since went the way of the commission.
    await sql`
      update distribution.entry set distributor_no = ${one}
      where distributor_no = ${ahead} and (no = any(${entries}::bigint[]) or commission_no = any(${commissions}::bigint[])
        or withdrawal_no = any(${withdrawals}::bigint[]))
    `.execute(ctx.db);
    await sql`
      update distribution.withdrawal set distributor_no = ${one} where distributor_no = ${ahead} and no = any(${withdrawals}::bigint[])
    `.execute(ctx.db);
    await sumAnew(ctx, [one, ahead]);
  }
}

/** The sums of these ledgers. */
async function sumAnew(ctx: Ctx, nos: readonly number[]): Promise<void> {
  await sql`
    update distribution.distributor d set (frozen, balance) = (
      select coalesce(sum(e.frozen), 0), coalesce(sum(e.balance), 0) from distribution.entry e where e.distributor_no = d.no
    ) where d.no = any(${[...nos]}::bigint[])
  `.execute(ctx.db);
}

async function numbersOf(ctx: Ctx, mergeId: string, what: string): Promise<number[]> {
  return (await merges.moved(ctx, mergeId, what)).map(({ key }) => Number(key));
}
