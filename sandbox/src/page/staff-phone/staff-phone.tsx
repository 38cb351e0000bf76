import { useEffect } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { onWecom } from '../live.ts';
import { StatusBar } from '../phone/status-bar.tsx';
import { ChatView } from './chats.tsx';
import { GroupChatView } from './group-chat.tsx';
import { openTab, refreshStaffPhone, type StaffPhone, sayOnStaffPhone } from './model.ts';
import { tabs } from './tabs.ts';

type Props = { readonly phone: StaffPhone; readonly onPutAway: (() => void) | null };

/** A phone with the WeCom of a member of the corp. */
export function StaffPhoneFrame({ phone, onPutAway }: Props) {
  useEffect(() => {
    const refresh = () => {
      refreshStaffPhone(phone).catch((error: Error) => sayOnStaffPhone(phone, error.message));
    };
    refresh();
    return onWecom(refresh);
  }, [phone]);
  const name = phone.staff.value?.name ?? phone.userid;
  const [inChat, inGroup] = [phone.chat.value !== null, phone.group.value !== null];
  const open = tabs.find(({ id }) => id === phone.tab.value) ?? tabs[0];
  return (
    <div class="phone staff-phone">
      <div class="phone-label">
        <b>{name}</b>
        <small>{phone.staff.value?.departmentName} · 企业微信</small>
        {onPutAway && (
          <button type="button" class="ghost" aria-label="收起这部手机" title="收起这部手机" onClick={onPutAway}>
            <Icon name="close" size={16} />
          </button>
        )}
      </div>
      <div class="bezel-place">
        <div class="bezel">
          <section class="screen" aria-label={`${name}的手机`}>
            <StatusBar />
            {inGroup && <GroupChatView phone={phone} />}
            {inChat && <ChatView phone={phone} />}
            {!inChat && !inGroup && open && <open.View phone={phone} />}
            {!inChat && !inGroup && <TabBar phone={phone} />}
            <div class="phone-toast" role="status" aria-live="polite">
              {phone.toast.value && <span>{phone.toast.value}</span>}
            </div>
            <button
              type="button"
              class="home-bar"
              aria-label="回到企业微信"
              title="回到企业微信"
              onClick={() => openTab(phone, 'chats')}
            />
          </section>
        </div>
      </div>
    </div>
  );
}

function TabBar({ phone }: { readonly phone: StaffPhone }) {
  return (
    <nav class="staff-tabs" aria-label="企业微信">
      {tabs.map(({ id, name, icon }) => (
        <button type="button" key={id} aria-pressed={phone.tab.value === id} onClick={() => openTab(phone, id)}>
          <Icon name={icon} size={20} />
          {name}
        </button>
      ))}
    </nav>
  );
}
