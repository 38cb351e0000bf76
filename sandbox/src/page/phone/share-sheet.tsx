import { call, sandbox } from '../api.ts';
import { Avatar } from '../avatar.tsx';
import { shoppers } from '../live.ts';
import { type Sheet as AnySheet, type Phone, sayOn } from './model.ts';
import { Sheet } from './sheet.tsx';

type Props = { readonly phone: Phone; readonly sheet: Extract<AnySheet, { kind: 'share' }> };

const mostShown = 12;

/** Sends the page as a card to another simulated shopper, who finds it in her chats. */
export function ShareSheet({ phone, sheet }: Props) {
  const friends = shoppers.value.filter(({ id }) => id !== phone.shopper.id).slice(0, mostShown);
  const close = () => {
    phone.sheet.value = null;
  };
  const send = (to: string, label: string) => {
    const { title, path, imageUrl } = sheet;
    call('POST', `${sandbox}/shoppers/${phone.shopper.id}/shares`, {
      appid: phone.appid.value ?? undefined,
      to,
      title,
      path,
      imageUrl: imageUrl ?? undefined,
    }).then(
      () => sayOn(phone, `已发送给${label}`),
      (error: Error) => sayOn(phone, error.message),
    );
    close();
  };
  return (
    <Sheet label="发送给朋友" onEscape={close}>
      <h3>发送给朋友</h3>
      <div class="share-card">
        {sheet.imageUrl && <img src={sheet.imageUrl} alt="" />}
        <b>{sheet.title}</b>
      </div>
      {friends.length === 0 && <p class="sheet-note">还没有别的顾客。先在左边造一位。</p>}
      <ul class="friends">
        {friends.map(({ id, label, number }) => (
          <li key={id}>
            <button type="button" onClick={() => send(id, label)}>
              <Avatar number={number} size={44} />
              <small>{label.replace('模拟', '')}</small>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="wx-plain wide" data-first onClick={close}>
        取消
      </button>
    </Sheet>
  );
}
