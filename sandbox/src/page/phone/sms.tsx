import { useState } from 'preact/hooks';
import { call, type Notice, sandbox } from '../api.ts';
import { openPage, type Phone, refreshChats, sayOn } from './model.ts';
import { pathIn } from './scan.ts';

/** A text as the phone shows it; hers stand on the right. A link of the shop opens the mini program, as the browser in between would. */
export function SmsBubble({ phone, notice }: { readonly phone: Phone; readonly notice: Notice }) {
  const parts = notice.title.split(/(https?:\/\/[\w\-.:/]+)/);
  return (
    <article class={notice.from === null ? 'said hers' : 'said'}>
      {parts.map((part, at) =>
        /^https?:/.test(part) ? (
          <button type="button" class="sms-link" key={`${at} ${part}`} onClick={() => follow(phone, part)}>
            {part}
          </button>
        ) : (
          part
        ),
      )}
    </article>
  );
}

export function SmsReply({ phone }: { readonly phone: Phone }) {
  const [text, setText] = useState('');
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') return;
    await call('POST', `${sandbox}/shoppers/${phone.shopper.id}/sms`, { text });
    setText('');
    await refreshChats(phone);
  };
  return (
    <form class="sms-reply" onSubmit={(event) => send(event).catch((error: Error) => sayOn(phone, error.message))}>
      <input
        value={text}
        maxLength={70}
        placeholder="回复短信，如 R 退订"
        aria-label="回复短信"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit">发送</button>
    </form>
  );
}

function follow(phone: Phone, url: string): void {
  const open = async (): Promise<void> => {
    const { location } = await call<{ readonly location: string | null }>(
      'GET',
      `${sandbox}/sms/link?${new URLSearchParams({ url })}`,
    );
    const path = location === null ? null : await pathIn(new URL(location).pathname);
    if (path === null) sayOn(phone, '链接已失效');
    else openPage(phone, path);
  };
  open().catch(() => sayOn(phone, '链接打不开'));
}
