import type { Contact } from '../api.ts';
import { Sheet } from './sheet.tsx';

type Props = { readonly contact: Contact; readonly answer: (add: boolean) => void };

/** Who is behind a code of WeCom, as WeChat shows it before she is added. */
export function ContactSheet({ contact: { name, corp, isFriend }, answer }: Props) {
  return (
    <Sheet label="企业微信名片" onEscape={() => answer(false)}>
      <div class="contact-card">
        <span class="chat-icon wecom" />
        <b>{name}</b>
        <small>@{corp}</small>
      </div>
      <button type="button" class="wx-green wide" data-first onClick={() => answer(true)}>
        {isFriend ? '发消息' : '添加到通讯录'}
      </button>
      <button type="button" class="wx-plain wide" onClick={() => answer(false)}>
        取消
      </button>
    </Sheet>
  );
}
