import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { drawFrom } from '../../platform/draw.ts';
import { findByPersonNo } from '../members/index.ts';
import { recommendationMet } from './events.ts';
import type { Slot } from './rules.ts';

export type Her = { readonly memberId: string; readonly personNo: number };

/** Her arm in a slot. `fresh`: she has not met it yet, and is counted when something is shown to her. */
export type Arm = { readonly treated: boolean; readonly fresh: boolean };

/** It is hers for good once she has met the slot; before it is drawn by slot and person, so it is the same however often it is asked. */
export async function armOf(ctx: Ctx, slot: Slot, { personNo }: Her, holdout: number): Promise<Arm> {
  const { rows } = await sql<{ treated: boolean }>`
    select treated from recommendations.met where slot = ${slot} and person_no = ${personNo}
  `.execute(ctx.db);
  const [met] = rows;
  if (met) return { ...met, fresh: false };
  // Testers are held out of nothing and counted in no result.
  if ((await findByPersonNo(ctx, [personNo])).get(personNo)?.tester) return { treated: true, fresh: false };
  return { treated: drawFrom('recommendations', slot, personNo) >= holdout, fresh: true };
}

/** She comes to the slot for the first time: kept for good and told once, so that both arms begin at the same kind of moment. */
export async function meet(
  ctx: Ctx,
  slot: Slot,
  { memberId, personNo }: Her,
  { treated }: Arm,
  holdout: number,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql`
      insert into recommendations.met (slot, person_no, treated, met_at) values (${slot}, ${personNo}, ${treated}, ${ctx.now()})
      on conflict do nothing returning slot
    `.execute(ctx.db);
    if (rows.length > 0)
      ctx.emit(recommendationMet, {
        personNo,
        payload: { memberId, slot, arm: treated ? 'treated' : 'holdout', version: holdout },
      });
  });
}
