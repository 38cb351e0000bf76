import { type Picks, pickNames } from '../../platform/form/names.ts';
import { noteOf } from './template.ts';
import { findTemplates } from './template-queries.ts';

/** Coupon templates; those that run can be picked. */
export const couponPicks: Picks = {
  async coupon(ctx, ids) {
    const templates = await findTemplates(ctx, ids);
    return pickNames(
      [...templates].map(([id, template]) => ({
        id,
        name: template.name,
        ended: template.state !== 'active',
        note: noteOf(template, ctx.now()),
      })),
    );
  },
};
