import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../../platform/cursor.ts';
import { messagingErrors } from '../../errors.ts';

type Item = { id: string; sentAt: Date; title: string; text: string; page: string; readAt: Date | null };

/** What the shop has told a member inside the mini program, newest first. */
export async function readInbox(
  ctx: Ctx,
  personNo: number,
  query: { cursor?: string | undefined; limit?: number | undefined },
) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const { rows } = await sql<Item>`
    select id, sent_at, title, text, page, read_at from messaging.outbound
    where person_no = ${personNo} and channel = 'inbox' and state = 'accepted'
      and (${after?.[0] ?? null}::text is null or (sent_at, id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}))
    order by sent_at desc, id desc limit ${limit + 1}
  `.execute(ctx.db);
  const unread = await sql<{ count: number }>`
    select count(*) as count from messaging.outbound
    where person_no = ${personNo} and channel = 'inbox' and state = 'accepted' and read_at is null
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (r) => [r.sentAt.toISOString(), r.id],
    (r) => ({
      id: r.id,
      at: r.sentAt.toISOString(),
      title: r.title,
      text: r.text,
      page: r.page,
      read: r.readAt !== null,
    }),
  );
  return { ...page, unread: unread.rows[0]?.count ?? 0 };
}

export async function markRead(ctx: Ctx, personNo: number, id: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update messaging.outbound set read_at = coalesce(read_at, ${ctx.now()}) where id = ${id} and person_no = ${personNo}
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) throw messagingErrors.error('message_not_found');
}
