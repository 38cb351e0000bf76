import { useCallback, useEffect, useState } from 'preact/hooks';
import { call, type StaffCustomer, sandbox } from '../api.ts';
import { SidebarFrame } from '../sidebar-frame.tsx';
import { openChatOf, type StaffPhone } from './model.ts';

/** The page that the corp's app puts into the toolbar of a chat (聊天工具栏), opened for this member and this customer or group. */
export function Toolbar({
  phone,
  customer = null,
  chatId = null,
}: {
  readonly phone: StaffPhone;
  readonly customer?: StaffCustomer | null;
  readonly chatId?: string | null;
}) {
  const shopperId = customer?.shopperId ?? null;
  const [address, setAddress] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const context = new URLSearchParams({ userid: phone.userid, shopper: shopperId ?? '', chat: chatId ?? '' });
    call<{ readonly address: string | null }>('GET', `${sandbox}/toolbar?${context}`).then(
      (answer) => setAddress(answer.address),
      () => setAddress(null),
    );
  }, [phone.userid, shopperId, chatId]);
  const onChat = useCallback((externalUserid: string) => openChatOf(phone, externalUserid), [phone]);
  if (address === undefined) return <p class="chats-empty">正在打开…</p>;
  if (address === null)
    return <p class="chats-empty">应用还没有配置聊天工具栏页面（管理后台 → 聊天工具栏管理 → 配置应用页面）。</p>;
  return <SidebarFrame userid={phone.userid} shopperId={shopperId} chatId={chatId} address={address} onChat={onChat} />;
}
