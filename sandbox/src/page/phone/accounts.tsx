import { useEffect, useRef, useState } from 'preact/hooks';
import type { Notice } from '../api.ts';
import { formatDay, formatTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { onChats } from '../live.ts';
import { openChat, openPage, type Phone, sayOn } from './model.ts';
import {
  chatIdOf,
  follow,
  type MenuButton,
  type Official,
  openAddress,
  readAccounts,
  readSubscriptions,
  type Subscription,
  subscribe,
  tapMenu,
  unfollow,
  write,
} from './official.ts';

const kinds = { service: '服务号', subscription: '订阅号' } as const;

/** What can be followed: found by name in truth, here all there are. */
export function AccountsView({ phone }: { readonly phone: Phone }) {
  const accounts = useAccounts(phone);
  const said = (error: Error) => sayOn(phone, error.message);
  return (
    <div class="wechat">
      <Head phone={phone} title="公众号" />
      <ul class="chat-list">
        {accounts.map(({ appid, name, type, verified, followed }) => (
          <li key={appid} class="account-row">
            <button type="button" class="chat-row" onClick={() => openChat(phone, chatIdOf(appid)).catch(said)}>
              <span class="chat-icon account" />
              <span class="chat-words">
                <b>{name}</b>
                <small>
                  {kinds[type]}
                  {verified ? ' · 已认证' : ''}
                </small>
              </span>
            </button>
            <button
              type="button"
              class={followed ? 'wx-plain' : 'wx-green'}
              onClick={() => (followed ? unfollow(phone, appid) : follow(phone, appid)).catch(said)}
            >
              {followed ? '取消关注' : '关注'}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useAccounts(phone: Phone): readonly Official[] {
  const [accounts, set] = useState<readonly Official[]>([]);
  useEffect(() => {
    const read = () => {
      readAccounts(phone).then(set, () => {});
    };
    read();
    return onChats(phone.shopper.id, read);
  }, [phone]);
  return accounts;
}

function Head({
  phone,
  title,
  back = 'home',
}: {
  readonly phone: Phone;
  readonly title: string;
  readonly back?: 'home' | 'accounts';
}) {
  return (
    <header class="wechat-head">
      <button type="button" class="mini-back" aria-label="返回" onClick={() => (phone.view.value = { name: back })}>
        <Icon name="back" size={22} />
      </button>
      <b>{title}</b>
    </header>
  );
}

/** The chat with an account: its messages, its menu, and what she writes. */
export function AccountChat({ phone, appid }: { readonly phone: Phone; readonly appid: string }) {
  const account = useAccounts(phone).find((one) => one.appid === appid);
  const notices = phone.chats.value.find(({ id }) => id === chatIdOf(appid))?.notices ?? [];
  const foot = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what scrolls the list down
  useEffect(() => foot.current?.scrollIntoView({ block: 'end' }), [notices.length]);
  return (
    <div class="wechat">
      <Head phone={phone} title={account?.name ?? '公众号'} />
      {account?.type === 'service' && account.verified && <Subscriptions phone={phone} appid={appid} />}
      <div class="cards">
        {notices.map((notice) => (
          <div key={notice.id}>
            <time class="card-when">
              {formatDay(new Date(notice.at))} {formatTime(new Date(notice.at))}
            </time>
            <Said phone={phone} notice={notice} />
          </div>
        ))}
        <div ref={foot} />
      </div>
      {account && !account.followed && (
        <div class="account-foot">
          <button
            type="button"
            class="wx-green wide"
            onClick={() => follow(phone, appid).catch((error: Error) => sayOn(phone, error.message))}
          >
            关注公众号
          </button>
        </div>
      )}
      {account?.followed && <Foot phone={phone} account={account} />}
    </div>
  );
}

/** What an article of the account offers to be told of; each 允许 is one notice. */
function Subscriptions({ phone, appid }: { readonly phone: Phone; readonly appid: string }) {
  const [all, set] = useState<readonly Subscription[] | null>(null);
  const said = (error: Error) => sayOn(phone, error.message);
  const read = () => readSubscriptions(phone, appid).then(set, said);
  const answer = (templateId: string, yes: 'accept' | 'reject') =>
    subscribe(phone, appid, templateId, yes).then(read).catch(said);
  return (
    <details
      class="account-subscriptions"
      onToggle={(event) => {
        if (event.currentTarget.open) void read();
      }}
    >
      <summary>订阅通知</summary>
      <ul>
        {(all ?? []).map(({ templateId, title, left, refused }) => (
          <li key={templateId}>
            <span>
              {title}
              <small>{refused ? '已在设置里拒绝' : left > 0 ? `还能发 ${left} 条` : ''}</small>
            </span>
            <button type="button" class="wx-plain" onClick={() => answer(templateId, 'reject')}>
              不允许
            </button>
            <button type="button" class="wx-green" onClick={() => answer(templateId, 'accept')}>
              允许
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** WeChat shows either the menu or the keyboard; the button on the left changes between them. */
function Foot({ phone, account: { appid, menu } }: { readonly phone: Phone; readonly account: Official }) {
  const [typing, setTyping] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const said = (error: Error) => sayOn(phone, error.message);
  const tap = (button: MenuButton) => {
    if (button.sub_button?.length) return setOpen(open === button.name ? null : button.name);
    setOpen(null);
    tapMenu(phone, appid, button.name).catch(said);
  };
  const keyboard = typing || menu.length === 0;
  return (
    <div class="account-foot">
      {menu.length > 0 && (
        <button
          type="button"
          class="ghost"
          aria-label={keyboard ? '显示菜单' : '输入文字'}
          onClick={() => setTyping(!typing)}
        >
          {keyboard ? '菜单' : '键盘'}
        </button>
      )}
      {keyboard ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const words = text.trim();
            if (words === '') return;
            setText('');
            write(phone, appid, words).catch(said);
          }}
        >
          <input
            aria-label="发消息"
            placeholder="发消息"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="wx-green" disabled={text.trim() === ''}>
            发送
          </button>
        </form>
      ) : (
        <nav class="account-menu" aria-label="公众号菜单">
          {menu.map((button) => (
            <div key={button.name}>
              {open === button.name && (
                <ul>
                  {button.sub_button?.map((one) => (
                    <li key={one.name}>
                      <button type="button" onClick={() => tap(one)}>
                        {one.name}
                      </button>
                    </li>
                  ))}
                </ul>
              )}
              <button type="button" onClick={() => tap(button)}>
                {button.sub_button?.length ? `≡ ${button.name}` : button.name}
              </button>
            </div>
          ))}
        </nav>
      )}
    </div>
  );
}

function Said({ phone, notice }: { readonly phone: Phone; readonly notice: Notice }) {
  const { title, text, image, url, page, fields } = notice;
  if (notice.mine) return <article class="said mine">{title}</article>;
  if (url && (image || text))
    return (
      <button type="button" class="shared article" onClick={() => openAddress(phone, url)}>
        <b>{title}</b>
        {image && <img src={image} alt="" />}
        {text && <small>{text}</small>}
      </button>
    );
  if (fields.length > 0 || page)
    return (
      <article class="notice">
        <h3>{title}</h3>
        <dl>
          {fields.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {page && (
          <button type="button" class="notice-open" onClick={() => openPage(phone, page, null)}>
            <span>进入小程序查看</span>
            <Icon name="arrowIn" size={14} />
          </button>
        )}
      </article>
    );
  return (
    <article class="said">
      {linked(title).map((part, at) =>
        typeof part === 'string' ? (
          <span key={at}>{part}</span>
        ) : (
          <button
            key={at}
            type="button"
            class="said-link"
            onClick={() => (part.page ? openPage(phone, part.page, null) : openAddress(phone, part.href))}
          >
            {part.words}
          </button>
        ),
      )}
    </article>
  );
}

type Link = { readonly words: string; readonly href: string; readonly page: string | null };

/** WeChat knows one tag in a text: a link, to a web page or to a page of a mini program. */
function linked(text: string): readonly (string | Link)[] {
  const parts: (string | Link)[] = [];
  let from = 0;
  for (const found of text.matchAll(/<a ([^>]*)>([^<]*)<\/a>/g)) {
    const [whole, attributes = '', words = ''] = found;
    const read = (name: string) =>
      new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1]?.replaceAll('&amp;', '&').replaceAll('&quot;', '"') ?? null;
    parts.push(text.slice(from, found.index), { words, href: read('href') ?? '', page: read('data-miniprogram-path') });
    from = found.index + whole.length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== '');
}
