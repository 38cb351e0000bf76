import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { inTransaction } from '../../platform/db.ts';
import { messagingErrors } from './errors.ts';
import { messageOpened } from './events.ts';

type Item = { id: string; sentAt: Date; title: string; text: string; page: string; readAt: Date | null };

/** What the shop has told a member inside the mini program, newest first. */
export async function readInbox(
  ctx: Ctx,
  personNo: number,
  query: { cursor?: string | undefined; limit?: number | undefined },
) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, 2);
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

type Opened = {
  id: string;
  sourceKey: string;
  memberId: string;
  templateKey: string;
  channel: string;
  title: string;
  causeKind: string;
  causeId: string;
  causeLabel: string;
};

/** She came in through this message: the first time counts, and only when it is hers. */
export async function recordOpen(ctx: Ctx, personNo: number, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Opened>`
      update messaging.outbound set opened_at = ${ctx.now()}, read_at = coalesce(read_at, ${ctx.now()})
      where id = ${id} and person_no = ${personNo} and opened_at is null
      returning id, source_key, member_id, template_key, channel, title, cause_kind, cause_id, cause_label
    `.execute(ctx.db);
    const row = rows[0];
    if (!row) return;
    ctx.emit(messageOpened, {
      personNo,
      payload: {
        memberId: row.memberId,
        outboundId: row.id,
        sourceKey: row.sourceKey,
        templateKey: row.templateKey,
        channel: row.channel,
        title: row.title,
        because: { kind: row.causeKind, id: row.causeId, label: row.causeLabel },
      },
    });
  });
}
