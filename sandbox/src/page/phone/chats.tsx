import { useEffect, useRef } from 'preact/hooks';
import { keyOfApp, miniPrograms, nameOfApp, readMiniPrograms } from '../account.ts';
import type { Chat, Notice } from '../api.ts';
import { Avatar } from '../avatar.tsx';
import { formatChatTime, formatDay, formatTime, formatYuan } from '../format.ts';
import { Icon } from '../icon.tsx';
import { now, shoppers } from '../live.ts';
import { leaveContact } from './contact.ts';
import { leaveGroup } from './group.ts';
import { openChat, openMiniProgram, openPage, type Phone, sayOn } from './model.ts';
import { scanCode } from './scan.ts';
import { SmsBubble, SmsReply } from './sms.tsx';
import { TransferOffers } from './transfer-offers.tsx';

/** WeChat's first screen: the mini programs, then the chats. */
export function HomeView({ phone }: { readonly phone: Phone }) {
  useEffect(() => {
    readMiniPrograms().catch(() => {});
  }, []);
  const apps = miniPrograms.value;
  const unread = phone.chats.value.reduce((sum, chat) => sum + chat.unread, 0);
  return (
    <div class="wechat">
      <header class="wechat-head">
        <b>微信{unread > 0 ? `(${unread})` : ''}</b>
        <button type="button" class="ghost" aria-label="扫一扫" title="扫一扫" onClick={() => scanCode(phone)}>
          <Icon name="scan" size={20} />
        </button>
      </header>
      <ul class="chat-list">
        {apps.map(({ appid, name }) => (
          <li key={appid}>
            <button type="button" class="chat-row" onClick={() => openMiniProgram(phone, keyOfApp(appid))}>
              <span class="chat-icon shop">
                <Icon name="shop" size={26} />
              </span>
              <span class="chat-words">
                <b>{name}</b>
                <small>
                  小程序 ·{' '}
                  {phone.running.value && phone.appid.value === keyOfApp(appid)
                    ? '正在运行，点按回到刚才的页面'
                    : '点按打开'}
                </small>
              </span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" class="chat-row" onClick={() => (phone.view.value = { name: 'accounts' })}>
            <span class="chat-icon account" />
            <span class="chat-words">
              <b>公众号</b>
              <small>关注、看菜单、发关键词</small>
            </span>
          </button>
        </li>
        <li>
          <button type="button" class="chat-row" onClick={() => (phone.view.value = { name: 'moments' })}>
            <span class="chat-icon moments" />
            <span class="chat-words">
              <b>朋友圈</b>
              <small>加过的导购发表的内容</small>
            </span>
          </button>
        </li>
        {phone.chats.value.map((chat) => (
          <ChatRow key={chat.id} phone={phone} chat={chat} />
        ))}
      </ul>
      {phone.chats.value.length === 0 && (
        <p class="chats-empty">
          还没有消息。
          <br />
          付款后会收到“微信支付”凭证，允许订阅后会收到“服务通知”。
          <br />
          旅程消息遇到夜间免打扰会顺延到早上；少数顾客被留作对照，不会收到。为什么，后台会员页的动态里都写着。
        </p>
      )}
    </div>
  );
}

function ChatRow({ phone, chat }: { readonly phone: Phone; readonly chat: Chat }) {
  const last = chat.notices.at(-1);
  return (
    <li>
      <button type="button" class="chat-row" onClick={() => openChat(phone, chat.id).catch(() => {})}>
        <ChatIcon chat={chat} />
        <span class="chat-words">
          <b>{chat.name}</b>
          <small>{last ? previewOf(last) : ''}</small>
        </span>
        <span class="chat-when">
          <small>{formatChatTime(chat.lastAt, now.value)}</small>
          {chat.unread > 0 && <span class="badge">{chat.unread}</span>}
        </span>
      </button>
    </li>
  );
}

function ChatIcon({ chat }: { readonly chat: Chat }) {
  const friend = shoppers.value.find((shopper) => shopper.id === chat.id);
  if (friend) return <Avatar number={friend.number} size={46} />;
  // A friend whom the list does not show just now.
  if (chat.id.startsWith('wecom:')) return <span class="chat-icon wecom" />;
  if (chat.id.startsWith('group:')) return <span class="chat-icon group" />;
  if (chat.id.startsWith('account:')) return <span class="chat-icon account" />;
  const known = ['service', 'pay', 'shop', 'sms'].includes(chat.id);
  return <span class={`chat-icon ${known ? chat.id : 'friend'}`} />;
}

function previewOf(notice: Notice): string {
  if (notice.chat === 'sms') return notice.title;
  if (notice.chat === 'wecom' || notice.chat === 'group')
    return notice.page ? `[小程序] ${notice.title}` : notice.title;
  if (notice.chat === 'account') return notice.title.replaceAll(/<[^>]*>/g, '');
  if (notice.chat === 'pay') return `${notice.title} ¥${formatYuan(notice.amount ?? 0)}`;
  return notice.chat === 'friend' ? `[小程序] ${notice.title}` : `[${notice.title}] ${notice.fields[0]?.value ?? ''}`;
}

/** One chat, the newest card at the foot. */
export function ChatView({ phone, id }: { readonly phone: Phone; readonly id: string }) {
  const chat = phone.chats.value.find((candidate) => candidate.id === id);
  const member = id.startsWith('wecom:') ? id.slice('wecom:'.length) : null;
  const group = id.startsWith('group:') ? id.slice('group:'.length) : null;
  const foot = useRef<HTMLDivElement>(null);
  const count = chat?.notices.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new card (count) is what scrolls the list down
  useEffect(() => foot.current?.scrollIntoView({ block: 'end' }), [count]);
  return (
    <div class="wechat">
      <header class="wechat-head">
        <button
          type="button"
          class="mini-back"
          aria-label="返回聊天列表"
          onClick={() => (phone.view.value = { name: 'home' })}
        >
          <Icon name="back" size={22} />
        </button>
        <b>{chat?.name ?? (member ? '企业微信' : group ? '群聊' : '')}</b>
        {group && (
          <button
            type="button"
            class="ghost"
            aria-label="退出群聊"
            title="退出群聊"
            onClick={() => leaveGroup(phone, group).catch((error: Error) => sayOn(phone, error.message))}
          >
            <Icon name="close" size={18} />
          </button>
        )}
        {member && (
          <button
            type="button"
            class="ghost"
            aria-label="删除联系人"
            title="删除联系人"
            onClick={() => leaveContact(phone, member).catch((error: Error) => sayOn(phone, error.message))}
          >
            <Icon name="close" size={18} />
          </button>
        )}
      </header>
      <div class="cards">
        {chat?.notices.map((notice) => (
          <div key={notice.id}>
            <time class="card-when">
              {formatDay(new Date(notice.at))} {formatTime(new Date(notice.at))}
            </time>
            <Card phone={phone} notice={notice} />
          </div>
        ))}
        {member && <TransferOffers phone={phone} member={member} />}
        <div ref={foot} />
      </div>
      {id === 'sms' && <SmsReply phone={phone} />}
    </div>
  );
}

function Card({ phone, notice }: { readonly phone: Phone; readonly notice: Notice }) {
  const { page } = notice;
  const inChat = notice.chat === 'wecom' || notice.chat === 'group';
  if (notice.chat === 'sms') return <SmsBubble phone={phone} notice={notice} />;
  if (inChat && !page)
    return (
      <article class="said">
        {notice.title}
        {notice.image && <img src={notice.image} alt="" />}
      </article>
    );
  if (notice.chat === 'friend' || inChat) return <SharedCard phone={phone} notice={notice} />;
  return (
    <article class="notice">
      {notice.chat === 'service' && (
        <div class="notice-from">
          <span class="chat-icon shop tiny">
            <Icon name="shop" size={12} />
          </span>
          {nameOfApp(notice.appid)}
        </div>
      )}
      <h3>{notice.title}</h3>
      {notice.amount !== null && (
        <p class="notice-amount">
          <small>¥</small>
          {formatYuan(notice.amount)}
        </p>
      )}
      <dl>
        {notice.fields.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {page && (
        <button type="button" class="notice-open" onClick={() => openPage(phone, page, keyOfApp(notice.appid))}>
          <span>进入小程序查看</span>
          <Icon name="arrowIn" size={14} />
        </button>
      )}
    </article>
  );
}

function SharedCard({ phone, notice }: { readonly phone: Phone; readonly notice: Notice }) {
  const { page, image } = notice;
  return (
    <button type="button" class="shared" onClick={() => page && openPage(phone, page, keyOfApp(notice.appid))}>
      <span class="notice-from">
        <span class="chat-icon shop tiny">
          <Icon name="shop" size={12} />
        </span>
        {nameOfApp(notice.appid)}
      </span>
      <b>{notice.title}</b>
      {image ? <img src={image} alt="" /> : <span class="shared-blank" />}
      <small>小程序</small>
    </button>
  );
}
