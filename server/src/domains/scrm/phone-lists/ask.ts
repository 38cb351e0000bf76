import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { accounts } from '../../members/index.ts';
import { scrmErrors } from '../errors.ts';

/** The number, for whoever asks her now: it is shown once she is marked as asked, and both are written down. Throws `scrm.phone_entry_over`. */
export async function askEntry(ctx: Ctx, id: string): Promise<{ readonly phone: string; readonly masked: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ personNo: number; phoneMasked: string }>`
      update scrm.phone_entry set state = case when state = 'waiting' then 'asked' else state end, asked_at = coalesce(asked_at, ${ctx.now()})
      where id = ${id} and state in ('waiting', 'asked') returning person_no, phone_masked
    `.execute(ctx.db);
    const [row] = rows;
    const phone = row && (await accounts.phonesOf(ctx, [row.personNo])).get(row.personNo);
    if (!row || !phone) throw scrmErrors.error('phone_entry_over');
    return { phone: phone.plain, masked: row.phoneMasked };
  });
}
