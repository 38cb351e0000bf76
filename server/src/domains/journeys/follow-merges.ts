import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Following, type Merged, merges, type Unmerged } from '../members/index.ts';
import { cancelMessages } from '../messaging/index.ts';
import { endRuns } from './end-runs.ts';
import { hearOfEachOther } from './hear-of-each-other.ts';
import type { Kit } from './kit.ts';
import { runPrefix } from './run.ts';

/**
 * Two records are one person: her runs go with her; where both were in one journey (about the same, where runs are told apart
 * by what they are about), the earlier run stays the only one, unless it was over long enough for her to come in again.
 * What was told of either before counts for the runs of the other.
 * Apart again each has her own; a run that ended because there were two stays ended.
 */
export function followRuns(kit: Kit): Following {
  return { join: async (ctx, merged) => join(ctx, kit, merged), part };
}

async function join(ctx: Ctx, kit: Kit, merged: Merged): Promise<void> {
  const { mergeId, memberId, winnerNo, loserNo } = merged;
  const { rows } = await sql<{ runId: number }>`
    select l.id as run_id from journeys.run l join journeys.run_info i on i.run_id = l.id
      join journeys.version v on v.journey_no = l.journey_no and v.version = l.version
      cross join lateral (select v.definition->'reentry'->>'kind' as kind, (v.definition->'reentry'->>'cooldownDays')::int as days) as reentry
    where l.person_no = ${loserNo} and exists (
      select from journeys.run_info w
      where w.journey_no = l.journey_no and w.person_no = ${winnerNo} and w.run_key = i.run_key
        and (reentry.kind = 'never' or w.ended_at is null or w.ended_at > i.entered_at
          or (w.ended_at at time zone 'Asia/Shanghai')::date > (i.entered_at at time zone 'Asia/Shanghai')::date - reentry.days)
    )
  `.execute(ctx.db);
  const doubled = rows.map((r) => r.runId);
  await endRuns(ctx, doubled, 'exited', words('与同一会员的另一次进入合并', 'Joined with her other entry'));
  await cancelMessages(ctx, doubled.map(runPrefix), 'exited');
  await hearOfEachOther(ctx, kit, merged, doubled);
  const moved = await sql<{ key: string; entryKey: string }>`
    with before as (
      select i.run_id, i.entry_key from journeys.run r join journeys.run_info i on i.run_id = r.id
      where r.person_no = ${loserNo} order by i.run_id for update of i
    )
    update journeys.run_info i set person_no = ${winnerNo}, member_id = ${memberId},
      entry_key = i.entry_key || ':merged:' || i.run_id
    from before where i.run_id = before.run_id
    returning i.run_id::text as key, before.entry_key
  `.execute(ctx.db);
  await sql`update journeys.run set person_no = ${winnerNo} where person_no = ${loserNo}`.execute(ctx.db);
  await merges.note(
    ctx,
    mergeId,
    'journeys.run',
    moved.rows.map(({ key, entryKey }) => ({ key, detail: { entryKey } })),
  );
}

async function part(ctx: Ctx, { mergeId, winnerNo, returnedId, returnedNo }: Unmerged): Promise<void> {
  const moved = await merges.moved(ctx, mergeId, 'journeys.run');
  const { rows } = await sql<{ runId: number }>`
    update journeys.run_info i set person_no = ${returnedNo}, member_id = ${returnedId}, entry_key = given.entry_key
    from unnest(${moved.map((m) => m.key)}::bigint[], ${moved.map((m) => String(m.detail.entryKey))}::text[])
      as given (run_id, entry_key)
    where i.run_id = given.run_id and i.person_no = ${winnerNo}
    returning i.run_id
  `.execute(ctx.db);
  await sql`
    update journeys.run set person_no = ${returnedNo} where id = any(${rows.map((r) => r.runId)}::bigint[])
  `.execute(ctx.db);
}
