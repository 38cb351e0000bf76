import type { WechatTransport } from '../transport.ts';

const family = '/wxa/sec/order';

/** 小程序发货信息管理服务: whether this app is under it. */
export async function isTradeManaged(transport: WechatTransport, appid: string): Promise<boolean> {
  const answer = await transport.json({ method: 'POST', path: `${family}/is_trade_managed`, body: { appid } });
  // The sample shows a number where the table says boolean.
  return answer.is_trade_managed === true || answer.is_trade_managed === 1;
}

export async function setMessagePage(transport: WechatTransport, path: string): Promise<void> {
  await transport.json({ method: 'POST', path: `${family}/set_msg_jump_path`, body: { path } });
}

export async function setOrderPage(transport: WechatTransport, path: string): Promise<void> {
  await transport.json({ method: 'POST', path: `${family}/update_order_detail_path`, body: { path } });
}
