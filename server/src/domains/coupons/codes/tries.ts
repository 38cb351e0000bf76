import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';

/** Wrong codes that one person may type within an hour. Somebody with a card in her hand needs two or three. */
export const MOST_TRIES = 10;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Takes one try before the code is looked at, so that many at once do not pass the bound together. Answers when she may try
 * again, null when she may now.
 */
export async function takeTry(ctx: Ctx, personNo: number): Promise<Date | null> {
  const now = ctx.now();
  const begun = new Date(now.getTime() - HOUR_MS);
  const { rows } = await sql`
    insert into coupons.code_tries as t (person_no, since, tries) values (${personNo}, ${now}, 1)
    on conflict (person_no) do update set
      since = case when t.since <= ${begun} then ${now} else t.since end,
      tries = case when t.since <= ${begun} then 1 else t.tries + 1 end
    where t.since <= ${begun} or t.tries < ${MOST_TRIES}
    returning person_no
  `.execute(ctx.db);
  if (rows.length > 0) return null;
  const { rows: held } = await sql<{ since: Date }>`
    select since from coupons.code_tries where person_no = ${personNo}
  `.execute(ctx.db);
  return new Date((held[0]?.since ?? now).getTime() + HOUR_MS);
}

/** The code was one of ours: the try does not count. */
export async function giveTryBack(ctx: Ctx, personNo: number): Promise<void> {
  await sql`update coupons.code_tries set tries = tries - 1 where person_no = ${personNo} and tries > 0`.execute(
    ctx.db,
  );
}
