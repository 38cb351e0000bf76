import { type WordsOf, words } from '../words.ts';

export const deliveryState = {
  waiting: words('等待发送', 'Waiting'),
  sending: words('发送中', 'Sending'),
  delivered: words('已送达', 'Delivered'),
  failed: words('失败', 'Failed'),
  cancelled: words('已取消', 'Cancelled'),
} as const satisfies WordsOf<string>;

/** Why a try did not deliver. */
export const deliveryFault = {
  answered: words('对方没有接受', 'The other side did not take it'),
  redirected: words('对方要求跳转', 'The other side asked to go elsewhere'),
  timeout: words('对方没有及时回答', 'No answer in time'),
  unreachable: words('连不上对方', 'The other side cannot be reached'),
  private_address: words('地址在内网，不允许访问', 'The address is private, which is not allowed'),
  interrupted: words('发送时中断，不知道对方收到没有', 'Cut off while sending: whether it arrived is unknown'),
} as const satisfies WordsOf<string>;
