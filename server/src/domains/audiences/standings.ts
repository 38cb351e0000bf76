import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import { stageEntered } from './events.ts';
import { STAGE_LABEL, STAGES, type Stage, stageAt } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';

export type Standing = {
  readonly personNo: number;
  readonly memberId: string;
  readonly orders: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly stage: string;
};

/** Lock and read standings; `personNos` absent takes those that are due. */
export async function lockStandings(ctx: Ctx, personNos: readonly number[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select person_no, member_id, orders, first_at, last_at, stage from audiences.standing
    where person_no = any(${[...personNos]}::int[]) order by person_no for update
  `.execute(ctx.db);
  return rows;
}

export async function lockDue(ctx: Ctx, limit: number): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select person_no, member_id, orders, first_at, last_at, stage from audiences.standing
    where due_at <= ${ctx.now()} order by due_at limit ${limit} for update skip locked
  `.execute(ctx.db);
  return rows;
}

/**
 * Give each of these the stage she is in now and announce what changed. `quiet` persons take their stage without a word:
 * they came with an import, nothing happened to them today.
 */
export async function restage(
  ctx: Ctx,
  standings: readonly Standing[],
  reason: string,
  quiet: ReadonlySet<number> = new Set(),
): Promise<void> {
  if (standings.length === 0) return;
  const rules = await getSetting(ctx, lifecycleSetting);
  const placed = standings.map((s) => ({
    ...s,
    ...stageAt(s.orders > 0 ? s : null, rules, ctx.now()),
    from: stageOf(s.stage),
  }));
  await sql`
    update audiences.standing s set stage = given.stage, due_at = given.due_at,
      stage_since = case when s.stage = given.stage then s.stage_since else ${ctx.now()} end
    from unnest(
      ${placed.map((p) => p.personNo)}::int[], ${placed.map((p) => p.stage)}::text[], ${placed.map((p) => p.dueAt)}::timestamptz[]
    ) as given (person_no, stage, due_at)
    where s.person_no = given.person_no
  `.execute(ctx.db);
  const changed = placed.filter((p) => p.stage !== p.from);
  await sql`
    insert into audiences.stage_change (person_no, from_stage, to_stage, at)
    select person_no, from_stage, to_stage, ${ctx.now()} from unnest(
      ${changed.map((c) => c.personNo)}::int[], ${changed.map((c) => c.from)}::text[], ${changed.map((c) => c.stage)}::text[]
    ) as given (person_no, from_stage, to_stage)
  `.execute(ctx.db);
  for (const { personNo, memberId, from, stage } of changed)
    ctx.emit(stageEntered, {
      personNo,
      payload: {
        memberId,
        from,
        to: stage,
        reason: quiet.has(personNo) ? 'import' : `${reason}：${STAGE_LABEL[from]} → ${STAGE_LABEL[stage]}`,
      },
    });
}

export function stageOf(text: string): Stage {
  return STAGES.find((s) => s === text) ?? 'none';
}

/** The stages of these persons as they stand; who never bought is absent. */
export async function stagesOf(ctx: Ctx, personNos: readonly number[]): Promise<Map<number, Stage>> {
  const { rows } = await sql<{ personNo: number; stage: string }>`
    select person_no, stage from audiences.standing where person_no = any(${[...personNos]}::int[])
  `.execute(ctx.db);
  return new Map(rows.map((r) => [r.personNo, stageOf(r.stage)]));
}
