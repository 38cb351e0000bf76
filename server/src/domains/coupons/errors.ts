import { defineErrors } from '../../platform/errors.ts';

export const couponErrors = defineErrors('coupons', {
  not_found: { status: 404, zh: '没有找到这张优惠券', en: 'No such coupon' },
  gone: { status: 409, zh: '优惠券已被使用或已失效，请重新确认', en: 'A coupon was used or has expired' },
  sold_out: { status: 409, zh: '优惠券已领完', en: 'All coupons of this kind are taken' },
  limit_reached: {
    status: 409,
    zh: '已领到上限，每人最多 {perMember} 张',
    en: 'At most {perMember} of this coupon per person',
  },
  not_started: { status: 409, zh: '还没到领取时间', en: 'This coupon cannot be taken yet' },
  not_takeable: { status: 409, zh: '这张优惠券已停止领取', en: 'This coupon can no longer be taken' },
  not_grantable: {
    status: 409,
    at: 'templateId',
    zh: '优惠券未启用、已结束或已发完，不能发放',
    en: 'This coupon is not active or has run out',
  },
  terms_fixed: {
    status: 409,
    zh: '已有人领取，优惠内容、门槛、范围和有效期不能再改',
    en: 'Some are issued already: discount, threshold, scope and validity are fixed',
  },
  total_below_issued: {
    status: 409,
    zh: '总量不能少于已发放的 {issued} 张',
    en: 'The total cannot be below the {issued} issued',
  },
  state_conflict: { status: 409, zh: '当前状态不能这样操作', en: 'Not possible in its present state' },
  product_not_found: { status: 404, zh: '没有找到这个商品，或已下架', en: 'No such product on sale' },
  member_not_found: { status: 404, zh: '没有找到这位会员', en: 'No such member' },
});
