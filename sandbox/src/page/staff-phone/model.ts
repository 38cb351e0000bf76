import { type Signal, signal } from '@preact/signals';
import { call, type Staff, type StaffCustomer, type StaffGroup, sandbox } from '../api.ts';

/** What the staff phone shows at its foot; a tab is a file and its line in `tabs.ts`. */
export type TabId = 'chats' | 'tasks' | 'todos' | 'moments' | 'workbench';

/** One phone of a member of the corp, with her WeCom on it. */
export type StaffPhone = {
  readonly userid: string;
  /** Null until the corp was read. */
  readonly staff: Signal<Staff | null>;
  readonly tab: Signal<TabId>;
  readonly customers: Signal<readonly StaffCustomer[]>;
  readonly groups: Signal<readonly StaffGroup[]>;
  /** The group whose chat is open. */
  readonly group: Signal<string | null>;
  /** The customer whose chat is open; null: the list of the tab. */
  readonly chat: Signal<string | null>;
  /** The chat's toolbar page lies over the chat. */
  readonly toolbar: Signal<boolean>;
  readonly toast: Signal<string | null>;
};

export function openStaffPhone(userid: string): StaffPhone {
  return {
    userid,
    staff: signal<Staff | null>(null),
    tab: signal<TabId>('chats'),
    customers: signal<readonly StaffCustomer[]>([]),
    groups: signal<readonly StaffGroup[]>([]),
    group: signal<string | null>(null),
    chat: signal<string | null>(null),
    toolbar: signal(false),
    toast: signal<string | null>(null),
  };
}

export const pathOf = ({ userid }: StaffPhone): string => `${sandbox}/staff/${userid}`;

export async function refreshStaffPhone(phone: StaffPhone): Promise<void> {
  const [{ staff }, { customers }, { groups }] = await Promise.all([
    call<{ readonly staff: readonly Staff[] }>('GET', `${sandbox}/staff`),
    call<{ readonly customers: readonly StaffCustomer[] }>('GET', `${pathOf(phone)}/customers`),
    call<{ readonly groups: readonly StaffGroup[] }>('GET', `${pathOf(phone)}/groups`),
  ]);
  phone.staff.value = staff.find(({ userid }) => userid === phone.userid) ?? null;
  phone.customers.value = customers;
  phone.groups.value = groups;
}

export function openTab(phone: StaffPhone, tab: TabId): void {
  phone.chat.value = null;
  phone.group.value = null;
  phone.toolbar.value = false;
  phone.tab.value = tab;
}

export async function write(phone: StaffPhone, shopperId: string, text: string): Promise<void> {
  await call('POST', `${pathOf(phone)}/customers/${shopperId}/messages`, { text });
  await refreshStaffPhone(phone);
}

export function sayOnStaffPhone(phone: StaffPhone, text: string): void {
  phone.toast.value = text;
  setTimeout(() => {
    if (phone.toast.value === text) phone.toast.value = null;
  }, 2600);
}

/** The chat with a customer, with the page of the toolbar over it. */
export function openChatOf(phone: StaffPhone, externalUserid: string): void {
  const customer = phone.customers.value.find((one) => one.externalUserid === externalUserid);
  if (!customer) {
    sayOnStaffPhone(phone, '对方已不是好友');
    return;
  }
  phone.group.value = null;
  phone.chat.value = customer.shopperId;
  phone.toolbar.value = true;
}
