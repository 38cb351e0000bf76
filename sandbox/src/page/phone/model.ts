import { type Signal, signal } from '@preact/signals';
import { nameOfApp } from '../account.ts';
import {
  type Chat,
  type Contact,
  call,
  type Notice,
  type Shopper,
  type ShownGroup,
  sandbox,
  type Template,
} from '../api.ts';

/** What lies over the mini program and waits for the shopper's answer. */
export type Sheet =
  | { readonly kind: 'phone-number'; readonly answer: (allowed: boolean) => void }
  | {
      readonly kind: 'subscribe';
      readonly templates: readonly Template[];
      readonly answer: (accepted: readonly string[], always: boolean) => void;
    }
  | {
      readonly kind: 'payment';
      readonly description: string;
      readonly total: number;
      /** What comes off by coupons of the platform. */
      readonly off: readonly { readonly name: string; readonly amount: number }[];
      /** Resolves when the decision was carried out. */
      readonly answer: (decision: 'pay' | 'cancel' | 'insufficient') => Promise<boolean>;
      readonly close: () => void;
    }
  | {
      readonly kind: 'transfer';
      readonly amount: number;
      readonly remark: string;
      readonly answer: (confirmed: boolean) => void;
    }
  | {
      readonly kind: 'receipt';
      readonly description: string;
      readonly answer: (confirmed: boolean) => void;
    }
  | {
      readonly kind: 'contact';
      readonly code: string;
      readonly contact: Contact;
      readonly answer: (add: boolean) => void;
    }
  | { readonly kind: 'group'; readonly group: ShownGroup; readonly answer: (join: boolean) => void }
  | {
      readonly kind: 'account';
      readonly name: string;
      readonly followed: boolean;
      readonly answer: (yes: boolean) => void;
    }
  | { readonly kind: 'scan'; readonly answer: (url: string | null) => void }
  | { readonly kind: 'share'; readonly title: string; readonly path: string; readonly imageUrl: string | null };

export type View =
  | { readonly name: 'home' }
  | { readonly name: 'accounts' }
  | { readonly name: 'moments' }
  | { readonly name: 'chat'; readonly id: string }
  | { readonly name: 'mini' };

/** One phone: a shopper, what is on the screen, and the mini program behind it. */
export type Phone = {
  readonly shopper: Shopper;
  readonly view: Signal<View>;
  readonly sheet: Signal<Sheet | null>;
  readonly chats: Signal<readonly Chat[]>;
  /** A notice that just came, shown from above for a few seconds. */
  readonly banner: Signal<Notice | null>;
  readonly toast: Signal<string | null>;
  /** The phone vibrates: counted, so that each one starts the movement anew. */
  readonly shakes: Signal<number>;
  /** The mini program runs (also while the chats are in front). */
  readonly running: Signal<boolean>;
  /** The mini program that runs; null is the main one. */
  readonly appid: Signal<string | null>;
  /** Where the mini program starts. */
  readonly startPage: Signal<string>;
  readonly title: Signal<string>;
  /** The page draws its own head: only the capsule lies over it. */
  readonly bare: Signal<boolean>;
  /** The mini program's page and how many lie under it. */
  readonly page: Signal<{ readonly path: string; readonly depth: number }>;
  /** Set by the frame: hands a message to the mini program. */
  readonly send: Signal<((message: object) => void) | null>;
};

export const homePage = 'home/pages/home';

export function openPhone(shopper: Shopper, startPage: string = homePage, appid: string | null = null): Phone {
  return {
    shopper,
    view: signal<View>({ name: 'mini' }),
    sheet: signal<Sheet | null>(null),
    chats: signal<readonly Chat[]>([]),
    banner: signal<Notice | null>(null),
    toast: signal<string | null>(null),
    shakes: signal(0),
    running: signal(true),
    appid: signal(appid),
    startPage: signal(startPage),
    title: signal(nameOfApp(appid)),
    bare: signal(false),
    page: signal({ path: startPage, depth: 1 }),
    send: signal<((message: object) => void) | null>(null),
  };
}

/** Brings a mini program to the front where it was left, or starts it. One runs at a time: the other is closed. */
export function openMiniProgram(phone: Phone, appid: string | null = null): void {
  if (phone.appid.value !== appid) enterApp(phone, appid, homePage);
  phone.banner.value = null;
  phone.view.value = { name: 'mini' };
  phone.running.value = true;
}

function enterApp(phone: Phone, appid: string | null, startPage: string): void {
  closeMiniProgram(phone);
  phone.appid.value = appid;
  phone.title.value = nameOfApp(appid);
  phone.startPage.value = startPage;
}

/** Opens a mini-program page: in the running one when it is that app's, or by starting it there. */
export function openPage(phone: Phone, path: string, appid: string | null = phone.appid.value): void {
  if (phone.appid.value !== appid) enterApp(phone, appid, path);
  phone.banner.value = null;
  phone.view.value = { name: 'mini' };
  const { value: send } = phone.send;
  if (phone.running.value && send) {
    send({ huoshui: 'wx-open', path });
    return;
  }
  phone.startPage.value = path;
  phone.running.value = true;
}

/** The capsule's menu: the page says what it shares; one that has nothing to say is shared by its path and title. */
export function askShare(phone: Phone): void {
  phone.send.value?.({ huoshui: 'wx-share' });
  setTimeout(() => {
    const { path } = phone.page.value;
    phone.sheet.value ??= {
      kind: 'share',
      title: phone.title.value || nameOfApp(phone.appid.value),
      path,
      imageUrl: null,
    };
  }, shareAnswerMs);
}

const shareAnswerMs = 400;

/** Leaves the mini program for good: the next opening starts it anew. */
export function closeMiniProgram(phone: Phone): void {
  phone.running.value = false;
  phone.send.value = null;
  phone.startPage.value = homePage;
  phone.page.value = { path: homePage, depth: 1 };
  phone.bare.value = false;
  phone.title.value = nameOfApp(phone.appid.value);
  phone.view.value = { name: 'home' };
}

/** Reads the chats; a new unread notice comes down as a banner. */
export async function refreshChats(phone: Phone): Promise<void> {
  const { chats } = await call<{ readonly chats: readonly Chat[] }>(
    'GET',
    `${sandbox}/shoppers/${phone.shopper.id}/chats`,
  );
  const before = new Set(phone.chats.value.flatMap((chat) => chat.notices.map((notice) => notice.id)));
  const first = !everRead.has(phone);
  everRead.add(phone);
  phone.chats.value = chats;
  if (first) return;
  const fresh = chats.flatMap((chat) => chat.notices).filter((notice) => !notice.read && !before.has(notice.id));
  const newest = fresh.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
  if (newest) showBanner(phone, newest);
}

const everRead = new WeakSet<Phone>();
const bannerMs = 6000;

export async function openChat(phone: Phone, id: string): Promise<void> {
  phone.view.value = { name: 'chat', id };
  phone.banner.value = null;
  await call('POST', `${sandbox}/shoppers/${phone.shopper.id}/chats/read`, { chat: id });
  await refreshChats(phone);
}

export function sayOn(phone: Phone, text: string): void {
  phone.toast.value = text;
  setTimeout(() => {
    if (phone.toast.value === text) phone.toast.value = null;
  }, 2200);
}

/** A short vibration, seen as a small movement of the phone. */
export function shake(phone: Phone): void {
  phone.shakes.value += 1;
}

function showBanner(phone: Phone, notice: Notice): void {
  phone.banner.value = notice;
  setTimeout(() => {
    if (phone.banner.value?.id === notice.id) phone.banner.value = null;
  }, bannerMs);
}
