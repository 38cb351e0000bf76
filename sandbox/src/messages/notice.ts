import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/**
 * A card in a shopper's chat list: a service notice of the mini program, a receipt of 微信支付, or a page that another
 * shopper shared.
 */
export type Notice = {
  readonly id: string;
  readonly shopperId: string;
  readonly chat: 'service' | 'pay' | 'friend' | 'wecom' | 'group' | 'sms' | 'account';
  /**
   * The shopper who shared, the member of the corp who wrote, the customer group, the account, or the signature of a text; null for the platform's own
   * chats, and for a text of hers.
   */
  readonly from: string | null;
  readonly title: string;
  /** The big figure of a payment receipt, in fen. */
  readonly amount: number | null;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** The mini-program page that a tap opens; null opens nothing. */
  readonly page: string | null;
  /** The app that `page` is in; absent in notices from before there were several. */
  readonly appid?: string;
  /** The picture of a shared card, or of an article. */
  readonly image: string | null;
  /** Below the title of an article, and the address that a tap opens. */
  readonly text?: string;
  readonly url?: string;
  /** She wrote it herself. */
  readonly mine?: true;
  readonly at: string;
  readonly read: boolean;
};

export type Chat = {
  /** `service`, `pay`, or the id of the shopper who shared. */
  readonly id: string;
  readonly name: string;
  readonly unread: number;
  readonly lastAt: string;
  /** Oldest first. */
  readonly notices: readonly Notice[];
};

const notices: TableShape<Notice> = { name: 'notices', by: (notice) => notice.shopperId };
const keptPerShopper = 200;
const blank = { from: null, amount: null, fields: [], page: null, image: null } as const;

type NewNotice = Pick<Notice, 'shopperId' | 'chat' | 'title'> &
  Partial<Pick<Notice, 'appid' | 'from' | 'amount' | 'fields' | 'page' | 'image' | 'text' | 'url' | 'mine'>>;

export function postNotice(world: World, notice: NewNotice): Notice {
  const table = world.store.of(notices);
  const posted = world.store.together(() => {
    const id = `n${world.store.next('notice')}`;
    const at = world.clock.now().toISOString();
    const made: Notice = { ...blank, ...notice, id, at, read: notice.mine ?? false };
    const older = table.by(notice.shopperId);
    for (const old of older.slice(0, Math.max(older.length + 1 - keptPerShopper, 0))) table.drop(old.id);
    table.put(id, made);
    return made;
  });
  world.bus.tell({ topic: 'chats', id: notice.shopperId });
  return posted;
}

/** The chats that have something in them, the freshest first. */
export function chatsOf(world: World, shopperId: string, nameOf: (id: string) => string): readonly Chat[] {
  const byChat = new Map<string, Notice[]>();
  for (const notice of world.store.of(notices).by(shopperId)) {
    const chat = byChat.get(chatIdOf(notice)) ?? [];
    byChat.set(chatIdOf(notice), chat);
    chat.push(notice);
  }
  return [...byChat]
    .map(([id, inChat]) => {
      const unread = inChat.filter((notice) => !notice.read).length;
      return { id, name: nameOf(id), unread, lastAt: inChat.at(-1)?.at ?? '', notices: inChat };
    })
    .sort((a, b) => b.lastAt.localeCompare(a.lastAt));
}

function chatIdOf(notice: Notice): string {
  if (notice.chat === 'wecom' || notice.chat === 'group' || notice.chat === 'account')
    return `${notice.chat}:${notice.from}`;
  return notice.chat === 'friend' ? (notice.from ?? '') : notice.chat;
}

/** What a member of the corp wrote to her. */
export function noticesIn(world: World, shopperId: string, userid: string): readonly Notice[] {
  const hers = world.store.of(notices).by(shopperId);
  return hers.filter(({ chat, from }) => chat === 'wecom' && from === userid);
}

export function unreadOf(world: World, shopperId: string): number {
  return world.store
    .of(notices)
    .by(shopperId)
    .filter((notice) => !notice.read).length;
}

/** Marks a chat as read, or all of them. */
export function readNotices(world: World, shopperId: string, chat: string | null): void {
  const table = world.store.of(notices);
  const unread = table.by(shopperId).filter((notice) => !notice.read && (chat === null || chatIdOf(notice) === chat));
  world.store.together(() => {
    for (const notice of unread) table.put(notice.id, { ...notice, read: true });
  });
  if (unread.length > 0) world.bus.tell({ topic: 'chats', id: shopperId });
}

export function noticeCount(world: World): number {
  return world.store.of(notices).size();
}
