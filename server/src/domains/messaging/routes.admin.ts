import { messagingContract } from '@huoshui/contracts/messaging';
import { named, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { consentsOf } from './consent.ts';
import { governanceSetting } from './governance.ts';
import { readSendLog, summarize } from './send-log.ts';
import { builtIn } from './template.ts';
import { changeTemplate, readTemplates, type StoredTemplate } from './template-store.ts';

export const adminRoutes = [
  route(messagingContract, 'GET /api/admin/message-templates', { can: 'messaging.read' }, async (ctx) => {
    const [templates, figures] = await Promise.all([readTemplates(ctx), figuresByTemplate(ctx)]);
    return { items: templates.map((t) => present(t, figures)) };
  }),
  route(
    messagingContract,
    'PATCH /api/admin/message-templates/:id',
    {
      can: 'messaging.write',
      audit: (_in, { title }) => ({ summary: named(words('修改消息模板', 'Changed the template'), title) }),
    },
    async (ctx, { params, body }) => present(await changeTemplate(ctx, params.id, body), await figuresByTemplate(ctx)),
  ),
  route(messagingContract, 'GET /api/admin/outbound', { can: 'messaging.read' }, async (ctx, { query }) =>
    readSendLog(ctx, query),
  ),
  route(messagingContract, 'GET /api/admin/outbound/summary', { can: 'messaging.read' }, async (ctx, { query }) =>
    summarize(ctx, query.days ?? 30),
  ),
  route(messagingContract, 'GET /api/admin/members/:id/consents', { can: 'members.read' }, async (ctx, { params }) => ({
    items: await consentsOf(ctx, params.id),
  })),
  route(messagingContract, 'GET /api/admin/settings/governance', { can: 'messaging.read' }, async (ctx) =>
    getSetting(ctx, governanceSetting),
  ),
  route(
    messagingContract,
    'PUT /api/admin/settings/governance',
    { can: 'messaging.write', audit: words('修改频控与免打扰', 'Changed the sending limits') },
    async (ctx, { body }) => {
      await putSetting(ctx, governanceSetting, body);
      return body;
    },
  ),
];

type Figures = ReadonlyMap<string, { sent: number; grants: number }>;

async function figuresByTemplate(ctx: Ctx): Promise<Figures> {
  const { rows } = await sql<{ key: string; sent: number; grants: number }>`
    select t.key,
      (select count(*) from messaging.outbound o where o.template_key = t.key and o.state = 'accepted'
        and o.created_at > ${new Date(ctx.now().getTime() - 30 * DAY_MS)}) as sent,
      (select coalesce(sum(remaining), 0) from messaging.consent c where c.template_key = t.key) as grants
    from messaging.template t
  `.execute(ctx.db);
  return new Map(rows.map((r) => [r.key, r]));
}

function present(template: StoredTemplate, figures: Figures) {
  const source = builtIn(template.key);
  return {
    id: template.id,
    key: template.key,
    name: source?.name ?? template.key,
    channel: 'subscribe' as const,
    wechatTemplateId: template.wechatTemplateId,
    title: template.title,
    fields: template.fields.map((f) => ({ ...f })),
    page: template.page,
    kind: source?.kind ?? ('marketing' as const),
    enabled: template.enabled,
    variables: (source?.variables ?? []).map((v) => ({ ...v })),
    sent30d: figures.get(template.key)?.sent ?? 0,
    grants: figures.get(template.key)?.grants ?? 0,
    updatedAt: template.updatedAt.toISOString(),
  };
}
