/**
 * What WeChat Pay allows of 商家转账 with the payee's confirmation. Dated: the platform changes it.
 * Sources: merchant/4012711988 (2025-01-16), partner/4015468873 (2026-08-05).
 */
export const transferLimits = {
  /** Fen. */
  least: 10,
  /** From here on WeChat asks for the payee's name as on her papers; withdrawals stay below. */
  nameFrom: 200_000,
  confirmHours: 24,
  source: 'pay.weixin.qq.com/doc/v3/merchant/4012711988',
  asOf: '2026-08-05',
} as const;

/** 佣金报酬, and what is reported of it: the merchant platform asks for both. */
export const transferScene = {
  id: '1005',
  report: [
    { type: '岗位类型', content: '商品分销员' },
    { type: '报酬说明', content: '商品分销佣金' },
  ],
  remark: '分销佣金',
} as const;
