import { checkInContract as contract } from '@huoshui/contracts/check-in';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { checkIn } from './check-in/check-in.ts';
import { checkInForm, checkInRule, ruleOf } from './check-in/check-in-rule.ts';
import { makeUp } from './check-in/make-up.ts';
import { readCheckIn, reportCheckIns } from './check-in/read-check-in.ts';
import { setReminder } from './check-in/reminder.ts';
import type { Person } from './tables.ts';

export const checkInRoutes = (kinds: BenefitKinds): readonly Route[] => [
  route(contract, 'GET /api/admin/settings/check-in', { can: 'loyalty.read' }, async (ctx) =>
    getSetting(ctx, checkInRule),
  ),
  route(
    contract,
    'PUT /api/admin/settings/check-in',
    { can: 'loyalty.write', audit: words('修改签到规则', 'Changed the rule of check-in') },
    async (ctx, { body }) => {
      const stored = await getSetting(ctx, checkInRule);
      await putSetting(ctx, checkInRule, ruleOf(await readForm(ctx, checkInForm, body, { stored })));
      return getSetting(ctx, checkInRule);
    },
  ),
  route(contract, 'GET /api/admin/check-ins', { can: 'loyalty.read' }, async (ctx, { query }) => ({
    items: await reportCheckIns(ctx, query.days ?? 30),
  })),
  route(contract, 'GET /api/shop/check-in', { member: true }, async (ctx) => readCheckIn(ctx, shopper(ctx).memberId)),
  route(contract, 'POST /api/shop/check-in', { member: true }, async (ctx) => {
    await checkIn(ctx, kinds, shopper(ctx));
    return readCheckIn(ctx, shopper(ctx).memberId);
  }),
  route(contract, 'PUT /api/shop/check-in/reminder', { member: true }, async (ctx, { body }) => {
    await setReminder(ctx, shopper(ctx), body.minute);
    return readCheckIn(ctx, shopper(ctx).memberId);
  }),
  route(contract, 'POST /api/shop/check-in/make-ups', { member: true }, async (ctx, { body }) => {
    await makeUp(ctx, kinds, shopper(ctx), body.day);
    return readCheckIn(ctx, shopper(ctx).memberId);
  }),
];

function shopper({ actor }: Ctx): Person {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}
