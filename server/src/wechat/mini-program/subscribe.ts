import { textOrNull } from '../json.ts';
import type { WechatTransport } from '../transport.ts';
import type { TemplateData } from './template-data.ts';

export type SubscribeMessage = {
  readonly openid: string;
  readonly templateId: string;
  readonly data: TemplateData;
  /** A page of the published mini program, with its query. */
  readonly page?: string;
  readonly miniprogramState?: 'developer' | 'trial' | 'formal';
  readonly lang?: 'zh_CN' | 'en_US' | 'zh_HK' | 'zh_TW';
};

/**
 * Sends one subscribe message; it uses up one grant of the shopper. There is no idempotency key, so a lost answer
 * (WechatUnreachable with `handedOver`) is never repeated here: the outcome is unknown and stays so.
 * WechatError 43101: no grant left; 47003: a value breaks its field's rule (see checkTemplateData); 40003: not an
 * openid of this app; 40037: bad template; 41030: page not published; 45009: daily cap.
 */
export async function sendSubscribe(
  transport: WechatTransport,
  message: SubscribeMessage,
): Promise<{ readonly messageId: string | null }> {
  const answer = await transport.json({
    method: 'POST',
    path: '/cgi-bin/message/subscribe/send',
    body: {
      touser: message.openid,
      template_id: message.templateId,
      page: message.page,
      data: Object.fromEntries(Object.entries(message.data).map(([key, value]) => [key, { value }])),
      miniprogram_state: message.miniprogramState ?? 'formal',
      lang: message.lang ?? 'zh_CN',
    },
    repeatable: false,
  });
  // Newer answers carry a msgid, as a number or a text; older ones none.
  return { messageId: typeof answer.msgid === 'number' ? String(answer.msgid) : textOrNull(answer, 'msgid') };
}
