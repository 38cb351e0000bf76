import { briefingContract as contract } from '@huoshui/contracts/briefings';
import { named, type Words, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import { changeBriefing, createBriefing, forgetBriefing } from './briefing.ts';
import { listDeliveries } from './deliveries.ts';
import { listInbox, readIssue } from './inbox.ts';
import { listBriefings } from './list.ts';
import { putMailServer, readMailServer, showMailServer } from './mail-server.ts';
import { markRead } from './mark-read.ts';
import { retryDelivery } from './retry.ts';
import { sendMail } from './send-mail.ts';

const read = { can: 'analytics.read' } as const;
const write = { can: 'analytics.write' } as const;
const told =
  (deed: Words) =>
  (_input: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({
    entityId: id,
    summary: named(deed, name),
  });

const ready = words('邮件服务器设置正确。', 'The mail server is set up.');
/** Nobody knows what language who looks into that mailbox reads. */
const trialText = {
  subject: 'Huoshui',
  text: `${ready.zh}\n${ready.en}`,
  html: `<p>${ready.zh}<br>${ready.en}</p>`,
};

export const briefingRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/briefings', read, async (ctx, { query }) => listBriefings(ctx, query)),
  route(
    contract,
    'POST /api/admin/briefings',
    { ...write, idempotent: true, audit: told(words('新建简报', 'Made the briefing')) },
    async (ctx, { body }) => createBriefing(ctx, body.of, body.values),
  ),
  route(
    contract,
    'PUT /api/admin/briefings/:id',
    { ...write, audit: told(words('修改简报', 'Changed the briefing')) },
    async (ctx, { params, body }) => changeBriefing(ctx, params.id, body.values),
  ),
  route(
    contract,
    'DELETE /api/admin/briefings/:id',
    { ...write, audit: words('删除简报', 'Took a briefing away') },
    async (ctx, { params }) => {
      await forgetBriefing(ctx, params.id);
      return { ok: true as const };
    },
  ),
  route(contract, 'GET /api/admin/briefing-deliveries', read, async (ctx, { query }) => listDeliveries(ctx, query)),
  route(
    contract,
    'POST /api/admin/briefing-deliveries/:id/retry',
    { ...write, audit: told(words('重发简报', 'Sent again the briefing')) },
    async (ctx, { params }) => retryDelivery(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/briefing-inbox', read, async (ctx, { query }) => listInbox(ctx, query)),
  route(contract, 'GET /api/admin/briefing-inbox/:id', read, async (ctx, { params }) => readIssue(ctx, params.id)),
  route(
    contract,
    'POST /api/admin/briefing-inbox/:id/reading',
    // That she has read what was sent to her is no change of the shop, so whoever may look may say so.
    { operator: true, audit: () => null },
    async (ctx, { params }) => markRead(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/settings/mail', { can: 'settings.read' }, async (ctx) => showMailServer(ctx)),
  route(
    contract,
    'PUT /api/admin/settings/mail',
    { can: 'settings.write', audit: words('修改邮件服务器', 'Changed the mail server') },
    async (ctx, { body }) => putMailServer(ctx, body),
  ),
  route(
    contract,
    'POST /api/admin/settings/mail/trial',
    // The mail server is asked on the way: no connection waits for it.
    { can: 'settings.write', transaction: false, perMinute: 6, audit: words('试发邮件', 'Tried the mail server') },
    async (ctx, { body }) => {
      const server = await readMailServer(ctx);
      if (server === null) return { fault: 'no_server' as const, said: '' };
      const letter = { id: `trial-${ctx.requestId}`, to: body.to, ...trialText, stop: null };
      const { fault, said } = await sendMail(server, letter);
      return { fault, said };
    },
  ),
];
