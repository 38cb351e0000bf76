import type { ShownGroup } from '../api.ts';
import { Sheet } from './sheet.tsx';

type Props = { readonly group: ShownGroup; readonly answer: (join: boolean) => void };

/** The group behind a code, as WeChat shows it before she joins. */
export function GroupSheet({ group: { name, members, ownerName, isIn }, answer }: Props) {
  return (
    <Sheet label="加入群聊" onEscape={() => answer(false)}>
      <div class="contact-card">
        <span class="chat-icon group" />
        <b>{name}</b>
        <small>
          {members} 人 · 群主 {ownerName}
        </small>
      </div>
      <button type="button" class="wx-green wide" data-first onClick={() => answer(true)}>
        {isIn ? '进入群聊' : '加入群聊'}
      </button>
      <button type="button" class="wx-plain wide" onClick={() => answer(false)}>
        取消
      </button>
    </Sheet>
  );
}
