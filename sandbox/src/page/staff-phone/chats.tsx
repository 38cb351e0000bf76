import { useEffect, useRef, useState } from 'preact/hooks';
import type { StaffCustomer } from '../api.ts';
import { Avatar } from '../avatar.tsx';
import { formatChatTime, formatDay, formatTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { now } from '../live.ts';
import { type StaffPhone, sayOnStaffPhone, write } from './model.ts';
import { Toolbar } from './toolbar.tsx';

const freshest = ({ said, createdAt }: StaffCustomer): string => said.at(-1)?.at ?? createdAt;
const numberIn = (shopperId: string): number => Number(shopperId.slice(1)) || 1;

/** Her customers, whom she wrote to last first. */
export function ChatsTab({ phone }: { readonly phone: StaffPhone }) {
  const customers = phone.customers.value.toSorted((a, b) => freshest(b).localeCompare(freshest(a)));
  return (
    <div class="wechat">
      <header class="wechat-head">
        <b>消息</b>
      </header>
      <ul class="chat-list">
        {phone.groups.value.map(({ chatId, name, members, said }) => (
          <li key={chatId}>
            <button type="button" class="chat-row" onClick={() => (phone.group.value = chatId)}>
              <span class="chat-icon group" />
              <span class="chat-words">
                <b>
                  {name}({members})
                </b>
                <small>{said.at(-1)?.title ?? '客户群'}</small>
              </span>
            </button>
          </li>
        ))}
        {customers.map((customer) => (
          <li key={customer.shopperId}>
            <button type="button" class="chat-row" onClick={() => (phone.chat.value = customer.shopperId)}>
              <Avatar number={numberIn(customer.shopperId)} size={46} />
              <span class="chat-words">
                <b>
                  {customer.name} <small class="at-wechat">@微信</small>
                </b>
                <small>{customer.said.at(-1)?.title ?? `${formatDay(new Date(customer.createdAt))}添加`}</small>
              </span>
              <span class="chat-when">
                <small>{formatChatTime(freshest(customer), now.value)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {customers.length + phone.groups.value.length === 0 && (
        <p class="chats-empty">还没有客户。顾客用扫一扫扫她的活码，就会出现在这里。</p>
      )}
    </div>
  );
}

/** The chat with one customer: what was said, the toolbar's page, and a line to write. */
export function ChatView({ phone }: { readonly phone: StaffPhone }) {
  const customer = phone.customers.value.find(({ shopperId }) => shopperId === phone.chat.value);
  const foot = useRef<HTMLDivElement>(null);
  const count = customer?.said.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message (count) is what scrolls the chat down
  useEffect(() => foot.current?.scrollIntoView({ block: 'end' }), [count]);
  const back = () => {
    phone.toolbar.value = false;
    phone.chat.value = null;
  };
  return (
    <div class="wechat">
      <header class="wechat-head">
        <button type="button" class="mini-back" aria-label="返回" onClick={back}>
          <Icon name="back" size={22} />
        </button>
        <b>{customer?.name ?? '已不是好友'}</b>
        {customer && (
          <button
            type="button"
            class="ghost"
            aria-pressed={phone.toolbar.value}
            aria-label="侧边栏"
            title="侧边栏"
            onClick={() => (phone.toolbar.value = !phone.toolbar.value)}
          >
            <Icon name="list" size={18} />
          </button>
        )}
      </header>
      {customer && phone.toolbar.value ? (
        <Toolbar phone={phone} customer={customer} />
      ) : (
        <>
          <div class="cards">
            {customer?.said.map((said) => (
              <div key={said.at + said.title}>
                <time class="card-when">
                  {formatDay(new Date(said.at))} {formatTime(new Date(said.at))}
                </time>
                <article class="said hers">
                  {said.page && <small class="part-kind">小程序</small>}
                  {said.title}
                </article>
              </div>
            ))}
            <div ref={foot} />
          </div>
          {customer && <Composer phone={phone} customer={customer} />}
        </>
      )}
    </div>
  );
}

function Composer({ phone, customer }: { readonly phone: StaffPhone; readonly customer: StaffCustomer }) {
  const [text, setText] = useState('');
  const send = () => {
    write(phone, customer.shopperId, text.trim()).then(
      () => setText(''),
      (error: Error) => sayOnStaffPhone(phone, error.message),
    );
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) send();
      }}
    >
      <input
        aria-label="发送给客户的消息"
        placeholder="发消息"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="wecom-blue" disabled={!text.trim()}>
        发送
      </button>
    </form>
  );
}
