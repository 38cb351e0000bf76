import type { Picks } from '../../platform/form/names.ts';
import { findTemplates } from './template-queries.ts';

/** Coupon templates; those that run can be picked. */
export const couponPicks: Picks = {
  async coupon(ctx, ids) {
    const templates = await findTemplates(ctx, ids);
    return new Map([...templates.values()].map(({ id, name, state }) => [id, { name, ended: state !== 'active' }]));
  },
};
