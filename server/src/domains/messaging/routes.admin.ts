import { messagingContract } from '@huoshui/contracts/messaging';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { route } from '../../platform/routes.ts';
import { getSetting } from '../../platform/settings.ts';
import type { Wanted } from './asks.ts';
import { changeGovernance } from './change-governance.ts';
import type { Channel } from './channel.ts';
import { consentsOf } from './consent.ts';
import { consentStock } from './consent-stock.ts';
import { changeContent, findPlace, readTemplates, type StoredTemplate, switchTemplate } from './content-store.ts';
import { governanceSetting } from './governance.ts';
import { valuesOf } from './governance-form.ts';
import { readSendLog, summarize } from './send-log.ts';
import { previewContent, showChannels, showTemplates } from './show.ts';

type Given = { readonly channels: readonly Channel[]; readonly wanted: Wanted };

export function adminRoutes({ channels, wanted }: Given) {
  const showOne = async (ctx: Ctx, stored: StoredTemplate) => {
    const [shown] = await showTemplates(ctx, channels, [stored]);
    if (!shown) throw platformErrors.error('not_found');
    return shown;
  };
  return [
    route(messagingContract, 'GET /api/admin/message-channels', { can: 'messaging.read' }, async () => ({
      items: showChannels(channels),
    })),
    route(messagingContract, 'GET /api/admin/message-templates', { can: 'messaging.read' }, async (ctx) => ({
      items: await showTemplates(ctx, channels, await readTemplates(ctx)),
    })),
    route(
      messagingContract,
      'PATCH /api/admin/message-templates/:id',
      {
        can: 'messaging.write',
        audit: (_in, { name }) => ({
          summary: words(`修改消息模板「${name.zh}」`, `Changed the template “${name.en}”`),
        }),
      },
      async (ctx, { params, body }) => showOne(ctx, await switchTemplate(ctx, params.id, body.enabled)),
    ),
    route(
      messagingContract,
      'PUT /api/admin/message-templates/:id/contents/:channel',
      {
        can: 'messaging.write',
        audit: (_in, { name }) => ({
          summary: words(`修改消息文案「${name.zh}」`, `Changed the text of “${name.en}”`),
        }),
      },
      async (ctx, { params, body }) => {
        const place = await findPlace(ctx, channels, params.id, params.channel);
        await changeContent(ctx, place, body.values);
        return showOne(ctx, { ...place.stored, updatedAt: ctx.now() });
      },
    ),
    route(
      messagingContract,
      'POST /api/admin/message-templates/:id/contents/:channel/preview',
      { can: 'messaging.read', onlyReads: true },
      async (ctx, { params, body }) =>
        previewContent(ctx, await findPlace(ctx, channels, params.id, params.channel), body.values),
    ),
    route(messagingContract, 'GET /api/admin/outbound', { can: 'messaging.read' }, async (ctx, { query }) =>
      readSendLog(ctx, query),
    ),
    route(messagingContract, 'GET /api/admin/outbound/summary', { can: 'messaging.read' }, async (ctx, { query }) =>
      summarize(ctx, query.days ?? 30),
    ),
    route(messagingContract, 'GET /api/admin/consent-stock', { can: 'messaging.read' }, async (ctx) =>
      consentStock(ctx, channels, wanted),
    ),
    route(
      messagingContract,
      'GET /api/admin/members/:id/consents',
      { can: 'members.read' },
      async (ctx, { params }) => ({ items: await consentsOf(ctx, channels, params.id) }),
    ),
    route(messagingContract, 'GET /api/admin/settings/governance', { can: 'messaging.read' }, async (ctx) =>
      valuesOf(await getSetting(ctx, governanceSetting)),
    ),
    route(
      messagingContract,
      'PUT /api/admin/settings/governance',
      { can: 'messaging.write', audit: words('修改频控与免打扰', 'Changed the sending limits') },
      async (ctx, { body }) => changeGovernance(ctx, body),
    ),
  ];
}
