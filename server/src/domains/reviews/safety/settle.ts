import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import type { PushedEvent } from '../../../platform/domain.ts';
import { readVerdict, type Verdict } from '../../../wechat/index.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { REVIEW, type Review } from '../review.ts';
import { reward } from '../reward.ts';

export type SafetyOutcome = {
  readonly state: 'pass' | 'held' | 'failed';
  readonly label?: number;
  readonly trouble?: Words;
};

/**
 * What WeChat said of one part, once. When every part of what she wrote has passed, and the shop leaves it to the check, others see it; an
 * operator who decided meanwhile has decided.
 */
export async function settleSafety(
  ctx: Ctx,
  kinds: BenefitKinds,
  no: number,
  { state, label, trouble }: SafetyOutcome,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    // The review first: two parts of one that pass at once come one after the other.
    const { rows: held } = await sql<{ id: string; addition: boolean }>`
      select r.id, s.addition from reviews.safety s join reviews.review r on r.id = s.review_id where s.no = ${no} for no key update of r
    `.execute(ctx.db);
    const { rows } = await sql`
      update reviews.safety set state = ${state}, label = ${label ?? null}, due_at = null, answered_at = ${ctx.now()},
        trouble = ${trouble === undefined ? null : JSON.stringify(trouble)}::jsonb,
        -- Where she wrote from is not kept.
        what = case when subject = 'person' then '' else what end
      where no = ${no} and state in ('waiting', 'asked') returning no
    `.execute(ctx.db);
    const [review] = held;
    if (review === undefined || rows.length === 0 || state !== 'pass') return;
    await open(ctx, kinds, review);
  });
}

/** What the platform's models are unsure of is looked at as well. */
export function outcomeOf({ suggest, label }: Verdict) {
  return { state: suggest === 'pass' ? ('pass' as const) : ('held' as const), label };
}

async function open(
  ctx: Ctx,
  kinds: BenefitKinds,
  { id, addition }: { readonly id: string; readonly addition: boolean },
): Promise<void> {
  const all = sql`not exists (
    select from reviews.safety s where s.review_id = r.id and s.addition = ${addition} and s.state <> 'pass'
  )`;
  const { rows } = await sql<Review>`
    update reviews.review r set ${addition ? sql`added_state = 'shown'` : sql`state = 'shown'`}
    where id = ${id} and ${all}
      and ${addition ? sql`added_by_check and added_state = 'waiting'` : sql`by_check and state = 'waiting'`}
    returning ${REVIEW}
  `.execute(ctx.db);
  if (!addition) await reward(ctx, kinds, rows);
}

/** `wxa_media_check`: what WeChat found in a picture. One that it could not fetch has an error of its own. */
export function onMediaChecked(kinds: BenefitKinds) {
  return async (ctx: Ctx, { body }: PushedEvent): Promise<void> => {
    const trace = typeof body.trace_id === 'string' ? body.trace_id : '';
    if (trace === '') return;
    const { rows } = await sql<{ no: number }>`select no from reviews.safety where trace_id = ${trace}`.execute(ctx.db);
    const [found] = rows;
    if (found === undefined) return;
    const errcode = typeof body.errcode === 'number' ? body.errcode : 0;
    const verdict = errcode === 0 ? readVerdict(body.result) : null;
    if (verdict !== null) return settleSafety(ctx, kinds, found.no, outcomeOf(verdict));
    const said = `${errcode} ${typeof body.errmsg === 'string' ? body.errmsg.slice(0, 80) : ''}`.trim();
    const trouble = words(`微信返回 ${said}`, `WeChat answered ${said}`);
    await settleSafety(ctx, kinds, found.no, { state: 'failed', trouble });
  };
}
