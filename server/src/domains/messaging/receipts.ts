import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { aboutMessage, type MessageRow } from './about.ts';
import { usesOf } from './circumstances.ts';
import { messageFailed, messageOpened } from './events.ts';
import type { Kind } from './gate.ts';
import { countUses } from './quota.ts';
import type { Settling } from './settle.ts';

/** What a platform says afterwards of a message it took, by the id it gave it. */
export type Receipt = {
  readonly foreignId: string;
  /** When she read it, as far as the platform knows. */
  readonly readAt?: Date;
  /** It never reached her after all. */
  readonly failed?: string;
  /** What it cost in the end, fen. */
  readonly cost?: number;
};

type Row = MessageRow & { readonly kind: Kind; readonly handedOverAt: Date; readonly failed: string | null };

/**
 * Receipts of one channel, any number by one statement; each may come any number of times. What failed is not counted as
 * sent any more; what was opened counts once.
 */
export async function recordReceipts(ctx: Ctx, channel: Settling, receipts: readonly Receipt[]): Promise<void> {
  if (receipts.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Row & { opened: boolean }>`
      with given as (
        select foreign_id, min(read_at) as read_at, max(failed) as failed, max(cost) as cost from unnest(
          ${receipts.map((r) => r.foreignId)}::text[], ${receipts.map((r) => r.readAt ?? null)}::timestamptz[],
          ${receipts.map((r) => r.failed ?? null)}::text[], ${receipts.map((r) => r.cost ?? null)}::int[]
        ) as g (foreign_id, read_at, failed, cost)
        group by foreign_id
      ), found as (
        select o.id, o.state, o.opened_at, given.* from messaging.outbound o join given using (foreign_id)
        where o.channel = ${channel.name} and o.state in ('accepted', 'unknown') order by o.id for update of o
      )
      update messaging.outbound o set
        state = case when found.failed is null then 'accepted' else 'failed' end,
        sent_at = coalesce(o.sent_at, ${ctx.now()}::timestamptz),
        error = found.failed, cost = coalesce(found.cost, o.cost),
        read_at = coalesce(o.read_at, found.read_at), opened_at = coalesce(o.opened_at, found.read_at)
      from found where o.id = found.id
      returning o.id, source_key, person_no, member_id, template_key, channel, title, cause_kind, cause_id, cause_label,
        kind, handed_over_at, found.failed, found.read_at is not null and found.opened_at is null as opened
    `.execute(ctx.db);
    const failed = rows.filter((row) => row.failed !== null);
    await countUses(
      ctx,
      failed.flatMap((row) => usesOf(channel, row, row.handedOverAt)),
      -1,
    );
    for (const row of failed) {
      const { personNo, payload } = aboutMessage(row);
      ctx.emit(messageFailed, { personNo, payload: { ...payload, error: row.failed ?? '' } });
    }
    for (const row of rows) if (row.opened && row.failed === null) ctx.emit(messageOpened, aboutMessage(row));
  });
}
