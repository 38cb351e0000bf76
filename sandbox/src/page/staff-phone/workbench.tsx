import { useCallback } from 'preact/hooks';
import { SidebarFrame } from '../sidebar-frame.tsx';
import { openChatOf, type StaffPhone } from './model.ts';

/** The corp's app opened from the workbench: beside no chat. */
export function WorkbenchTab({ phone }: { readonly phone: StaffPhone }) {
  const { userid } = phone;
  const onChat = useCallback((externalUserid: string) => openChatOf(phone, externalUserid), [phone]);
  const context = new URLSearchParams({ sandbox_context: `${userid}/` });
  return (
    <div class="wechat">
      <header class="wechat-head">
        <b>工作台</b>
      </header>
      <SidebarFrame userid={userid} shopperId={null} address={`/sidebar?${context}`} onChat={onChat} />
    </div>
  );
}
