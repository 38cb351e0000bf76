import { themeContract as contract } from '@huoshui/contracts/themes';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { askReminder, dropReminder, type Her } from './reminder.ts';

const acts = { member: true, perMinute: 60 } as const;

export const shopRoutes: readonly Route[] = [
  route(contract, 'PUT /api/shop/theme-days/:day/reminder', acts, async (ctx, { params }) => {
    await askReminder(ctx, herOf(ctx), params.day);
    return { reminded: true };
  }),
  route(contract, 'DELETE /api/shop/theme-days/:day/reminder', acts, async (ctx, { params }) => {
    await dropReminder(ctx, herOf(ctx), params.day);
    return { reminded: false };
  }),
];

function herOf({ actor }: Ctx): Her & { readonly app: string } {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo, app: actor.account.app ?? '' };
}
