import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { aboutMessage, type MessageRow } from './about.ts';
import { messageOpened } from './events.ts';

/**
 * She came in through this message, whichever way it reached her: the first time counts, and only when it is hers. One that many got alike
 * is known by what they have in common, and her number.
 */
export async function recordOpen(ctx: Ctx, personNo: number, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<MessageRow>`
      update messaging.outbound set opened_at = ${ctx.now()}, read_at = coalesce(read_at, ${ctx.now()})
      where (id = ${id} or foreign_id = ${`${id} ${personNo}`}) and person_no = ${personNo} and opened_at is null
      returning id, source_key, person_no, member_id, template_key, channel, title, cause_kind, cause_id, cause_label
    `.execute(ctx.db);
    if (rows[0]) ctx.emit(messageOpened, aboutMessage(rows[0]));
  });
}
