import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  usable: ['可用积分', 'Points to spend'],
  frozen: ['待生效 {n}', '{n} not yet usable'],
  frozenHint: [
    '待生效的积分来自还没完成的订单，收货或过了售后期就能用。',
    'Points of orders that are under way can be spent once those are done.',
  ],
  owed: ['欠 {n} 积分，下次得到的先补上', 'You owe {n} points; the next ones go there first'],
  expiring: ['{n} 积分 {day} 到期', '{n} points end on {day}'],
  off: ['商城还没有开启积分', 'The shop has no points yet'],
  rewards: ['积分兑好礼', 'Rewards'],
  cost: ['{n} 积分', '{n} points'],
  left: ['剩 {n} 份', '{n} left'],
  open: ['兑换', 'Exchange'],
  short: ['积分不够', 'Too few'],
  done: ['已兑换', 'Done'],
  gone: ['已兑完', 'All taken'],
  sure: ['用 {n} 积分兑换「{name}」？', 'Exchange {n} points for “{name}”?'],
  sureText: ['兑换后放进「优惠券」，积分不退回。', 'It goes to your coupons; the points do not come back.'],
  got: ['兑换成功，已放进优惠券', 'Yours now, see your coupons'],
  ledger: ['积分明细', 'History'],
  none: ['还没有积分', 'No points yet'],
  noneHint: ['下单买点什么，积分就来了', 'Orders bring points'],
});
