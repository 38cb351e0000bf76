import { SidebarFrame } from '../sidebar-frame.tsx';
import type { StaffPhone } from './model.ts';

/** The corp's app opened from the workbench: beside no chat. */
export function WorkbenchTab({ phone: { userid } }: { readonly phone: StaffPhone }) {
  const context = new URLSearchParams({ sandbox_context: `${userid}/` });
  return (
    <div class="wechat">
      <header class="wechat-head">
        <b>工作台</b>
      </header>
      <SidebarFrame userid={userid} shopperId={null} address={`/sidebar?${context}`} />
    </div>
  );
}
