import { useEffect, useRef, useState } from 'preact/hooks';
import { call, type StaffGroup, sandbox } from '../api.ts';
import { formatDay, formatTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { refreshStaffPhone, type StaffPhone, sayOnStaffPhone } from './model.ts';
import { Toolbar } from './toolbar.tsx';

/** The chat of a customer group of hers: what was said, the toolbar's page, and a line to write. */
export function GroupChatView({ phone }: { readonly phone: StaffPhone }) {
  const group = phone.groups.value.find(({ chatId }) => chatId === phone.group.value);
  const foot = useRef<HTMLDivElement>(null);
  const count = group?.said.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message (count) is what scrolls the chat down
  useEffect(() => foot.current?.scrollIntoView({ block: 'end' }), [count]);
  const back = () => {
    phone.toolbar.value = false;
    phone.group.value = null;
  };
  return (
    <div class="wechat">
      <header class="wechat-head">
        <button type="button" class="mini-back" aria-label="返回" onClick={back}>
          <Icon name="back" size={22} />
        </button>
        <b>{group === undefined ? '群已解散' : `${group.name}(${group.members})`}</b>
        {group && (
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
      {group && phone.toolbar.value ? (
        <Toolbar phone={phone} chatId={group.chatId} />
      ) : (
        <>
          {group && <Welcome phone={phone} group={group} />}
          <div class="cards">
            {group?.said.map((said) => (
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
          {group && <Composer phone={phone} chatId={group.chatId} />}
        </>
      )}
    </div>
  );
}

/** 入群欢迎语: what apps wrote, and which of it is said here. */
function Welcome({ phone, group: { chatId, welcome } }: { readonly phone: StaffPhone; readonly group: StaffGroup }) {
  const [all, setAll] = useState<readonly { readonly templateId: string; readonly title: string }[]>([]);
  useEffect(() => {
    call<{ readonly welcomes: typeof all }>('GET', `${sandbox}/group-welcomes`).then(
      (answer) => setAll(answer.welcomes),
      () => {},
    );
  }, []);
  const choose = (templateId: string) => {
    call('PUT', `${sandbox}/groups/${chatId}/welcome`, { templateId: templateId === '' ? null : templateId }).then(
      async () => refreshStaffPhone(phone),
      (error: Error) => sayOnStaffPhone(phone, error.message),
    );
  };
  if (all.length === 0) return null;
  return (
    <label class="group-welcome">
      入群欢迎语
      <select value={welcome ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">不启用</option>
        {all.map(({ templateId, title }) => (
          <option key={templateId} value={templateId}>
            {title.slice(0, 16)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Composer({ phone, chatId }: { readonly phone: StaffPhone; readonly chatId: string }) {
  const [text, setText] = useState('');
  const send = async () => {
    await call('POST', `${sandbox}/groups/${chatId}/messages`, { text: text.trim() });
    setText('');
    await refreshStaffPhone(phone);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) send().catch((error: Error) => sayOnStaffPhone(phone, error.message));
      }}
    >
      <input
        aria-label="发到群里的消息"
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
