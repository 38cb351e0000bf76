import { keyOfApp } from '../account.ts';
import type { Notice } from '../api.ts';
import { openChat, openPage, type Phone } from './model.ts';

const chatNames = {
  service: '服务通知',
  pay: '微信支付',
  friend: '朋友分享',
  wecom: '企业微信',
  group: '群聊',
  account: '公众号',
  sms: '短信',
} as const;

const chatOf = ({ chat, from }: Notice): string =>
  ['wecom', 'group', 'account'].includes(chat) ? `${chat}:${from}` : chat;

/** A new message comes down from above; a tap opens it. */
export function Banner({ phone }: { readonly phone: Phone }) {
  // Not over the chat list, which shows the same, and not over the cashier, which says that it was paid.
  const view = phone.view.value;
  const covered = view.name === 'home' || phone.sheet.value?.kind === 'payment';
  const newest = phone.banner.value;
  // Nor over the very chat in which it stands.
  const inView = newest !== null && view.name === 'chat' && view.id === chatOf(newest);
  const notice = covered || inView ? null : newest;
  const open = () => {
    if (!notice) return;
    if (notice.page) openPage(phone, notice.page, keyOfApp(notice.appid));
    else openChat(phone, chatOf(notice)).catch(() => {});
  };
  return (
    <div role="status" aria-live="polite">
      {notice && (
        <button type="button" class="banner" key={notice.id} onClick={open}>
          <span class={`chat-icon ${notice.chat}`} />
          <span class="banner-words">
            <small>{chatNames[notice.chat]}</small>
            <b>{notice.title.replaceAll(/<[^>]*>/g, '')}</b>
            <span>{notice.fields[0] ? `${notice.fields[0].label}:${notice.fields[0].value}` : '点按查看'}</span>
          </span>
        </button>
      )}
    </div>
  );
}
