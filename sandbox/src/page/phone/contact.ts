import { type Contact, call, sandbox } from '../api.ts';
import { openChat, type Phone, sayOn } from './model.ts';

/** The key of a code of WeCom, out of what the code says. */
export function keyOfLink(text: string): string | null {
  return /\/sandbox\/wecom\/add\/(\w+)$/.exec(text.trim())?.[1] ?? null;
}

/** The card of who is behind a code, with 添加 on it; a friend is shown her chat at once. False where nobody can be added. */
export async function showContact(phone: Phone, code: string): Promise<boolean> {
  const path = `${sandbox}/shoppers/${phone.shopper.id}/contact-ways/${code}`;
  const shown = await call<Contact & { readonly outcome: string }>('GET', path);
  if (shown.outcome !== 'shown') return false;
  const add = await new Promise<boolean>((resolve) => {
    phone.sheet.value = { kind: 'contact', code, contact: shown, answer: resolve };
  });
  phone.sheet.value = null;
  if (!add) return true;
  if (!shown.isFriend) {
    await call('POST', path, { userid: shown.userid });
    sayOn(phone, `已添加 ${shown.name}`);
  }
  await openChat(phone, `wecom:${shown.userid}`);
  return true;
}

/** She deletes a member of the corp from her contacts. */
export async function leaveContact(phone: Phone, userid: string): Promise<void> {
  await call('DELETE', `${sandbox}/shoppers/${phone.shopper.id}/contacts/${userid}`);
  phone.view.value = { name: 'home' };
  sayOn(phone, '已删除联系人');
}
