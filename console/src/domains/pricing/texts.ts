import { defineTexts } from '../../ui/texts.ts';

export const { useText: usePricingText } = defineTexts('pricing', {
  title: ['优惠活动', 'Promotions'],
  purpose: [
    '到时间自动生效和结束，结算页自动算出最优惠的组合。',
    'They start and end by themselves; checkout finds the best combination.',
  ],
  search: ['活动名称', 'Promotion name'],
  new: ['新建优惠活动', 'New promotion'],
  name: ['名称', 'Name'],
  name_missing: ['还没有名称', 'No name yet'],
  kind: ['优惠方式', 'Kind'],
  rule: ['规则', 'Rule'],
  state: ['状态', 'State'],
  starts: ['开始', 'Starts'],
  ends: ['结束', 'Ends'],
  empty: ['还没有优惠活动', 'No promotions yet'],
  empty_hint: [
    '“满 99 减 20”“第二件半价”能提高客单价。设好时间和规则，到点自动生效。',
    '"20 off from 99" or "second piece half price" raise the order value. Set time and rule; it starts by itself.',
  ],
  section_kind: ['怎样优惠', 'What it gives'],
  section_rule: ['规则', 'The rule'],
  time: ['活动时间', 'Time'],
  end: ['提前结束', 'End now'],
  end_title: ['结束「{{name}}」？', 'End "{{name}}"?'],
  end_body: [
    '立刻停止优惠，不能重新开始。已下的订单价格不变。',
    'The offer stops at once and cannot be restarted. Placed orders keep their price.',
  ],
  ended_done: ['已结束', 'Ended'],
  ended_locked: ['活动已结束，不能再改。', 'It has ended and can no longer change.'],
  preview_title: ['购物车', 'Cart'],
});
