import { call, sandbox } from '../api.ts';
import { openChat, openPage, type Phone, sayOn } from './model.ts';

export type MenuButton = {
  readonly name: string;
  readonly type?: string;
  readonly sub_button?: readonly MenuButton[];
};

/** A 公众号 as her phone shows it. */
export type Official = {
  readonly appid: string;
  readonly name: string;
  readonly type: 'service' | 'subscription';
  readonly verified: boolean;
  readonly followed: boolean;
  readonly menu: readonly MenuButton[];
};

const pathOf = (phone: Phone) => `${sandbox}/shoppers/${phone.shopper.id}`;
export const chatIdOf = (appid: string): string => `account:${appid}`;

export async function readAccounts(phone: Phone): Promise<readonly Official[]> {
  return (await call<{ readonly accounts: readonly Official[] }>('GET', `${pathOf(phone)}/accounts`)).accounts;
}

export async function follow(phone: Phone, appid: string): Promise<void> {
  await call('POST', `${pathOf(phone)}/accounts/${appid}/follow`, {});
  await openChat(phone, chatIdOf(appid));
}

export async function unfollow(phone: Phone, appid: string): Promise<void> {
  await call('DELETE', `${pathOf(phone)}/accounts/${appid}/follow`);
  sayOn(phone, '已取消关注');
}

export async function write(phone: Phone, appid: string, text: string): Promise<void> {
  await call('POST', `${pathOf(phone)}/accounts/${appid}/messages`, { text });
  await openChat(phone, chatIdOf(appid));
}

/** A notice of an account that she may subscribe to, where the account shows it. */
export type Subscription = {
  readonly templateId: string;
  readonly title: string;
  readonly left: number;
  readonly refused: boolean;
};

export async function readSubscriptions(phone: Phone, appid: string): Promise<readonly Subscription[]> {
  const path = `${pathOf(phone)}/accounts/${appid}/subscriptions`;
  return (await call<{ readonly subscriptions: readonly Subscription[] }>('GET', path)).subscriptions;
}

export async function subscribe(phone: Phone, appid: string, templateId: string, answer: 'accept' | 'reject') {
  await call('POST', `${pathOf(phone)}/accounts/${appid}/subscriptions`, { templateId, answer });
}

type Opened = { readonly opens: { readonly page?: string; readonly appid?: string; readonly url?: string } | null };

export async function tapMenu(phone: Phone, appid: string, name: string): Promise<void> {
  const { opens } = await call<Opened>('POST', `${pathOf(phone)}/accounts/${appid}/menu`, { name });
  if (opens?.page) openPage(phone, opens.page, null);
  else if (opens?.url) openAddress(phone, opens.url);
  else await openChat(phone, chatIdOf(appid));
}

/** What an article or a link in a text leads to: the code of an account, else a web page, which the desk does not browse. */
export function openAddress(phone: Phone, url: string): void {
  const address = URL.canParse(url, location.origin) ? new URL(url, location.origin) : null;
  const ticket = address?.pathname.endsWith('/showqrcode') ? address.searchParams.get('ticket') : null;
  if (ticket) {
    call<{ readonly key: string }>('GET', `${sandbox}/account-tickets?${new URLSearchParams({ ticket })}`)
      .then(async ({ key }) => showAccount(phone, key))
      .catch((error: Error) => sayOn(phone, error.message));
    return;
  }
  sayOn(phone, `网页：${url}`);
}

/** Out of what the code says. */
export function keyOfAccountLink(text: string): string | null {
  return /\/sandbox\/oa\/q\/(\w+)$/.exec(text.trim())?.[1] ?? null;
}

type Shown = { readonly outcome: string; readonly appid: string; readonly name: string; readonly followed: boolean };

/** The card of the account behind a code, with 关注 on it; a follower is taken to its chat at once. False for a code that is none. */
export async function showAccount(phone: Phone, key: string): Promise<boolean> {
  const path = `${pathOf(phone)}/account-codes/${key}`;
  const shown = await call<Shown>('GET', path);
  if (shown.outcome !== 'shown') return false;
  const yes = await new Promise<boolean>((resolve) => {
    phone.sheet.value = { kind: 'account', name: shown.name, followed: shown.followed, answer: resolve };
  });
  phone.sheet.value = null;
  if (!yes) return true;
  await call('POST', path, {});
  await openChat(phone, chatIdOf(shown.appid));
  return true;
}
