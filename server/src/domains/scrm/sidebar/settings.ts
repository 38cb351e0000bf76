import { SidebarSettings } from '@huoshui/contracts/sidebar';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { defineSetting } from '../../../platform/settings.ts';

export const sidebarSetting = defineSetting('scrm.sidebar', SidebarSettings, {
  coupons: null,
  couponsPerDay: 20,
  orderWithinDays: 7,
  managers: null,
  escalateHours: 24,
});

export const sidebarForm = form({
  fields: [
    {
      key: 'coupons',
      label: words('导购可以发的券', 'Coupons that staff may give'),
      hint: words(
        '导购在聊天里点一下就放进顾客卡包；不选就不能发券',
        'One tap puts one into the customer’s wallet; none chosen: none is given',
      ),
      kind: 'picker',
      of: 'coupon',
      many: 20,
      optional: true,
    },
    {
      key: 'couponsPerDay',
      label: words('每位导购每天最多发', 'Each gives at most'),
      kind: 'count',
      min: 1,
      max: 1000,
      unit: words('张', 'a day'),
      initial: 20,
    },
    {
      key: 'orderWithinDays',
      label: words('发出后几天内下单算带来', 'An order counts as brought within'),
      kind: 'count',
      min: 1,
      max: 90,
      unit: words('天', 'days'),
      initial: 7,
    },
    {
      key: 'managers',
      label: words('店长', 'Managers'),
      hint: words(
        '同部门导购超时的待办会到店长的侧边栏；部门里没有店长时给第一位',
        'What staff of her department did not do in time comes to her sidebar; where a department has none, to the first',
      ),
      kind: 'picker',
      of: 'wecom_staff',
      many: 50,
      optional: true,
    },
    {
      key: 'escalateHours',
      label: words('超时多久升级给店长', 'To the manager after'),
      kind: 'count',
      min: 1,
      max: 720,
      unit: words('小时', 'hours'),
      initial: 24,
    },
  ],
  sentence: ({ coupons, couponsPerDay, orderWithinDays }) =>
    words(
      `${coupons?.length ? `可发 ${coupons.length} 种券，每人每天 ${couponsPerDay} 张` : '不能发券'}；${orderWithinDays} 天内下单算带来`,
      `${coupons?.length ? `${coupons.length} kinds of coupons, ${couponsPerDay} a day each` : 'no coupons'}; orders within ${orderWithinDays} days count as brought`,
    ),
});
