import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { memberMerged, memberUnmerged } from '../members/events.ts';
import { movedIn, noteMoved } from '../members/index.ts';

/** Two records are one person: her orders count together; apart again, each has her own. Answers whose figures changed. */
export async function followMerges(ctx: Ctx, facts: readonly Told[]): Promise<number[]> {
  const touched: number[] = [];
  for (const told of facts) {
    const merged = payloadOf(memberMerged, told);
    if (merged) touched.push(...(await merge(ctx, merged)));
    const undone = payloadOf(memberUnmerged, told);
    if (undone) touched.push(...(await unmerge(ctx, undone)));
  }
  return touched;
}

type Merged = { mergeId?: string; winnerNo: number; loserNo: number };

async function merge(ctx: Ctx, { mergeId, winnerNo, loserNo }: Merged): Promise<number[]> {
  const orders = await sql<{ key: string }>`
    update audiences.counted_order set person_no = ${winnerNo} where person_no = ${loserNo} returning order_id as key
  `.execute(ctx.db);
  await noteMoved(ctx, mergeId, 'audiences.counted_order', orders.rows);
  const changes = await sql<{ key: string }>`
    update audiences.stage_change set person_no = ${winnerNo} where person_no = ${loserNo} returning id::text as key
  `.execute(ctx.db);
  await noteMoved(ctx, mergeId, 'audiences.stage_change', changes.rows);
  const { rows } = await sql<{ key: string; stage: string; stageSince: Date | null }>`
    delete from audiences.standing where person_no = ${loserNo} returning person_no::text as key, stage, stage_since
  `.execute(ctx.db);
  await noteMoved(
    ctx,
    mergeId,
    'audiences.stage',
    rows.map(({ key, stage, stageSince }) => ({ key, detail: { stage, since: stageSince?.toISOString() ?? null } })),
  );
  return [winnerNo];
}

type Undone = { mergeId: string; winnerNo: number; returnedId: string; returnedNo: number };

async function unmerge(ctx: Ctx, { mergeId, winnerNo, returnedId, returnedNo }: Undone): Promise<number[]> {
  const orders = (await movedIn(ctx, mergeId, 'audiences.counted_order')).map(({ key }) => key);
  await sql`
    update audiences.counted_order set person_no = ${returnedNo}
    where order_id = any(${orders}::text[]) and person_no = ${winnerNo}
  `.execute(ctx.db);
  const changes = (await movedIn(ctx, mergeId, 'audiences.stage_change')).map(({ key }) => key);
  await sql`
    update audiences.stage_change set person_no = ${returnedNo}
    where id = any(${changes}::bigint[]) and person_no = ${winnerNo}
  `.execute(ctx.db);
  // The stage she had; what has become of it since, `restage` finds out from her own orders.
  for (const { detail } of await movedIn(ctx, mergeId, 'audiences.stage'))
    await sql`
      insert into audiences.standing (person_no, member_id, orders, stage, stage_since)
      values (${returnedNo}, ${returnedId}, 0, ${String(detail.stage)},
        ${detail.since === null ? null : String(detail.since)}::timestamptz)
      on conflict (person_no) do update set stage = excluded.stage, stage_since = excluded.stage_since
    `.execute(ctx.db);
  return [winnerNo, returnedNo];
}
