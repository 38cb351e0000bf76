import { defineErrors } from '../../platform/errors.ts';

export const loyaltyErrors = defineErrors('loyalty', {
  reward_not_found: { status: 404, zh: '没有找到这个礼品', en: 'No such reward' },
  reward_ended: { status: 409, zh: '这个礼品已下架', en: 'This reward is no longer on offer' },
  reward_gone: { status: 409, zh: '这个礼品已兑完', en: 'All of this reward are taken' },
  limit_reached: { status: 409, zh: '已兑到上限，每人最多 {perMember} 次', en: 'At most {perMember} times per person' },
  points_gone: {
    status: 409,
    zh: '可用积分不足 {points}，请重新确认订单',
    en: 'You no longer have {points} points to spend, please confirm the order again',
  },
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
  benefit_limit: {
    status: 409,
    zh: '你已有这个礼品，到了每人可有的份数，积分没有扣',
    en: 'You have as many of this reward as one may have; no points were taken',
  },
  member_not_found: { status: 404, zh: '没有找到这位会员', en: 'No such member' },
  check_in_off: { status: 409, zh: '商城暂时没有签到', en: 'The shop has no check-in just now' },
  not_to_make_up: {
    status: 409,
    at: 'day',
    zh: '只能补签本月今天以前的日子',
    en: 'Only days of this month before today can be made up for',
  },
  made_up_enough: {
    status: 409,
    zh: '本月的 {most} 次补签已用完',
    en: 'The {most} days to make up of this month are used',
  },
  free_delivery_used: {
    status: 409,
    zh: '本月的免运费次数刚刚用完，请重新确认金额',
    en: 'The free deliveries of this month have just been used up; please look at the amount again',
  },
  member_day_not_found: { status: 404, zh: '没有找到这个会员日', en: 'No such member day' },
  not_your_day: {
    status: 409,
    zh: '今天不是这个会员日，到了当天再来领',
    en: 'It is not this day today: come back on it',
  },
  day_gift_taken: { status: 409, zh: '这次的已经领过了', en: 'This one was taken already' },
  day_gift_limit: {
    status: 409,
    zh: '你已有这份礼，到了每人可有的份数',
    en: 'You have as many of this gift as one may have',
  },
  day_gift_gone: { status: 409, zh: '已经领完了', en: 'All of it are gone' },
  card_kind_not_found: { status: 404, zh: '没有找到这种会员卡', en: 'No such kind of card' },
  card_not_found: { status: 404, zh: '没有找到这张会员卡', en: 'No such card' },
  card_ended: { status: 409, zh: '这种会员卡已下架', en: 'This card is no longer on offer' },
  card_price_changed: {
    status: 409,
    zh: '价格已变为 ¥{price}，请重新确认',
    en: 'It costs ¥{price} now, please look again',
  },
  card_over: {
    status: 409,
    zh: '会员卡刚刚到期或退掉了，请重新确认金额',
    en: 'The card has just ended; please look at the amount again',
  },
  card_returned: { status: 409, zh: '这张会员卡已退', en: 'This card was given back already' },
  card_renewed: { status: 409, zh: '她已续费，请先退后面那一张', en: 'It was renewed: give the later one back first' },
  card_use_changed: {
    status: 409,
    zh: '可退金额已变为 ¥{amount}，请重新确认',
    en: 'By now ¥{amount} would go back, please look again',
  },
  level_not_found: { status: 404, zh: '没有找到这个等级', en: 'No such level' },
  levels_undecided: {
    status: 409,
    zh: '这样改有 {count} 位会员的等级会变，请选择静默应用，还是当作他们自己升级',
    en: 'This changes the level of {count} members: say whether silently, or as if they had moved by themselves',
  },
  total_below_exchanged: {
    status: 409,
    zh: '总量不能少于已兑换的 {exchanged} 份',
    en: 'The total cannot be below the {exchanged} exchanged',
  },
});
