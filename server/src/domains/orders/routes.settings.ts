import { shopContract as contract } from '@huoshui/contracts/shop';
import { words } from '@huoshui/contracts/words';
import type { Config } from '../../config.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import { settingsOf, shopForm, valuesOf } from './shop-form.ts';

/** What the composition hands in: the ids of an app's subscribe-message templates, by purpose. */
export type SettingsPorts = {
  readonly subscribeTemplates: (ctx: Ctx, app: string) => Promise<Readonly<Record<string, string>>>;
};

/** The terms the shop sells on. The shopper's view also says what the storefront must know to start. */
export const settingsRoutes = ({ subscribeTemplates }: SettingsPorts) => [
  route(contract, 'GET /api/admin/settings/shop', { can: 'settings.read' }, async (ctx) =>
    valuesOf(await getSetting(ctx, shopSettings)),
  ),
  route(
    contract,
    'PUT /api/admin/settings/shop',
    { can: 'settings.write', audit: words('修改店铺设置', 'Changed the shop settings') },
    async (ctx, { body }) => {
      await putSetting(ctx, shopSettings, settingsOf(await readForm(ctx, shopForm, body)));
      return valuesOf(await getSetting(ctx, shopSettings));
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
      miniProgram: miniProgramOf(wechat, query.app),
      templates: await subscribeTemplates(ctx, query.app ?? wechat.apps[0].appid),
    };
  }),
];

function miniProgramOf({ apps }: Pick<Config['wechat'], 'apps'>, asks: string | undefined) {
  const own = apps.filter(({ kind }) => kind === 'mini_program');
  const app = own.find(({ appid }) => appid === asks) ?? own[0];
  return app === undefined ? null : { appid: app.appid, name: app.name };
}
