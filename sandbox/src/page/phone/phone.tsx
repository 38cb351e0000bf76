import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { onChats } from '../live.ts';
import { AccountChat, AccountsView } from './accounts.tsx';
import { Banner } from './banner.tsx';
import { ChatView, HomeView } from './chats.tsx';
import { MiniProgram } from './mini-program.tsx';
import { type Phone, refreshChats } from './model.ts';
import { MomentsView } from './moments.tsx';
import { SheetOf } from './sheets.tsx';
import { StatusBar } from './status-bar.tsx';

type Props = {
  readonly phone: Phone;
  /** A click on a shopper changes this one. */
  readonly active: boolean;
  readonly onActivate: () => void;
  readonly onPutAway: (() => void) | null;
};

/** Sheets that WeChat itself shows, whatever is in front. */
const ofWechat: readonly string[] = ['account', 'scan', 'contact', 'group'];

/** Beside the phone's own scale, not instead of it. */
const vibration = { translate: ['0', '-1.5px', '1.5px', '0'] };

/** A phone with its shopper's WeChat. */
export function PhoneFrame({ phone, active, onActivate, onPutAway }: Props) {
  useEffect(() => {
    const refresh = () => {
      refreshChats(phone).catch(() => {});
    };
    refresh();
    return onChats(phone.shopper.id, refresh);
  }, [phone]);

  const view = phone.view.value;
  const bezel = useRef<HTMLDivElement>(null);
  const shakes = phone.shakes.value;
  useEffect(() => {
    if (shakes > 0) bezel.current?.animate(vibration, { duration: 120 });
  }, [shakes]);
  return (
    <div class={active ? 'phone active' : 'phone'} onPointerDown={onActivate} onFocusIn={onActivate}>
      <div class="phone-label">
        <b>{phone.shopper.label}</b>
        <small>{phone.shopper.phoneNumber}</small>
        {onPutAway && (
          <button type="button" class="ghost" aria-label="收起这部手机" title="收起这部手机" onClick={onPutAway}>
            <Icon name="close" size={16} />
          </button>
        )}
      </div>
      <div class="bezel-place">
        <div class="bezel" ref={bezel}>
          <section class="screen" aria-label={`${phone.shopper.label}的手机`}>
            <StatusBar />
            {view.name === 'home' && <HomeView phone={phone} />}
            {view.name === 'accounts' && <AccountsView phone={phone} />}
            {view.name === 'moments' && <MomentsView phone={phone} />}
            {view.name === 'chat' &&
              (view.id.startsWith('account:') ? (
                <AccountChat phone={phone} appid={view.id.slice('account:'.length)} />
              ) : (
                <ChatView phone={phone} id={view.id} />
              ))}
            {phone.running.value && (
              <MiniProgram key={phone.appid.value ?? 'main'} phone={phone} hidden={view.name !== 'mini'} />
            )}
            <Banner phone={phone} />
            {(view.name === 'mini' || ofWechat.includes(phone.sheet.value?.kind ?? '')) && <SheetOf phone={phone} />}
            <div class="phone-toast" role="status" aria-live="polite">
              {phone.toast.value && <span>{phone.toast.value}</span>}
            </div>
            <button
              type="button"
              class="home-bar"
              aria-label="回到微信"
              title="回到微信"
              onClick={() => (phone.view.value = { name: 'home' })}
            />
          </section>
        </div>
      </div>
    </div>
  );
}
