import { defineErrors } from '../../platform/errors.ts';

export const payCouponErrors = defineErrors('paycoupons', {
  not_found: { status: 404, zh: '没有找到这批微信支付券', en: 'No such stock of WeChat Pay coupons' },
  product_not_found: { status: 404, zh: '没有找到这张商品券', en: 'No such product coupon' },
  no_brand: {
    status: 409,
    zh: '还没有配置微信支付品牌：在品牌经营平台拿到品牌 ID、API 证书和密钥后写进凭证文件',
    en: 'No brand of WeChat Pay is configured: its id, API certificate and key go into the credentials file',
  },
  not_from_here: { status: 409, zh: '现在的状态不能这样操作', en: 'As it stands now that cannot be done' },
  over: { status: 409, zh: '这批券已经过了结束时间', en: 'This stock is past its end' },
  refused: { status: 409, zh: '微信支付没有同意：{because}', en: 'WeChat Pay refused: {because}' },
  too_little: {
    status: 409,
    zh: '商户号余额不足：预充值的券要先把钱充进去',
    en: 'The merchant account holds too little: the money of a prepaid stock is taken when it starts',
  },
});
