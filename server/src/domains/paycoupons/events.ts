import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';
import { formatYuan } from '../../platform/money.ts';

const About = {
  memberId: Type.String(),
  couponId: Type.String(),
  stockId: Type.String(),
  name: Type.String(),
  /** Fen that it is worth, or took off. */
  amount: Type.Integer(),
};

/** WeChat has sent it: it lies in her wallet there. */
export const payCouponSent = fact('pay_coupon.sent', Type.Object({ ...About, validTo: Type.String() }), {
  words: words('收到微信支付券', 'Was sent a WeChat Pay coupon'),
  tell: (told) => ({ side: 'touch', ...about(told, words('收到微信支付券', 'Sent the WeChat Pay coupon')) }),
});

/** She paid with it. */
export const payCouponUsed = fact(
  'pay_coupon.used',
  Type.Object({ ...About, orderId: Type.Union([Type.String(), Type.Null()]) }),
  {
    words: words('使用微信支付券', 'Paid with a WeChat Pay coupon'),
    tell: (told) => ({ side: 'act', ...about(told, words('付款用了微信支付券', 'Paid with the WeChat Pay coupon')) }),
  },
);

function about(
  { stockId, name, amount }: { readonly stockId: string; readonly name: string; readonly amount: number },
  title: Words,
) {
  return {
    title,
    detail: plainWords(`${name} ¥${formatYuan(amount)}`),
    link: { kind: 'pay_coupon', id: stockId },
  };
}
