import { smsContract as contract } from '@huoshui/contracts/sms';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../../platform/routes.ts';
import { saveAccount } from './account.ts';
import { takeBackRefusal } from './refusals.ts';
import { enrolAll } from './review.ts';
import { listRefusals, showSms } from './show.ts';

const READ = { can: 'messaging.read' } as const;

export const smsRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/sms', READ, async (ctx) => showSms(ctx)),
  route(
    contract,
    'PUT /api/admin/sms',
    // Its key spends money.
    {
      can: 'settings.write',
      audit: (_in, { signName }) => ({
        summary: named(words('接入短信服务', 'Connected texts'), signName),
        details: null,
      }),
    },
    async (ctx, { body }) => {
      await saveAccount(ctx, body.values);
      await enrolAll(ctx);
      return showSms(ctx);
    },
  ),
  route(contract, 'GET /api/admin/sms-refusals', READ, async (ctx, { query }) => listRefusals(ctx, query)),
  route(
    contract,
    'DELETE /api/admin/sms-refusals/:id',
    {
      can: 'messaging.write',
      audit: (_in, { phone }) => ({
        summary: named(words('撤销短信退订', 'Took back that somebody wants no texts'), phone),
      }),
    },
    async (ctx, { params }) => takeBackRefusal(ctx, params.id),
  ),
];
