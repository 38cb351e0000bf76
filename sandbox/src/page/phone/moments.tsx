import { useEffect, useState } from 'preact/hooks';
import { call, type ShownMoment, sandbox } from '../api.ts';
import { Icon } from '../icon.tsx';
import { onChats } from '../live.ts';
import { MomentBody } from '../moment.tsx';
import { openPage, type Phone, sayOn } from './model.ts';
import { pathIn } from './scan.ts';

type Seen = ShownMoment & { readonly mine: boolean };

/** 朋友圈: what her friends among the staff published. A heart, a comment, and a card that leads into the shop. */
export function MomentsView({ phone }: { readonly phone: Phone }) {
  const [moments, setMoments] = useState<readonly Seen[]>([]);
  const hers = `${sandbox}/shoppers/${phone.shopper.id}/moments`;
  useEffect(() => {
    const read = () => {
      call<{ readonly moments: readonly Seen[] }>('GET', hers).then(
        (answer) => setMoments(answer.moments),
        () => {},
      );
    };
    read();
    return onChats(phone.shopper.id, read);
  }, [phone, hers]);
  return (
    <div class="wechat">
      <header class="wechat-head">
        <button type="button" class="mini-back" aria-label="返回" onClick={() => (phone.view.value = { name: 'home' })}>
          <Icon name="back" size={22} />
        </button>
        <b>朋友圈</b>
      </header>
      <div class="cards">
        {moments.map((moment) => (
          <MomentBody key={`${moment.momentId}/${moment.userid}`} moment={moment} onLink={(url) => follow(phone, url)}>
            <Answers phone={phone} moment={moment} path={`${hers}/${moment.momentId}/${moment.userid}`} />
          </MomentBody>
        ))}
        {moments.length === 0 && <p class="chats-empty">还没有朋友圈。加了导购、导购发表后会出现在这里。</p>}
      </div>
    </div>
  );
}

function Answers({ phone, moment, path }: { readonly phone: Phone; readonly moment: Seen; readonly path: string }) {
  const [text, setText] = useState('');
  const said = (error: Error) => sayOn(phone, error.message);
  return (
    <form
      class="moment-answer"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        call('POST', `${path}/comments`, { text }).then(() => setText(''), said);
      }}
    >
      <button
        type="button"
        class="ghost"
        aria-pressed={moment.mine}
        aria-label={moment.mine ? '取消赞' : '赞'}
        onClick={() => call('PUT', `${path}/like`, { liked: !moment.mine }).catch(said)}
      >
        {moment.mine ? '♥' : '♡'}
      </button>
      <input
        value={text}
        maxLength={200}
        placeholder="评论"
        aria-label="评论"
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}

function follow(phone: Phone, url: string): void {
  const open = async (): Promise<void> => {
    const { location } = await call<{ readonly location: string | null }>(
      'GET',
      `${sandbox}/moment-links?${new URLSearchParams({ url })}`,
    );
    const path = location === null ? null : await pathIn(new URL(location).pathname);
    if (path === null) sayOn(phone, '链接已失效');
    else openPage(phone, path);
  };
  open().catch(() => sayOn(phone, '链接打不开'));
}
