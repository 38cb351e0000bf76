import { send } from './send.ts';

type Sent = {
  readonly text: string | null;
  readonly card: {
    readonly appid: string;
    readonly title: string;
    readonly image: string;
    readonly page: string;
  } | null;
};

/**
 * What a simulated shopper does with her WeChat: the sandbox's own API. `app` is the appid of the mini program she is in,
 * the main one without it.
 */
export type Phone = {
  /** The appids of the shop's mini programs, the main one first. */
  miniPrograms(): Promise<readonly string[]>;
  create(label: string): Promise<{ id: string; phoneNumber: string }>;
  loginCode(shopperId: string, app?: string): Promise<string>;
  phoneCode(shopperId: string, app?: string): Promise<string>;
  subscribe(
    shopperId: string,
    templateIds: readonly string[],
    accept: boolean,
    app?: string,
  ): Promise<Record<string, string>>;
  pay(shopperId: string, params: object, app?: string): Promise<boolean>;
  /** She presses the picture of a code of WeCom and adds who is behind it; false where nobody can be added. */
  addContact(shopperId: string, picture: string): Promise<boolean>;
  /** Whom of the corp she has among her contacts. */
  staffOf(shopperId: string): Promise<readonly string[]>;
  /** She deletes a member of staff from her contacts; false where she has not got her. */
  leaveStaff(shopperId: string, userid: string): Promise<boolean>;
  /** What WeCom's OAuth leads a member of staff back with. */
  staffCode(userid: string): Promise<string>;
  /** Into the chat with a customer of hers, as the sidebar sends it. */
  sendAsStaff(userid: string, customer: string, what: Sent): Promise<void>;
  /** Into a customer group of hers, as the sidebar beside it sends it. */
  sayInGroup(userid: string, chatId: string, what: Sent): Promise<void>;
  /** The owner of a group uses the welcome that was published last. */
  useGroupWelcome(chatId: string): Promise<void>;
  /** A member of the corp sends what the shop asks her to send to her customers. */
  confirmMass(userid: string): Promise<void>;
  /** A member of the corp publishes what the shop asks her to; the shoppers whom she has as customers. */
  publishMoments(userid: string): Promise<readonly string[]>;
  /** She looks at what was published to her last and does this to it; the name of the moment in the shop's link, null where there is none. */
  seeMoment(shopperId: string, does: 'like' | 'comment' | 'nothing'): Promise<string | null>;
  /** She follows an official account by its name and sends it a word; its appid, null where there is no such account. */
  askAccount(shopperId: string, account: string, word: string): Promise<string | null>;
  /** She allows an account one more notice of this message; nothing where it offers none. */
  subscribeAt(shopperId: string, appid: string, message: string): Promise<void>;
  /** She presses the code that an account answered with and follows the account it leads to; null where there was none. */
  followOn(shopperId: string, appid: string): Promise<string | null>;
  /** The page of the mini program behind the link that an account said last; null where it said none. */
  linkSaid(shopperId: string, appid: string): Promise<string | null>;
  /** She presses the picture of a code of a customer group and joins; false where nobody more fits. */
  joinGroup(shopperId: string, picture: string): Promise<boolean>;
  /** She leaves the group that she joined first, if she is in any. */
  leaveGroup(shopperId: string): Promise<void>;
  /** A member of the corp makes a customer group; null where there is no corp. */
  makeGroup(owner: string, name: string): Promise<string | null>;
  /** She answers a text. */
  answerText(shopperId: string, text: string): Promise<void>;
  /** She taps the link in a text; the page of the mini program that it opens, null where it leads nowhere. */
  followLink(link: string): Promise<string | null>;
  /** She gets another number; the one she had belongs to nobody. */
  changeNumber(shopperId: string): Promise<void>;
  /** A member of the corp looks for somebody by her number, and is added; false where nobody has it, or she cannot be. */
  addByNumber(userid: string, phoneNumber: string): Promise<boolean>;
  /** She will not have another member of staff; false where she is asked nothing. */
  refuseTransfer(shopperId: string): Promise<boolean>;
  /** A member of the corp leaves it. */
  leaveCorp(userid: string): Promise<void>;
  /** Shoppers with unread notices. */
  unread(): Promise<ReadonlySet<string>>;
  /** Pages behind her unread service notices, what accounts told her, and what staff sent her, oldest first, and her texts, which have none; they are read after this. */
  readNotices(shopperId: string): Promise<readonly { title: string; page: string; from: 'shop' | 'staff' | 'text' }[]>;
};

