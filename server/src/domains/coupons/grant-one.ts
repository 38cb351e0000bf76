import { joinWords, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { type BenefitKinds, grant } from '../benefits/index.ts';
import { findMembers } from '../members/index.ts';
import { readTemplate } from './change-template.ts';
import { couponErrors } from './errors.ts';
import type { WalletRow } from './tables.ts';
import { countMine, findCoupon } from './wallet-queries.ts';

/**
 * An operator gives one coupon to one member: for a reason of the shop's own, and with a word for her if there is one. Throws
 * `coupons.limit_reached`, `not_grantable`, `member_not_found`, `not_found`.
 */
export async function grantOne(
  ctx: Ctx,
  kinds: BenefitKinds,
  templateId: string,
  input: { memberId: string; reason: string; said?: string | undefined },
): Promise<WalletRow> {
  const { perMember } = await readTemplate(ctx, templateId);
  const member = (await findMembers(ctx, [input.memberId])).get(input.memberId);
  if (member === undefined) throw couponErrors.error('member_not_found', { id: input.memberId });
  const [given] = await grant(ctx, kinds, {
    grants: [
      {
        memberId: member.id,
        personNo: member.personNo,
        package: [{ kind: 'coupon', templateId }],
        because: { ...causeOf(ctx, input.reason), said: input.said?.trim() || undefined },
        key: `operator:${newId('act')}`,
      },
    ],
  });
  const grantId = given?.given[0]?.grantId;
  const coupon = grantId === undefined ? undefined : await findCoupon(ctx, { grantId });
  if (coupon !== undefined) return coupon;
  const held = (await countMine(ctx, [member.id], [templateId]))(member.id, templateId);
  if (held >= perMember) throw couponErrors.error('limit_reached', { perMember });
  throw couponErrors.error('not_grantable', { id: templateId });
}

function causeOf({ actor }: Ctx, reason: string) {
  if (actor.kind !== 'operator') return { kind: 'system', id: 'system', label: reason };
  return { kind: 'operator', id: actor.id, label: joinWords([actor.name, reason], words('：', ': ')) };
}
