import { shopContract as contract } from '@huoshui/contracts/shop';
import { words } from '@huoshui/contracts/words';
import { route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';

/** The terms the shop sells on. The shopper's view also says what the storefront must know to start. */
export const settingsRoutes = [
  route(contract, 'GET /api/admin/settings/shop', { can: 'settings.read' }, async (ctx) =>
    getSetting(ctx, shopSettings),
  ),
  route(
    contract,
    'PUT /api/admin/settings/shop',
    { can: 'settings.write', audit: words('修改店铺设置', 'Changed the shop settings') },
    async (ctx, { body }) => {
      await putSetting(ctx, shopSettings, body);
      return getSetting(ctx, shopSettings);
    },
  ),
  route(contract, 'GET /api/shop/settings', { open: true }, async (ctx, { query }) => {
    const { name, notice, servicePhone, shipping, hotWords } = await getSetting(ctx, shopSettings);
    const { sandboxUrl, wechat } = ctx.config;
    return {
      name,
      notice,
      servicePhone,
      shipping,
      hotWords,
      sandbox: sandboxUrl !== null,
      templates: (query.app ? wechat.apps.find((app) => app.appid === query.app) : wechat.apps[0])?.templates ?? {},
    };
  }),
];
