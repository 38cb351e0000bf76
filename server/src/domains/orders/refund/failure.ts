import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { PayError, WechatBadAnswer, WechatInputError, WechatUnreachable } from '../../../wechat/index.ts';

/** Why a refund did not come through, and what an operator can do. */
export const refundFailure = {
  amount: words(
    '微信退款金额与申请不符，请在商户平台核对',
    'WeChat refunded another amount: check it on the merchant platform',
  ),
  closed: words('微信支付已关闭这笔退款', 'WeChat Pay closed this refund'),
  abnormal: words(
    '退款入账失败，请在商户平台更换退款账户',
    'Her account did not take it: choose another one on the merchant platform',
  ),
  partReturned: words(
    '微信侧已退回一部分，等账单确认剩余金额后自动退回',
    'Some of it went back at WeChat already: the rest follows once the bill tells how much',
  ),
  overdue: words(
    '微信支付迟迟没有完成退款，请在商户平台核对',
    'WeChat Pay is not done in time: check it on the merchant platform',
  ),
  unreachable: words('暂时连不上微信支付', 'WeChat Pay cannot be reached for now'),
  unreadable: words(
    '没能交给微信支付处理，请在商户平台核对',
    'It could not be handed to WeChat Pay: check it on the merchant platform',
  ),
} as const;

/** In the operator's words; null when the trouble is ours, and the next try may go through. */
export function failureOf(error: unknown): Words | null {
  if (error instanceof PayError) return refusals[error.code] ?? plainWords(error.message);
  if (error instanceof WechatUnreachable) return refundFailure.unreachable;
  const unreadable = error instanceof WechatInputError || error instanceof WechatBadAnswer;
  return unreadable ? refundFailure.unreadable : null;
}

/** By WeChat Pay's own codes. */
const refusals: Readonly<Record<string, Words>> = {
  NOTENOUGH: words(
    '商户号可用余额不足，请充值后重试',
    'The merchant account holds too little: top it up and try again',
  ),
  RESOURCENOTEXISTS: words('微信支付没有这笔支付记录', 'WeChat Pay knows no such payment'),
  USERACCOUNTABNORMAL: words('用户账户异常，请线下退款', 'Her account is out of order: refund her another way'),
};
