import { WechatError } from '../errors.ts';
import { createHttp } from '../http.ts';
import { type JsonObject, numberAt, objectsAt, textAt, textOrNull, textsAt } from '../json.ts';
import type { WechatLog } from '../log.ts';
import { authorised, createTokenSource } from '../token.ts';
import { createTransport, type WechatCall, type WechatTransport } from '../transport.ts';
import { type AppMessageCalls, appMessageCalls } from './app-message.ts';
import { NOBODY, readCustomer, readPage, type WecomCustomer, type WecomPage } from './customer.ts';
import { type GroupWelcomeCalls, groupWelcomeCalls } from './group-welcome.ts';
import { groupCalls } from './groups.ts';
import { createJsTickets, type JsTickets } from './js-tickets.ts';
import { massCalls, type WecomMass } from './mass.ts';
import { momentCalls, type WecomMoments } from './moments.ts';
import type { Post } from './pages.ts';
import { pictureCall } from './picture.ts';
import { type TransferCalls, transferCalls } from './transfer.ts';

export type WecomOptions = {
  /** `https://qyapi.weixin.qq.com`, or what plays it. */
  readonly baseUrl: string;
  readonly corpid: string;
  readonly secret: string;
  readonly now: () => Date;
  readonly log: WechatLog;
};

export type WecomMember = { readonly userid: string; readonly name: string; readonly department: string };

/** Of a customer group: a member of the corp, or a customer, who need be nobody's friend. */
export type WecomGroupMember = {
  readonly userid: string;
  readonly isStaff: boolean;
  readonly name: string;
  readonly unionid: string | null;
  readonly joinedAt: Date;
  /** 1 invited, 2 by the link of an invitation, 3 by a code. */
  readonly scene: number;
  /** Told where a member of the corp invited. */
  readonly invitor: string | null;
  /** Of the join way that she came by. */
  readonly state: string | null;
};
export type WecomGroup = {
  readonly chatId: string;
  readonly name: string;
  readonly owner: string;
  readonly notice: string;
  readonly createdAt: Date;
  readonly members: readonly WecomGroupMember[];
};

/** The whole of a join way: what is left out when it is changed is gone. */
export type JoinWay = {
  readonly chatIds: readonly string[];
  readonly state: string;
  readonly remark: string;
  /** WeCom makes another when its groups are full, called by this and a number that goes on from `from`; null: it makes none. */
  readonly another: { readonly name: string; readonly from: number } | null;
};

export type WelcomeMessage = {
  readonly code: string;
  readonly text: string;
  readonly card: {
    readonly title: string;
    readonly mediaId: string;
    readonly appid: string;
    readonly page: string;
  } | null;
};

/** A corp of WeCom through a self-built app. Throws WechatError and WechatUnreachable. */
export type Wecom = WecomMass &
  WecomMoments &
  GroupWelcomeCalls &
  TransferCalls &
  AppMessageCalls & {
    /** Everybody whom the app sees. */
    members(): Promise<readonly WecomMember[]>;
    /** Who of them may have customers. */
    followUsers(): Promise<ReadonlySet<string>>;
    /** One code of one member. `state` comes back with whoever adds by it: at most 30 characters. */
    addContactWay(way: { readonly userid: string; readonly state: string; readonly remark: string }): Promise<{
      readonly configId: string;
      readonly picture: string;
    }>;
    deleteContactWay(configId: string): Promise<void>;
    /** With whoever has her, however many. Null: she is nobody's customer (any more). */
    customer(externalUserid: string): Promise<WecomCustomer | null>;
    customersOf(userid: string): Promise<readonly string[]>;
    /** A hundred customers of one member as she has them, from a cursor on ('' first); `next` is '' at the end. */
    customersPage(userid: string, cursor: string): Promise<WecomPage>;
    /** Once a code; never repeated by itself where it may have arrived. */
    sendWelcome(message: WelcomeMessage): Promise<void>;
    /** Resolves with what she is called from now on: twenty characters at most. */
    remark(friend: {
      readonly userid: string;
      readonly externalUserid: string;
      readonly remark: string;
    }): Promise<string>;
    /** Every tag of the corp's library, whichever group it stands in. */
    corpTags(): Promise<readonly { readonly id: string; readonly name: string }[]>;
    /** Makes those that are not there, in the group; answers ids by name. */
    tagIds(group: string, names: readonly string[]): Promise<ReadonlyMap<string, string>>;
    markTags(friend: {
      readonly userid: string;
      readonly externalUserid: string;
      readonly add: readonly string[];
      readonly remove?: readonly string[];
    }): Promise<void>;
    /** Whose code of OAuth this is: a member's userid, or null for somebody who is none. WechatError 40029: used, over, or none at all. */
    whoIs(code: string): Promise<string | null>;
    jsTickets(): Promise<JsTickets>;
    /** The picture of a code, at the address that came with it. */
    picture(address: string): Promise<Buffer>;
    /** A picture for three days. */
    uploadPicture(bytes: Buffer): Promise<string>;
    /** A page of the ids of all customer groups; `next` is null behind the last. */
    groups(cursor: string | null): Promise<{ readonly chatIds: readonly string[]; readonly next: string | null }>;
    /** Null: it was dismissed, or nobody knows it. */
    group(chatId: string): Promise<WecomGroup | null>;
    addJoinWay(way: JoinWay): Promise<{ readonly configId: string; readonly picture: string }>;
    updateJoinWay(configId: string, way: JoinWay): Promise<void>;
    /** The groups that it leads to now, those that it made among them. */
    groupsOfJoinWay(configId: string): Promise<readonly string[]>;
    deleteJoinWay(configId: string): Promise<void>;
  };

