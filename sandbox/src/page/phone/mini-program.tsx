import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { connectFrame } from './bridge.ts';
import { askShare, closeMiniProgram, homePage, openPage, type Phone } from './model.ts';

type Props = { readonly phone: Phone; readonly hidden: boolean };

/** The storefront in a frame, below the head and the capsule that WeChat draws. It stays alive while chats are in front. */
export function MiniProgram({ phone, hidden }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  // Before the frame can run its first script: its first words must not be lost.
  useLayoutEffect(() => (frame.current ? connectFrame(phone, frame.current) : undefined), [phone]);
  const { path, depth } = phone.page.value;
  // A page that was opened from outside has nothing under it: WeChat offers the way to the first page.
  const isDeepStart = depth <= 1 && phone.startPage.value !== homePage && path.startsWith(phone.startPage.value);
  return (
    <div class={phone.bare.value ? 'mini bare' : 'mini'} hidden={hidden}>
      <div class="mini-head">
        {depth > 1 && (
          <button
            type="button"
            class="mini-back"
            aria-label="返回"
            onClick={() => phone.send.value?.({ huoshui: 'wx-back' })}
          >
            <Icon name="back" size={22} />
          </button>
        )}
        {isDeepStart && (
          <button type="button" class="mini-back" aria-label="回到首页" onClick={() => openPage(phone, homePage)}>
            <Icon name="home" size={20} />
          </button>
        )}
        <span class="mini-title">{phone.bare.value ? '' : phone.title.value}</span>
        <div class="capsule">
          <button type="button" aria-label="分享与更多" title="分享给朋友" onClick={() => askShare(phone)}>
            <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
              <circle cx="3.500" cy="4" r="2" />
              <circle cx="11" cy="4" r="3" />
              <circle cx="18.500" cy="4" r="2" />
            </svg>
          </button>
          <i />
          <button
            type="button"
            aria-label="关闭小程序"
            title="关闭小程序，回到微信"
            onClick={() => closeMiniProgram(phone)}
          >
            <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
              <circle cx="9" cy="9" r="7.500" fill="none" stroke="currentColor" stroke-width="2" />
              <circle cx="9" cy="9" r="3.200" />
            </svg>
          </button>
        </div>
      </div>
      <iframe
        ref={frame}
        class="mini-frame"
        title={`${phone.shopper.label}的商城小程序`}
        src={`/?phone=1#/${phone.startPage.value}`}
      />
    </div>
  );
}
