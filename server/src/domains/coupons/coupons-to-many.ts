import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { newIds } from '../../platform/ids.ts';
import type { BenefitKind, SameGift } from '../benefits/index.ts';
import { expectedCost, windowOf } from './coupon.ts';
import { scopeOf, templateIdOf } from './coupon-item.ts';
import { couponsGranted } from './events.ts';
import { shippingFeeOf } from './shipping-fee.ts';
import { worthOf } from './template.ts';
import { countIssued, findTemplate, lockRemaining } from './template-queries.ts';
import { findFull, insertSame } from './wallet-queries.ts';

/** Persons a fact. */
const A_FACT = 500;

/** One coupon each for many: the same limits as on every path, and the same rows, by a few statements. */
export const couponsToMany: NonNullable<BenefitKind['toMany']> = {
  async hold(ctx, item, to) {
    const id = templateIdOf(item);
    const left = (await lockRemaining(ctx, [id])).get(id);
    if (left === undefined) return null;
    const full = await findFull(ctx, id, to, left.perMember);
    return { left: left.remaining, full };
  },

  async give(ctx, { item, because, reserved, to }) {
    const template = await findTemplate(ctx, templateIdOf(item));
    if (template === undefined) throw new Error('a coupon that was held is gone');
    const ids = newIds('cpn', to.length);
    const coupons = to.map((person, n) => ({ ...person, id: ids[n] ?? '' }));
    const window = windowOf(template.validity, ctx.now());
    // Its terms say what all others take off at most.
    const most = template.discount.kind === 'free_shipping' ? reserved : null;
    await insertSame(ctx, { templateId: template.id, scope: scopeOf(item), window, because, most }, coupons);
    await countIssued(ctx, new Map([[template.id, coupons.length]]));
    const { kind, id, label } = because;
    const said = {
      templateId: template.id,
      name: template.name,
      amount: expectedCost(template, await shippingFeeOf(ctx, [template])),
      because: { kind, id, label },
      ...worthOf(template, window),
    };
    announce(ctx, said, coupons);
  },
};

type Given = SameGift['to'][number] & { readonly id: string };

type Said = Omit<Static<typeof couponsGranted.schema>, 'at' | 'personNos' | 'memberIds' | 'couponIds'>;

function announce(ctx: Ctx, said: Said, coupons: readonly Given[]): void {
  const at = ctx.now().getTime();
  for (let from = 0; from < coupons.length; from += A_FACT) {
    const some = coupons.slice(from, from + A_FACT);
    const personNos = some.map(({ personNo }) => personNo);
    const memberIds = some.map(({ memberId }) => memberId);
    const payload = { ...said, at, personNos, memberIds, couponIds: some.map((coupon) => coupon.id) };
    ctx.emit(couponsGranted, { personNo: null, persons: personNos, payload });
  }
}
