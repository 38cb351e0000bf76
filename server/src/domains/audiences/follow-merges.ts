import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Told } from '../../platform/facts.ts';
import { type Merged, merges, type Unmerged } from '../members/index.ts';

/** Two records are one person: her orders count together; apart again, each has her own. Answers whose figures changed. */
export async function followMerges(ctx: Ctx, facts: readonly Told[]): Promise<number[]> {
  const touched: number[] = [];
  await merges.follow(ctx, facts, {
    join: async (ctx, merged) => {
      await join(ctx, merged);
      touched.push(merged.winnerNo);
    },
    part: async (ctx, undone) => {
      await part(ctx, undone);
      touched.push(undone.winnerNo, undone.returnedNo);
    },
  });
  return touched;
}

async function join(ctx: Ctx, { mergeId, winnerNo, loserNo }: Merged): Promise<void> {
  const orders = await sql<{ key: string }>`
    update audiences.counted_order set person_no = ${winnerNo} where person_no = ${loserNo} returning order_id as key
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'audiences.counted_order', orders.rows);
  const changes = await sql<{ key: string }>`
    update audiences.stage_change set person_no = ${winnerNo} where person_no = ${loserNo} returning id::text as key
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'audiences.stage_change', changes.rows);
  const { rows } = await sql<{ key: string; stage: string; stageSince: Date | null }>`
    delete from audiences.standing where person_no = ${loserNo} returning person_no::text as key, stage, stage_since
  `.execute(ctx.db);
  await merges.note(
    ctx,
    mergeId,
    'audiences.stage',
    rows.map(({ key, stage, stageSince }) => ({ key, detail: { stage, since: stageSince?.toISOString() ?? null } })),
  );
}

async function part(ctx: Ctx, { mergeId, winnerNo, returnedId, returnedNo }: Unmerged): Promise<void> {
  const orders = (await merges.moved(ctx, mergeId, 'audiences.counted_order')).map(({ key }) => key);
  await sql`
    update audiences.counted_order set person_no = ${returnedNo}
    where order_id = any(${orders}::text[]) and person_no = ${winnerNo}
  `.execute(ctx.db);
  const changes = (await merges.moved(ctx, mergeId, 'audiences.stage_change')).map(({ key }) => key);
  await sql`
    update audiences.stage_change set person_no = ${returnedNo}
    where id = any(${changes}::bigint[]) and person_no = ${winnerNo}
  `.execute(ctx.db);
  // The stage she had; what has become of it since, `restage` finds out from her own orders.
  for (const { detail } of await merges.moved(ctx, mergeId, 'audiences.stage'))
    await sql`
      insert into audiences.standing (person_no, member_id, orders, stage, stage_since)
      values (${returnedNo}, ${returnedId}, 0, ${String(detail.stage)},
        ${detail.since === null ? null : String(detail.since)}::timestamptz)
      on conflict (person_no) do update set stage = excluded.stage, stage_since = excluded.stage_since
    `.execute(ctx.db);
}
