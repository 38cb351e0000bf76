import { defineErrors } from '../../platform/errors.ts';

export const loyaltyErrors = defineErrors('loyalty', {
  reward_not_found: { status: 404, zh: '没有找到这个礼品', en: 'No such reward' },
  reward_ended: { status: 409, zh: '这个礼品已下架', en: 'This reward is no longer on offer' },
  reward_gone: { status: 409, zh: '这个礼品已兑完', en: 'All of this reward are taken' },
  limit_reached: { status: 409, zh: '已兑到上限，每人最多 {perMember} 次', en: 'At most {perMember} times per person' },
  too_few_points: {
    status: 409,
    at: 'points',
    zh: '可用积分不足，还差 {missing} 积分',
    en: '{missing} points are missing',
  },
  no_points: { status: 400, at: 'points', zh: '请填写要赠送或扣除的积分', en: 'Say how many points' },
  benefit_unavailable: {
    status: 409,
    zh: '这个礼品暂时发不出去，积分没有扣',
    en: 'This reward cannot be given just now; no points were taken',
  },
  member_not_found: { status: 404, zh: '没有找到这位会员', en: 'No such member' },
  total_below_exchanged: {
    status: 409,
    zh: '总量不能少于已兑换的 {exchanged} 份',
    en: 'The total cannot be below the {exchanged} exchanged',
  },
});
