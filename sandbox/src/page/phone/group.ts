import { call, type ShownGroup, sandbox } from '../api.ts';
import { openChat, type Phone, sayOn } from './model.ts';

/** The key of a code of a customer group, out of what the code says. */
export function keyOfGroupLink(text: string): string | null {
  return /\/sandbox\/wecom\/join\/(\w+)$/.exec(text.trim())?.[1] ?? null;
}

/** The card of a group, with 加入群聊 on it; who is in it is shown the chat at once. Says so where nobody more fits. */
export async function showGroup(phone: Phone, code: string): Promise<void> {
  const path = `${sandbox}/shoppers/${phone.shopper.id}/join-ways/${code}`;
  const shown = await call<ShownGroup & { readonly outcome: string }>('GET', path);
  if (shown.outcome !== 'shown') return sayOn(phone, shown.outcome === 'full' ? '该群已满，无法加入' : '二维码已失效');
  const join = await new Promise<boolean>((resolve) => {
    phone.sheet.value = { kind: 'group', group: shown, answer: resolve };
  });
  phone.sheet.value = null;
  if (!join) return;
  let { chatId } = shown;
  if (!shown.isIn) {
    const joined = await call<{ readonly chatId: string }>('POST', path).catch(() => null);
    if (joined === null) return sayOn(phone, '该群已满，无法加入');
    chatId = joined.chatId;
  }
  await openChat(phone, `group:${chatId}`);
}

export async function leaveGroup(phone: Phone, chatId: string): Promise<void> {
  await call('DELETE', `${sandbox}/shoppers/${phone.shopper.id}/groups/${chatId}`);
  phone.view.value = { name: 'home' };
  sayOn(phone, '已退出群聊');
}
