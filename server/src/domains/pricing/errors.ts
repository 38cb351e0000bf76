import { defineErrors } from '../../platform/errors.ts';

export const pricingErrors = defineErrors('pricing', {
  promotion_not_found: { status: 404, zh: '没有找到这个促销活动', en: 'No such promotion' },
  promotion_ended: { status: 409, zh: '活动已结束，不能再修改', en: 'The promotion has ended and cannot be changed' },
  no_such_kind: { status: 400, zh: '没有这种优惠方式', en: 'There is no such kind of discount' },
  freight_not_found: { status: 404, zh: '没有找到这个运费模板', en: 'No such freight template' },
  freight_in_use: {
    status: 409,
    zh: '还有 {products} 个商品在用这个模板，先给它们换一个',
    en: '{products} products are sent by it: give them another first',
  },
  sku_not_found: { status: 404, zh: '没有找到这个规格，或已下架', en: 'No such SKU on sale' },
  bad_days: { status: 400, zh: '请选择一年以内的一段日子', en: 'Choose days that lie within a year' },
  bad_window: { status: 400, at: 'days', zh: '结束时间必须晚于开始时间', en: 'The end must come after the start' },
});
