import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { inTransaction } from '../../../../platform/db.ts';
import type { Kind } from '../../gate.ts';
import { recordReceipts } from '../../receipts.ts';
import { refuseLate } from '../../refused-late.ts';
import type { Settling } from '../../settle.ts';
import { readSetup } from './account.ts';
import type { SmsReport } from './vendor.ts';

const SMS: Settling = { name: 'sms', cost: 0, limits: [] };

type Row = { readonly kind: Kind; readonly pieces: number; readonly foreignId: string | null; readonly state: string };

/**
 * The carrier's word on one message, however often it comes. What did not arrive is not billed, and goes by the next channel; what was in doubt is
 * settled by it. Throws while the message is still being handed over: whoever tells comes again.
 */
export async function settleReport(ctx: Ctx, report: SmsReport): Promise<void> {
  const row = await note(ctx, report);
  if (row === null) return;
  const foreignId = row.foreignId ?? (report.foreignId || report.id);
  await adopt(ctx, report.id, foreignId);
  if (report.arrived) {
    const setup = await readSetup(ctx);
    // Billed by what the carrier counted, where it says so.
    const more = setup && report.pieces !== null && report.pieces !== row.pieces;
    const cost = more ? Math.round((report.pieces * setup.prices[row.kind]) / 10) : null;
    await recordReceipts(ctx, SMS, [{ foreignId, ...(cost === null ? {} : { cost }) }]);
    return;
  }
  if (!(await refuseLate(ctx, SMS, [{ foreignId, error: `${report.code} ${report.words}`.trim() }])))
    throw new Error('the vendor speaks of a message that is still being handed over: it comes again');
}

/** Written down once: the first word stands. Null where the message is none of ours, or its word is known. */
async function note(ctx: Ctx, { id, arrived, code, foreignId }: SmsReport): Promise<Row | null> {
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Row & { outbound: string }>`
      select m.kind, m.pieces, m.foreign_id, m.state, o.state as outbound
      from messaging.sms_message m join messaging.outbound o on o.id = m.id where m.id = ${id} for update of m
    `.execute(ctx.db);
    const [row] = rows;
    if (!row || row.state === 'delivered' || row.state === 'failed') return null;
    if (row.outbound === 'handed_over') throw new Error('its answer has not been written down yet: it comes again');
    await sql`
      update messaging.sms_message set state = ${arrived ? 'delivered' : 'failed'}, code = ${code}, reported_at = ${ctx.now()}, ask_at = null,
        foreign_id = coalesce(foreign_id, ${foreignId || null})
      where id = ${id}
    `.execute(ctx.db);
    return row;
  });
}

/** A message whose answer was lost has no number of the vendor's yet. */
async function adopt(ctx: Ctx, id: string, foreignId: string): Promise<void> {
  await sql`
    update messaging.outbound set foreign_id = ${foreignId} where id = ${id} and foreign_id is null and state = 'unknown'
  `.execute(ctx.db);
}
