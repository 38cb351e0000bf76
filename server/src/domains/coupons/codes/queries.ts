import { type RawBuilder, sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import { type Counted, countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { plainCode } from './code.ts';

export type CodeBatchRow = {
  readonly id: string;
  readonly templateId: string;
  readonly templateName: string;
  readonly name: string;
  readonly kind: 'single' | 'shared';
  readonly total: number;
  readonly redeemed: number;
  readonly code: string | null;
  readonly endsAt: Date | null;
  readonly budgetId: string | null;
  readonly budgetName: string | null;
  readonly voidedAt: Date | null;
  readonly voidReason: string | null;
  readonly createdAt: Date;
};

type NewCodeBatch = Pick<CodeBatchRow, 'id' | 'templateId' | 'name' | 'kind' | 'total' | 'endsAt' | 'budgetId'>;

export async function insertBatch(ctx: Ctx, row: NewCodeBatch): Promise<void> {
  await sql`
    insert into coupons.code_batch (id, template_id, name, kind, total, ends_at, budget_id, created_at)
    values (${row.id}, ${row.templateId}, ${row.name}, ${row.kind}, ${row.total}, ${row.endsAt}, ${row.budgetId}, ${ctx.now()})
  `.execute(ctx.db);
}

/** Tens of thousands at once; answers how many there were not yet. `after`: places that are taken. */
export async function insertCodes(ctx: Ctx, batchId: string, codes: readonly string[], after: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with written as (
      insert into coupons.code (code, batch_id, place)
      select code, ${batchId}, ${after}::int + row_number() over () from unnest(${[...codes]}::text[]) as new (code)
      on conflict (code) do nothing returning 1
    ) select count(*)::int as count from written
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

export async function findBatch(ctx: Ctx, id: string): Promise<CodeBatchRow | undefined> {
  return (await readBatches(ctx, sql`b.id = ${id}`, 1))[0];
}

/** The batch that a code is of, whatever has become of either. */
export async function findBatchOf(ctx: Ctx, code: string): Promise<CodeBatchRow | undefined> {
  return (await readBatches(ctx, sql`b.id = (select batch_id from coupons.code where code = ${code})`, 1))[0];
}

type WhichBatches = { readonly q: string | null; readonly templateId: string | null };

export async function listBatches(
  ctx: Ctx,
  { after, limit, ...which }: WhichBatches & { readonly after: string | null; readonly limit: number },
): Promise<CodeBatchRow[]> {
  return readBatches(ctx, sql`${whichBatches(which)} and (${after}::text is null or b.id < ${after})`, limit);
}

export async function countBatches(ctx: Ctx, which: WhichBatches): Promise<Counted> {
  return countUpTo(ctx, 10_000, sql`select from coupons.code_batch b where ${whichBatches(which)}`);
}

function whichBatches({ q, templateId }: WhichBatches): RawBuilder<unknown> {
  const named = sql`(${q}::text is null or strpos(b.name, ${q}) > 0
    or b.id in (select batch_id from coupons.code where code = ${q === null ? null : plainCode(q)}))`;
  return sql`${named} and (${templateId}::text is null or b.template_id = ${templateId})`;
}

async function readBatches(ctx: Ctx, where: RawBuilder<unknown>, limit: number): Promise<CodeBatchRow[]> {
  const { rows } = await sql<CodeBatchRow>`
    select b.id, b.template_id, t.name as template_name, b.name, b.kind, b.total, b.redeemed, b.ends_at, b.budget_id,
      b.voided_at, b.void_reason, b.created_at, (select name from benefits.budget where id = b.budget_id) as budget_name,
      case when b.kind = 'shared' then (select code from coupons.code where batch_id = b.id) end as code
    from coupons.code_batch b join coupons.template t on t.id = b.template_id
    where ${where} order by b.id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

/** Counts one more use, while there are uses left and nobody voided it; the batch is held until the commit. */
export async function countRedeemed(ctx: Ctx, batchId: string): Promise<boolean> {
  const { rows } = await sql`
    update coupons.code_batch set redeemed = redeemed + 1
    where id = ${batchId} and voided_at is null and redeemed < total and (ends_at is null or ends_at > ${ctx.now()})
    returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** A code of one use is used by this grant; false when it was already. */
export async function useCode(ctx: Ctx, code: string, grantId: string): Promise<boolean> {
  const { rows } = await sql`
    update coupons.code set grant_id = ${grantId}, redeemed_at = ${ctx.now()}
    where code = ${code} and grant_id is null returning code
  `.execute(ctx.db);
  return rows.length > 0;
}

export async function isUsed(ctx: Ctx, code: string): Promise<boolean> {
  const { rows } = await sql`select from coupons.code where code = ${code} and grant_id is not null`.execute(ctx.db);
  return rows.length > 0;
}

/** The coupon that this code became in her hands a moment ago: she asks again because no answer came. */
export async function redeemedJustNow(ctx: Ctx, code: string, memberId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select c.id from coupons.code k join coupons.coupon c on c.grant_id = k.grant_id
    where k.code = ${code} and c.member_id = ${memberId} and k.redeemed_at > ${new Date(ctx.now().getTime() - MINUTE_MS)}
  `.execute(ctx.db);
  return rows[0]?.id;
}

/** Whether she has a coupon that came of this batch, however she came to be who she is. */
export async function hasOfBatch(ctx: Ctx, memberId: string, batchId: string): Promise<boolean> {
  const { rows } = await sql`
    select from coupons.coupon where member_id = ${memberId} and because_kind = 'code' and because_id = ${batchId} limit 1
  `.execute(ctx.db);
  return rows.length > 0;
}

/** False when it was voided before. */
export async function markVoided(ctx: Ctx, id: string, reason: string): Promise<boolean> {
  const { rows } = await sql`
    update coupons.code_batch set voided_at = ${ctx.now()}, void_reason = ${reason}
    where id = ${id} and voided_at is null returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

export async function listCodes(ctx: Ctx, batchId: string): Promise<{ code: string; redeemedAt: Date | null }[]> {
  const { rows } = await sql<{ code: string; redeemedAt: Date | null }>`
    select code, redeemed_at from coupons.code where batch_id = ${batchId} order by place
  `.execute(ctx.db);
  return rows;
}
