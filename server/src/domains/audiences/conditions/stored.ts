import type { Draft } from '@huoshui/contracts/form';

/**
 * Every shape in which a kind of condition was ever stored, the present one last and with all its fields; for a test. A field that comes,
 * goes, is called otherwise or takes other values makes another shape: it is added here, and a shape before it says by which migrations
 * it becomes this one. They may run twice.
 */
export type Shape = { readonly values: Draft; readonly migrations?: readonly string[] };

const everything = { kind: 'all', ids: [], exceptProductIds: [] };
const days = { when: 'last', days: 7, far: 60, near: 30, dates: null };

export const shapes: Readonly<Record<string, readonly Shape[]>> = {
  stage_in: [{ values: { stages: ['growing', 'lost'], forDays: 3 } }],
  has_tag: [{ values: { how: 'any', tags: ['regular'] } }, { values: { how: 'untagged', tags: null } }],
  paid_orders: [{ values: { atLeast: 2, days: null } }],
  spent: [{ values: { atLeast: 10_000, days: 30 } }],
  bought: [{ values: { scope: { ...everything, kind: 'products', ids: ['prd_milk'] }, days: null } }],
  did_event: [
    {
      values: {
        ...{ event: 'product_view', goods: { ...everything, kind: 'categories', ids: ['cat_milk'] }, ...days },
        where: [{ property: 'value', op: 'gte', value: '4', values: [] }],
        ...{ measure: 'sum', property: 'value', compare: 'atLeast', number: 1.5 },
      },
    },
  ],
  did_in_order: [
    {
      values: {
        steps: [
          { event: 'product_view', goods: everything, where: [] },
          { event: 'order.paid', goods: everything, where: [] },
        ],
        ...{ within: 1440, never: null, ...days },
      },
    },
  ],
  joined: [{ values: { side: 'within', days: 30 } }],
  alive: [{ values: { side: 'below', percent: 50 } }],
  order_date: [{ values: { which: 'first', side: 'before', days: 30 } }],
  expected_spent: [{ values: { days: 90, side: 'atLeast', amount: 10_000 } }],
  grade_in: [{ values: { grades: ['S', 'A'] } }],
  rfm_in: [{ values: { groups: ['111', '011'], windowDays: 365, cut: 'mean' } }],
  runs_out: [{ values: { categories: null, side: 'soon', days: 7 } }],
  prefers: [{ values: { categories: ['cat_milk'], top: 1 } }],
  activity_in: [{ values: { roles: ['paying'], rhythms: null } }],
  churn_sign: [{ values: { signs: ['fewer'] } }],
  birthday: [{ values: { how: 'soon', days: 7, months: [] } }],
  has_phone: [{ values: {} }],
  lives_in: [{ values: { regions: ['Shanghai'] } }],
  came_by: [{ values: { way: 'first', sources: ['poster'], scenes: ['1047', '9999'] } }],
  segment: [{ values: { segment: 'seg_other' } }],
  level_in: [{ values: { levels: ['lvl_silver'] } }],
  has_points: [{ values: { atLeast: 100, endingIn: null } }],
  has_card: [{ values: { kinds: null, endingIn: 30 } }],
  has_coupon: [{ values: { coupons: ['cpt_one'], endingIn: null } }],
  consent: [{ values: { template: 'couponExpiring', state: 'left', atLeast: 1 } }],
  is_friend: [{ values: { staff: ['WangYu'] } }],
  follows_account: [{ values: { accounts: ['oac_main'] } }],
  advocate_score: [{ values: { atLeast: null } }],
  in_group: [{ values: { groups: ['wrBenefits'], tags: ['benefits'] } }],
  came_by_code: [{ values: { which: 'first', codes: ['cod_shelf'] } }],
  came_by_channel: [{ values: { which: 'ever', channels: ['stores'] } }],
};
