import { defineErrors } from '../../platform/errors.ts';

export const pricingErrors = defineErrors('pricing', {
  promotion_not_found: { status: 404, zh: '没有找到这个满减活动', en: 'No such promotion' },
  promotion_ended: { status: 409, zh: '活动已结束，不能再修改', en: 'The promotion has ended and cannot be changed' },
  bad_window: { status: 400, zh: '结束时间必须晚于开始时间', en: 'The end must come after the start' },
  bad_tiers: {
    status: 400,
    zh: '满减档位有误：门槛越高优惠应越大，优惠不能超过门槛',
    en: 'Each tier must ask for more and give more than the one below, and never give more than it asks for',
  },
});
