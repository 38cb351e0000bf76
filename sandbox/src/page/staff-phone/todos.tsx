import { useEffect, useState } from 'preact/hooks';
import { type AppMessage, call } from '../api.ts';
import { formatDay, formatTime } from '../format.ts';
import { onWecom } from '../live.ts';
import { pathOf, type StaffPhone } from './model.ts';

/** What the corp's app told her: cards of the workbench, the newest first. */
export function TodosTab({ phone }: { readonly phone: StaffPhone }) {
  const [messages, setMessages] = useState<readonly AppMessage[]>([]);
  useEffect(() => {
    const read = () => {
      call<{ readonly messages: readonly AppMessage[] }>('GET', `${pathOf(phone)}/app-messages`).then(
        (answer) => setMessages(answer.messages),
        () => {},
      );
    };
    read();
    return onWecom(read);
  }, [phone]);
  return (
    <div class="wechat">
      <header class="wechat-head">
        <b>待办</b>
      </header>
      <div class="cards">
        {messages.map(({ id, title, description, url, button, at }) => (
          <div key={id}>
            <time class="card-when">
              {formatDay(new Date(at))} {formatTime(new Date(at))}
            </time>
            <article class="notice">
              <h3>{title}</h3>
              {description && <p class="app-message">{description}</p>}
              {url && (
                <a class="notice-open" href={url} target="_blank" rel="noreferrer">
                  <span>{button || '详情'}</span>
                </a>
              )}
            </article>
          </div>
        ))}
        {messages.length === 0 && <p class="chats-empty">没有待办。商家用应用消息提醒她的事会出现在这里。</p>}
      </div>
    </div>
  );
}
