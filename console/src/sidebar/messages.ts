import type { Sendable } from './host-port.ts';

/** As `sendChatMessage` takes them: the text first, then the card. Source: document/path/94348 */
export function messagesOf({ text, card }: Sendable) {
  const words = text === null ? [] : [{ msgtype: 'text' as const, enterChat: true, text: { content: text } }];
  if (card === null) return words;
  const miniprogram = { appid: card.appid, title: card.title, imgUrl: card.image, page: card.page };
  return [...words, { msgtype: 'miniprogram' as const, enterChat: true, miniprogram }];
}
