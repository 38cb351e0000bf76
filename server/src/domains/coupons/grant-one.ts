import { joinWords, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { type BenefitKinds, grant } from '../benefits/index.ts';
import { findMembers } from '../members/index.ts';
import { readTemplate } from './change-template.ts';
import { couponErrors } from './errors.ts';
import type { WalletRow } from './tables.ts';
import { findCoupon } from './wallet-queries.ts';

/** An operator gives one coupon to one member, for a reason. Throws `coupons.not_grantable`, `member_not_found`, `not_found`. */
export async function grantOne(
  ctx: Ctx,
  kinds: BenefitKinds,
  templateId: string,
  input: { memberId: string; reason: string },
): Promise<WalletRow> {
  await readTemplate(ctx, templateId);
  const member = (await findMembers(ctx, [input.memberId])).get(input.memberId);
  if (member === undefined) throw couponErrors.error('member_not_found', { id: input.memberId });
  const [given] = await grant(ctx, kinds, {
    grants: [
      {
        memberId: member.id,
        personNo: member.personNo,
        package: [{ kind: 'coupon', templateId }],
        because: causeOf(ctx, input.reason),
        key: `operator:${newId('act')}`,
      },
    ],
  });
  const grantId = given?.given[0]?.grantId;
  const coupon = grantId === undefined ? undefined : await findCoupon(ctx, { grantId });
  if (coupon === undefined) throw couponErrors.error('not_grantable', { id: templateId });
  return coupon;
}

function causeOf({ actor }: Ctx, reason: string) {
  if (actor.kind !== 'operator') return { kind: 'system', id: 'system', label: reason };
  return { kind: 'operator', id: actor.id, label: joinWords([actor.name, reason], words('：', ': ')) };
}