/** A welcome has twenty seconds in all: whoever waits longer for one answer has none left. */
const TIMEOUT_MS = 4000;
const NO_RELATION = [84061, 40096];
const DUPLICATE_TAG = 40071;
/** At most so many at once. Source: document/path/92994 */
const MOST_CUSTOMERS = 100;
const SINGLE = 1;
const QR = 2;
/** Signs of a remark. Source: document/path/92115 */
export const LONGEST_REMARK = 20;

export function createWecom({ baseUrl, corpid, secret, now, log }: WecomOptions): Wecom {
  const open = createTransport({ baseUrl, http: createHttp({ timeoutMs: TIMEOUT_MS }), log });
  const call: WechatCall = { method: 'GET', path: '/cgi-bin/gettoken', query: { corpid, corpsecret: secret } };
  const transport = authorised(open, createTokenSource({ transport: open, call, now }));
  const get = async (path: string, query: Readonly<Record<string, string>> = {}) =>
    transport.json({ method: 'GET', path: `/cgi-bin/${path}`, query });
  const post = async (path: string, body: JsonObject, repeatable = true) =>
    transport.json({ method: 'POST', path: `/cgi-bin/${path}`, body, repeatable });

  return {
    ...transferCalls(post),
    ...appMessageCalls(post),
    members: async () => readMembers(get),
    followUsers: async () => new Set(textsAt(await get('externalcontact/get_follow_user_list'), 'follow_user')),
    addContactWay: async ({ userid, state, remark }) => {
      const way = { type: SINGLE, scene: QR, skip_verify: true, state, user: [userid], remark };
      const answer = await post('externalcontact/add_contact_way', way, false);
      return { configId: textAt(answer, 'config_id'), picture: textAt(answer, 'qr_code') };
    },
    deleteContactWay: async (configId) => {
      await post('externalcontact/del_contact_way', { config_id: configId });
    },
    customer: async (externalUserid) => {
      const pages: JsonObject[] = [];
      for (let cursor = ''; ; ) {
        const asked: Record<string, string> = { external_userid: externalUserid, ...(cursor === '' ? {} : { cursor }) };
        const page = await orNone(get('externalcontact/get', asked));
        if (page === null) return null;
        pages.push(page);
        cursor = textOrNull(page, 'next_cursor') ?? '';
        if (cursor === '') return readCustomer(page, pages);
      }
    },
    customersOf: async (userid) =>
      textsAt((await orNone(get('externalcontact/list', { userid }))) ?? {}, 'external_userid'),
    customersPage: async (userid, cursor) => {
      const body = { userid_list: [userid], cursor, limit: MOST_CUSTOMERS };
      const answer = await orNone(post('externalcontact/batch/get_by_user', body));
      return answer === null ? NOBODY : readPage(answer);
    },
    sendWelcome: async ({ code, text, card }) => {
      const miniprogram = card && { title: card.title, pic_media_id: card.mediaId, appid: card.appid, page: card.page };
      const attachments = miniprogram ? [{ msgtype: 'miniprogram', miniprogram }] : [];
      const words = text === '' ? {} : { text: { content: text } };
      await post('externalcontact/send_welcome_msg', { welcome_code: code, ...words, attachments }, false);
    },
    remark: async ({ userid, externalUserid, remark }) => {
      const cut = [...remark].slice(0, LONGEST_REMARK).join('');
      await post('externalcontact/remark', { userid, external_userid: externalUserid, remark: cut });
      return cut;
    },
    corpTags: async () => {
      const groups = objectsAt(await post('externalcontact/get_corp_tag_list', { tag_id: [] }), 'tag_group');
      const all = groups.flatMap((group) => objectsAt(group, 'tag'));
      return all.map((tag) => ({ id: textAt(tag, 'id'), name: textAt(tag, 'name') }));
    },
    tagIds: async (group, names) => tagIds(post, group, names),
    markTags: async ({ userid, externalUserid, add, remove = [] }) => {
      const tags = { add_tag: [...add], remove_tag: [...remove] };
      await post('externalcontact/mark_tag', { userid, external_userid: externalUserid, ...tags });
    },
    whoIs: async (code) => textOrNull(await get('auth/getuserinfo', { code }), 'userid'),
    jsTickets: createJsTickets({ transport, now }),
    picture: pictureCall(log),
    uploadPicture: async (bytes) => upload(transport, 'upload', { type: 'image' }, bytes),
    ...groupCalls(post),
    ...groupWelcomeCalls(post),
    ...massCalls(post),
    ...momentCalls(get, post, async (bytes) =>
      upload(transport, 'upload_attachment', { media_type: 'image', attachment_type: OF_MOMENTS }, bytes),
    ),
  };
}