/** In the chat of an official account. */
type Said = { title: string; url?: string };
type Notice = { title: string; page: string | null; read: boolean };

export function createPhone(server: string): Phone {
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const { status, text } = await send(`${server}/sandbox/api${path}`, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (status >= 300) throw new Error(`sandbox ${path} → ${status} ${text.slice(0, 200)}`);
    return JSON.parse(text);
  };
  const sendTo = async (path: string, { text, card }: Sent): Promise<void> => {
    if (text !== null) await call('POST', path, { msgtype: 'text', text: { content: text } });
    if (card === null) return;
    const { appid, title, page, image: imgUrl } = card;
    await call('POST', path, { msgtype: 'miniprogram', miniprogram: { appid, title, page, imgUrl } });
  };
  /** What the code in a picture leads to; the same picture is read once, and again where nobody could show it. */
  const keyIn = async (picture: string): Promise<string> => {
    const text = read.get(picture) ?? (await call<{ text: string }>('POST', '/code-readings', { picture })).text;
    read.set(picture, text);
    return /\/(\w+)$/.exec(text)?.[1] ?? '';
  };
  const read = new Map<string, string>();
  const staffOf = async (id: string): Promise<readonly string[]> => {
    const { contacts } = await call<{ contacts: { userid: string }[] }>('GET', `/shoppers/${id}/contacts`);
    return contacts.map(({ userid }) => userid);
  };
  /** The last of what an account said that holds what is looked for. */
  const saidBy = async (id: string, appid: string, find: (said: Said) => string | null | undefined) => {
    const { chats } = await call<{ chats: { id: string; notices: Said[] }[] }>('GET', `/shoppers/${id}/chats`);
    const said = chats.find((one) => one.id === `account:${appid}`)?.notices ?? [];
    return said.flatMap((one) => find(one) ?? []).at(-1) ?? null;
  };
  return {
    miniPrograms: async () => {
      const { apps } = await call<{ apps: { appid: string; kind: string }[] }>('GET', '/state');
      return apps.filter(({ kind }) => kind === 'mini_program').map(({ appid }) => appid);
    },
    create: async (label) => call('POST', '/shoppers', { label }),
    loginCode: async (id, appid) =>
      (await call<{ code: string }>('POST', `/shoppers/${id}/login-code`, { appid })).code,
    phoneCode: async (id, appid) =>
      (await call<{ code: string }>('POST', `/shoppers/${id}/phone-code`, { appid })).code,
    subscribe: async (id, templateIds, accept, appid) => {
      const answer = await call<Record<string, unknown>>('POST', `/shoppers/${id}/subscribe`, {
        appid,
        templateIds,
        answer: accept ? 'accept' : 'reject',
      });
      return Object.fromEntries(
        Object.entries(answer).flatMap(([key, value]) =>
          typeof value === 'string' && key !== 'errMsg' ? [[key, value]] : [],
        ),
      );
    },
    pay: async (id, params, appid) => {
      const answer = await call<{ errMsg: string }>('POST', `/shoppers/${id}/pay`, {
        ...params,
        appid,
        answer: 'pay',
        awaitNotify: true,
      });
      return answer.errMsg === 'requestPayment:ok';
    },
    addContact: async (id, picture) => {
      const key = await keyIn(picture);
      const path = `/shoppers/${id}/contact-ways/${key}`;
      const { outcome, userid } = await call<{ outcome: string; userid?: string }>('GET', path);
      if (outcome !== 'shown') return false;
      await call('POST', path, { userid });
      return true;
    },
    staffOf,
    leaveStaff: async (id, userid) => {
      if (!(await staffOf(id)).includes(userid)) return false;
      await call('DELETE', `/shoppers/${id}/contacts/${userid}`);
      return true;
    },
    staffCode: async (userid) => (await call<{ code: string }>('POST', `/staff/${userid}/oauth-code`, {})).code,
    sendAsStaff: async (userid, customer, what) => {
      const { customers } = await call<{ customers: { shopperId: string; externalUserid: string }[] }>(
        'GET',
        `/staff/${userid}/customers`,
      );
      const shopper = customers.find(({ externalUserid }) => externalUserid === customer);
      if (!shopper) return;
      await sendTo(`/staff/${userid}/customers/${shopper.shopperId}/sends`, what);
    },
    sayInGroup: async (userid, chatId, what) => sendTo(`/staff/${userid}/groups/${chatId}/sends`, what),
    useGroupWelcome: async (chatId) => {
      const { welcomes } = await call<{ welcomes: { templateId: string }[] }>('GET', '/group-welcomes');
      const last = welcomes.at(-1);
      if (last !== undefined) await call('PUT', `/groups/${chatId}/welcome`, { templateId: last.templateId });
    },
    confirmMass: async (userid) => {
      const { tasks } = await call<{
        tasks: { msgid: string; confirmedAt: string | null; cancelledAt: string | null }[];
      }>('GET', `/staff/${userid}/mass`);
      for (const { msgid, confirmedAt, cancelledAt } of tasks)
        if (confirmedAt === null && cancelledAt === null)
          await call('POST', `/staff/${userid}/mass/${msgid}/confirmation`, {});
    },
    publishMoments: async (userid) => {
      const path = `/staff/${userid}/moments`;
      const { tasks } = await call<{
        tasks: { momentId: string; publishedAt: string | null; cancelledAt: string | null }[];
      }>('GET', path);
      const waiting = tasks.filter(({ publishedAt, cancelledAt }) => publishedAt === null && cancelledAt === null);
      for (const { momentId } of waiting) await call('POST', `${path}/${momentId}/publication`, {});
      if (waiting.length === 0) return [];
      const { customers } = await call<{ customers: { shopperId: string }[] }>('GET', `/staff/${userid}/customers`);
      return customers.map(({ shopperId }) => shopperId);
    },
    seeMoment: async (id, does) => {
      const feed = `/shoppers/${id}/moments`;
      const { moments } = await call<{ moments: { momentId: string; userid: string; link: { url: string } | null }[] }>(
        'GET',
        feed,
      );
      const [last] = moments;
      if (last === undefined) return null;
      const path = `${feed}/${last.momentId}/${last.userid}`;
      if (does === 'like') await call('PUT', `${path}/like`, { liked: true });
      if (does === 'comment') await call('POST', `${path}/comments`, { text: '给我留两份' });
      return last.link?.url.split('/').at(-1) ?? null;
    },
    askAccount: async (id, account, word) => {
      const { accounts } = await call<{ accounts: { appid: string; name: string }[] }>(
        'GET',
        `/shoppers/${id}/accounts`,
      );
      const appid = accounts.find(({ name }) => name === account)?.appid ?? null;
      if (appid === null) return null;
      await call('POST', `/shoppers/${id}/accounts/${appid}/follow`, {});
      await call('POST', `/shoppers/${id}/accounts/${appid}/messages`, { text: word });
      return appid;
    },
    subscribeAt: async (id, account, message) => {
      const path = `/shoppers/${id}/accounts/${account}/subscriptions`;
      const { subscriptions } = await call<{ subscriptions: { key: string; templateId: string }[] }>('GET', path);
      const offered = subscriptions.find(({ key }) => key === message);
      if (offered) await call('POST', path, { templateId: offered.templateId, answer: 'accept' });
    },
    followOn: async (id, account) => {
      const ticket = await saidBy(id, account, ({ url }) => url && new URL(url).searchParams.get('ticket'));
      if (!ticket) return null;
      const { key } = await call<{ key: string }>('GET', `/account-tickets?${new URLSearchParams({ ticket })}`);
      const { appid } = await call<{ appid: string }>('POST', `/shoppers/${id}/account-codes/${key}`, {});
      return appid;
    },
    linkSaid: async (id, appid) => saidBy(id, appid, ({ title }) => /data-miniprogram-path="([^"]+)"/.exec(title)?.[1]),
    joinGroup: async (id, picture) => {
      const path = `/shoppers/${id}/join-ways/${await keyIn(picture)}`;
      if ((await call<{ outcome: string }>('GET', path)).outcome !== 'shown') return false;
      await call('POST', path, {});
      return true;
    },
    leaveGroup: async (id) => {
      const { groups } = await call<{ groups: { chatId: string }[] }>('GET', `/shoppers/${id}/groups`);
      const [first] = groups;
      if (first !== undefined) await call('DELETE', `/shoppers/${id}/groups/${first.chatId}`);
    },
    makeGroup: async (owner, name) =>
      call<{ chatId: string }>('POST', `/staff/${owner}/groups`, { name }).then(
        ({ chatId }) => chatId,
        () => null,
      ),
    answerText: async (id, text) => {
      await call('POST', `/shoppers/${id}/sms`, { text });
    },
    followLink: async (link) => {
      const answer = await fetch(link, { redirect: 'manual' });
      const ticket = /\/sandbox\/l\/([\w-]+)$/.exec(answer.headers.get('location') ?? '')?.[1];
      if (ticket === undefined) return null;
      return call<{ path: string }>('GET', `/links?${new URLSearchParams({ ticket })}`).then(
        ({ path }) => path,
        () => null,
      );
    },
    changeNumber: async (id) => {
      const { phoneNumber } = await call<{ phoneNumber: string }>('GET', `/shoppers/${id}`);
      // Taken already: then she keeps hers.
      await call('PUT', `/shoppers/${id}/phone-number`, { phoneNumber: `199${phoneNumber.slice(3)}` }).catch(
        () => undefined,
      );
    },
    addByNumber: async (userid, phoneNumber) =>
      call('POST', `/staff/${userid}/customers`, { phoneNumber }).then(
        () => true,
        () => false,
      ),
    refuseTransfer: async (id) => {
      const { transfers } = await call<{ transfers: { id: string }[] }>('GET', `/shoppers/${id}/transfers`);
      const [offer] = transfers;
      if (offer === undefined) return false;
      // Over meanwhile: then she has somebody else already.
      return call('DELETE', `/shoppers/${id}/transfers/${offer.id}`).then(
        () => true,
        () => false,
      );
    },
    leaveCorp: async (userid) => {
      await call('DELETE', `/staff/${userid}`);
    },
    unread: async () => {
      const { shoppers } = await call<{ shoppers: { id: string }[] }>('GET', '/shoppers?unread=1&limit=2000');
      return new Set(shoppers.map((s) => s.id));
    },
    readNotices: async (id) => {
      const { chats } = await call<{ chats: { id: string; notices: Notice[] }[] }>('GET', `/shoppers/${id}/chats`);
      await call('POST', `/shoppers/${id}/chats/read`, {});
      const unread = (from: 'shop' | 'staff', isOne: (id: string) => boolean) =>
        chats
          .filter((chat) => isOne(chat.id))
          .flatMap((chat) => chat.notices)
          .flatMap(({ read, page, title }) => {
            // A message of an account leads on by a link in its words.
            const path = /data-miniprogram-path="([^"]*)"/.exec(title)?.[1]?.replaceAll('&amp;', '&') ?? '';
            const leads = page ?? (/[?&]m=/.test(path) ? path : null);
            return read || !leads ? [] : [{ title: title.split('\n')[0] ?? '', page: leads, from }];
          });
      const texts = (chats.find((chat) => chat.id === 'sms')?.notices ?? []).flatMap(({ read, title }) =>
        read ? [] : [{ title, page: '', from: 'text' as const }],
      );
      const ofShop = (id: string) => id === 'service' || id.startsWith('account:');
      return [...unread('shop', ofShop), ...unread('staff', (id) => id.startsWith('wecom:')), ...texts];
    },
  };
}
