import type { Ctx } from '../../platform/ctx.ts';

/** What operators call an app, where there are several to tell apart; one that is configured no more by its id. */
export function nameOfApp(ctx: Ctx, appid: string): string | null {
  const { apps } = ctx.config.wechat;
  if (appid === '' || apps.length === 1) return null;
  return apps.find((app) => app.appid === appid)?.name ?? appid;
}