type Get = (path: string, query?: Readonly<Record<string, string>>) => Promise<JsonObject>;

async function readMembers(get: Get): Promise<readonly WecomMember[]> {
  const departments = objectsAt(await get('department/list'), 'department');
  const found = new Map<string, WecomMember>();
  for (const department of departments) {
    const name = textOrNull(department, 'name') ?? '';
    const id = String(numberAt(department, 'id'));
    for (const one of objectsAt(await get('user/simplelist', { department_id: id }), 'userlist')) {
      const userid = textAt(one, 'userid');
      // Since 2022 the name may be kept from an app: the id stands for it then.
      found.set(userid, { userid, name: textOrNull(one, 'name') ?? userid, department: name });
    }
  }
  return [...found.values()];
}

async function tagIds(post: Post, group: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = async () => {
    const groups = objectsAt(await post('externalcontact/get_corp_tag_list', { tag_id: [] }), 'tag_group');
    const ours = groups.filter((one) => textOrNull(one, 'group_name') === group);
    return new Map(ours.flatMap((one) => objectsAt(one, 'tag').map((tag) => [textAt(tag, 'name'), textAt(tag, 'id')])));
  };
  // False: one of them is there, and none was made.
  const add = async (some: readonly string[]): Promise<boolean> => {
    try {
      await post('externalcontact/add_corp_tag', { group_name: group, tag: some.map((name) => ({ name })) }, false);
      return true;
    } catch (error) {
      if (error instanceof WechatError && error.errcode === DUPLICATE_TAG) return false;
      throw error;
    }
  };
  const before = await known();
  const missing = [...new Set(names)].filter((name) => !before.has(name));
  if (missing.length === 0) return before;
  // Somebody made one meanwhile: the others are still to be made.
  if (!(await add(missing)) && missing.length > 1) for (const name of missing) await add([name]);
  return known();
}

const OF_MOMENTS = '1';

async function upload(
  transport: WechatTransport,
  verb: 'upload' | 'upload_attachment',
  query: Readonly<Record<string, string>>,
  bytes: Buffer,
): Promise<string> {
  const answer = await transport.json({
    method: 'POST',
    path: `/cgi-bin/media/${verb}`,
    query,
    upload: { name: 'card.png', type: 'image/png', bytes },
  });
  return textAt(answer, 'media_id');
}

async function orNone(asked: Promise<JsonObject>): Promise<JsonObject | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof WechatError && NO_RELATION.includes(error.errcode)) return null;
    throw error;
  }
}
