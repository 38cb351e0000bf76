import { defaultWelcomeContract as contract } from '@huoshui/contracts/default-welcome';
import { words } from '@huoshui/contracts/words';
import { readForm } from '../../../platform/form/read.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { getSetting, putSetting } from '../../../platform/settings.ts';
import { welcomesOf } from './counts.ts';
import { defaultWelcome, defaultWelcomeForm } from './default-welcome.ts';

export const welcomeRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/settings/default-welcome', { can: 'scrm.read' }, async (ctx) =>
    getSetting(ctx, defaultWelcome),
  ),
  route(
    contract,
    'PUT /api/admin/settings/default-welcome',
    { can: 'scrm.write', audit: () => ({ summary: words('修改默认欢迎语', 'Changed the default welcome') }) },
    async (ctx, { body }) => {
      const stored = await getSetting(ctx, defaultWelcome);
      const settings = await readForm(ctx, defaultWelcomeForm, body, { stored });
      await putSetting(ctx, defaultWelcome, settings);
      return settings;
    },
  ),
  route(contract, 'GET /api/admin/default-welcome/figures', { can: 'scrm.read' }, async (ctx, { query }) =>
    welcomesOf(ctx, null, query),
  ),
];
