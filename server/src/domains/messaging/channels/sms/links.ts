import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { freshLink, type Wechat } from '../../../../wechat/index.ts';

type Row = { readonly page: string; readonly link: string | null; readonly linkEndsAt: Date | null };

/**
 * Where a link of a text leads now. WeChat's own link lives for thirty days and is made when somebody first taps ours, and anew when it has ended: a text that is
 * read after two months still opens the shop. That it was tapped is counted here; that she came, when the mini program opens with the message's name.
 */
export async function openLink(ctx: Ctx, wechat: Wechat, code: string): Promise<string | null> {
  const { rows } = await sql<Row>`
    update messaging.sms_link set opened = opened + 1 where code = ${code.slice(0, 20)} returning page, link, link_ends_at
  `.execute(ctx.db);
  const [row] = rows;
  if (!row) return null;
  const [page = '', query = ''] = row.page.split('?');
  const { link, endsAt, isNew } = await freshLink(wechat.apps[0].urlLink, row, { page, query }, ctx.now());
  if (isNew)
    await sql`
      update messaging.sms_link set link = ${link}, link_ends_at = ${endsAt} where code = ${code}
    `.execute(ctx.db);
  return link;
}
