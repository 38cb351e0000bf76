import { Sheet } from './sheet.tsx';

type Props = { readonly name: string; readonly followed: boolean; readonly answer: (yes: boolean) => void };

/** The account behind a code, as WeChat shows it before it is followed. */
export function AccountSheet({ name, followed, answer }: Props) {
  return (
    <Sheet label="公众号名片" onEscape={() => answer(false)}>
      <div class="contact-card">
        <span class="chat-icon account" />
        <b>{name}</b>
        <small>公众号</small>
      </div>
      <button type="button" class="wx-green wide" data-first onClick={() => answer(true)}>
        {followed ? '进入公众号' : '关注公众号'}
      </button>
      <button type="button" class="wx-plain wide" onClick={() => answer(false)}>
        取消
      </button>
    </Sheet>
  );
}
