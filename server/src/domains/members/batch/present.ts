import type { MemberBatch } from '@huoshui/contracts/member-batches';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { memberErrors } from '../errors.ts';
import { type BatchRow, countOutcomes, findBatch, gave, listBatchRows } from './queries.ts';

export type Batch = Static<typeof MemberBatch>;

export async function readBatch(ctx: Ctx, id: string): Promise<Batch> {
  const row = await findBatch(ctx, id);
  const [batch] = row ? await presentBatches(ctx, [row]) : [];
  if (batch === undefined) throw memberErrors.error('batch_not_found', { id });
  return batch;
}

/** The newest first. */
export async function listBatches(
  ctx: Ctx,
  asked: {
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
    readonly couponId?: string | undefined;
  },
) {
  const limit = asked.limit ?? 20;
  const after = decodeCursor(asked.cursor, ['instant', 'text']);
  const couponId = asked.couponId ?? null;
  const before = after ? { at: new Date(String(after[0])), id: String(after[1]) } : null;
  const rows = await listBatchRows(ctx, { couponId, before, limit: limit + 1 });
  const shown = new Map((await presentBatches(ctx, rows)).map((batch) => [batch.id, batch]));
  const page = toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => row.id,
  );
  const items = page.items.flatMap((id) => shown.get(id) ?? []);
  if (before !== null) return { ...page, items };
  return { ...page, items, ...(await countUpTo(ctx, 10_000, sql`select from members.batch where ${gave(couponId)}`)) };
}

async function presentBatches(ctx: Ctx, rows: readonly BatchRow[]): Promise<Batch[]> {
  const counts = await countOutcomes(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, kind, title, reason, operatorName, state, total, done, ...row }) => ({
    id,
    kind,
    title,
    reason,
    by: operatorName,
    state,
    total,
    done,
    outcomes: counts.flatMap(({ batchId, outcome, members }) => (batchId === id ? [{ outcome, members }] : [])),
    holdout: row.holdout,
    comparedUntil: row.comparedUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}
