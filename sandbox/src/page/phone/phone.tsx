import { useEffect, useRef } from 'preact/hooks';
import { formatTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { now, onChats } from '../live.ts';
import { Banner } from './banner.tsx';
import { ChatView, HomeView } from './chats.tsx';
import { MiniProgram } from './mini-program.tsx';
import { type Phone, refreshChats } from './model.ts';
import { SheetOf } from './sheets.tsx';

type Props = {
  readonly phone: Phone;
  /** A click on a shopper changes this one. */
  readonly active: boolean;
  readonly onActivate: () => void;
  readonly onPutAway: (() => void) | null;
};

/** Sheets that WeChat itself shows, whatever is in front. */
const ofWechat: readonly string[] = ['scan', 'contact', 'group'];

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
            {view.name === 'chat' && <ChatView phone={phone} id={view.id} />}
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

function StatusBar() {
  return (
    <div class="status-bar" aria-hidden="true">
      <b>{formatTime(now.value)}</b>
      <span>
        <svg aria-hidden="true" width="17" height="11" viewBox="0 0 17 11">
          <path d="M1 8h2v3H1zM5 5.500h2V11H5zM9 3h2v8H9zM13 0h2v11h-2z" fill="currentColor" />
        </svg>
        <svg aria-hidden="true" width="25" height="12" viewBox="0 0 25 12">
          <rect x="0.500" y="0.500" width="21" height="11" rx="3" fill="none" stroke="currentColor" opacity="0.45" />
          <rect x="2" y="2" width="16" height="8" rx="1.800" fill="currentColor" />
          <rect x="22.500" y="4" width="2" height="4" rx="1" fill="currentColor" opacity="0.45" />
        </svg>
      </span>
    </div>
  );
}
