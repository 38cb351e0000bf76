import { WechatError } from '../errors.ts';
import { createHttp } from '../http.ts';
import {
  type JsonObject,
  numberAt,
  numberOrNull,
  objectAt,
  objectOrEmpty,
  objectsAt,
  textAt,
  textOrNull,
} from '../json.ts';
import type { WechatLog } from '../log.ts';
import { authorised, createTokenSource, stableToken } from '../token.ts';
import { createTransport } from '../transport.ts';
import type { AccountPart } from './push.ts';

export type OfficialAccountOptions = {
  /** `https://api.weixin.qq.com`, or what plays it. */
  readonly baseUrl: string;
  /** `https://mp.weixin.qq.com`, which shows the pictures of codes. */
  readonly pictureBaseUrl: string;
  readonly appid: string;
  readonly secret: string;
  readonly now: () => Date;
  readonly log: WechatLog;
};

/** A follower as the account sees her; `followedAt` null: she follows no more, or never did. */
export type AccountFollower = {
  readonly openid: string;
  readonly unionid: string | null;
  readonly followedAt: Date | null;
  /** `ADD_SCENE_QR_CODE` and the like. */
  readonly way: string;
  /** What the code carried that she came by. */
  readonly scene: string;
};

export type MenuButton = { readonly name: string; readonly sub: readonly MenuAct[] } | MenuAct;
export type MenuAct = { readonly name: string } & (
  | { readonly kind: 'click'; readonly key: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'page'; readonly appid: string; readonly page: string; readonly url: string }
);

export type AccountNotice = {
  readonly openid: string;
  readonly templateId: string;
  readonly data: Readonly<Record<string, string>>;
  /** What a tap opens: a page of a mini program that is linked with the account. */
  readonly opens: { readonly appid: string; readonly page: string } | null;
};

/** One official account. What it may not do, WeChat refuses (WechatError 48001). Throws WechatError and WechatUnreachable. */
export type OfficialAccount = {
  follower(openid: string): Promise<AccountFollower>;
  followers(openids: readonly string[]): Promise<readonly AccountFollower[]>;
  /** Openids of ten thousand who follow, after the one named; '' begins. */
  page(after: string): Promise<{ readonly openids: readonly string[]; readonly next: string | null }>;
  /** The picture of a code that carries so much; for ever. */
  code(scene: string): Promise<{ readonly picture: Buffer; readonly link: string }>;
  /** A kf message; never repeated by itself where it may have arrived. */
  say(openid: string, part: AccountPart): Promise<void>;
  sendTemplate(notice: AccountNotice): Promise<{ readonly messageId: string | null }>;
  sendNotice(notice: AccountNotice): Promise<void>;
  /** To whom it is sent is at least two and at most ten thousand; the same key is taken once. */
  massSend(openids: readonly string[], text: string, key: string): Promise<{ readonly messageId: string }>;
  /** To all who follow, or to those with a tag of the account; the same key is taken once. */
  massByTag(tagId: number | null, text: string, key: string): Promise<{ readonly messageId: string }>;
  /** How a mass message stands; what became of each person nobody is told. */
  massState(messageId: string): Promise<'sent' | 'sending' | 'failed'>;
  /** Everybody's menu, and those of some; whatever was there before is gone. */
  putMenus(
    everybody: readonly MenuButton[],
    some: readonly { readonly tagId: number; readonly buttons: readonly MenuButton[] }[],
  ): Promise<void>;
  /** Made where there is none of this name. */
  tagId(name: string): Promise<number>;
  mark(openids: readonly string[], tagId: number, wanted: boolean): Promise<void>;
};

/** Whoever answers a message has five seconds in all. */
const TIMEOUT_MS = 3000;
export const MOST_IN_BATCH = 100;
const NO_MENU = 46003;
const DUPLICATE_TAG = 45157;
const SENT_BEFORE = 45065;

export function createOfficialAccount({
  baseUrl,
  pictureBaseUrl,
  appid,
  secret,
  now,
  log,
}: OfficialAccountOptions): OfficialAccount {
  const open = createTransport({ baseUrl, http: createHttp({ timeoutMs: TIMEOUT_MS }), log });
  const transport = authorised(open, createTokenSource({ transport: open, call: stableToken({ appid, secret }), now }));
  const pictures = createTransport({ baseUrl: pictureBaseUrl, http: createHttp({ timeoutMs: 10_000 }), log });
  const get: Get = async (path, query = {}) => transport.json({ method: 'GET', path: `/cgi-bin/${path}`, query });
  const post: Post = async (path, body, repeatable = true) =>
    transport.json({ method: 'POST', path: `/cgi-bin/${path}`, body, repeatable });
  return {
    follower: async (openid) => readFollower(await get('user/info', { openid, lang: 'zh_CN' })),
    followers: async (openids) => {
      const user_list = openids.map((openid) => ({ openid, lang: 'zh_CN' }));
      return objectsAt(await post('user/info/batchget', { user_list }), 'user_info_list').map(readFollower);
    },
    page: async (after) => {
      const answer = await get('user/get', after === '' ? {} : { next_openid: after });
      const listed = objectOrEmpty(answer, 'data').openid;
      const openids = Array.isArray(listed) ? listed.filter((one): one is string => typeof one === 'string') : [];
      return { openids, next: openids.length === 0 ? null : textOrNull(answer, 'next_openid') };
    },
    code: async (scene) => {
      const action_info = { scene: { scene_str: scene } };
      const answer = await post('qrcode/create', { action_name: 'QR_LIMIT_STR_SCENE', action_info });
      const query = { ticket: textAt(answer, 'ticket') };
      const { bytes } = await pictures.file({ method: 'GET', path: '/cgi-bin/showqrcode', query });
      return { picture: bytes, link: `${pictureBaseUrl}/cgi-bin/showqrcode?${new URLSearchParams(query)}` };
    },
    say: async (openid, part) => {
      await post('message/custom/send', { touser: openid, ...saidBy(part) }, false);
    },
    sendTemplate: async (notice) => {
      const answer = await post('message/template/send', noticeOf(notice), false);
      return { messageId: idIn(answer, 'msgid') };
    },
    sendNotice: async (notice) => {
      await post('message/subscribe/bizsend', noticeOf(notice), false);
    },
    massSend: async (openids, text, key) =>
      once(async () => post('message/mass/send', { touser: [...openids], ...massText(text, key) })),
    massByTag: async (tag, text, key) => {
      const filter = tag === null ? { is_to_all: true } : { is_to_all: false, tag_id: tag };
      return once(async () => post('message/mass/sendall', { filter, ...massText(text, key) }));
    },
    massState: async (messageId) => {
      const state = textAt(await post('message/mass/get', { msg_id: Number(messageId) }), 'msg_status');
      return state === 'SEND_SUCCESS' ? 'sent' : state === 'SENDING' ? 'sending' : 'failed';
    },
    putMenus: async (everybody, some) => putMenus(get, post, everybody, some),
    tagId: async (name) => tagId(get, post, name),
    mark: async (openids, id, wanted) => {
      const path = wanted ? 'tags/members/batchtagging' : 'tags/members/batchuntagging';
      await post(path, { openid_list: [...openids], tagid: id });
    },
  };
}

const massText = (text: string, key: string) => ({ msgtype: 'text', text: { content: text }, clientmsgid: key });

/** What was taken before, and whose answer was lost: the refusal names what was made of it. */
async function once(send: () => Promise<JsonObject>): Promise<{ readonly messageId: string }> {
  try {
    const answer = await send();
    return { messageId: idIn(answer, 'msg_id') ?? textAt(answer, 'msg_id') };
  } catch (error) {
    const before = error instanceof WechatError && error.errcode === SENT_BEFORE ? massIdIn(error) : null;
    if (before === null) throw error;
    return { messageId: before };
  }
}

/** `{"errcode":45065,"errmsg":"clientmsgid exist …","msg_id":1}`; older answers name it within their words. */
function massIdIn({ answer, errmsg }: WechatError): string | null {
  return idIn(answer, 'msg_id') ?? /msg_id\D*(\d+)/.exec(errmsg)?.[1] ?? null;
}

/** A number or a text; one that is too long for a number is a text by now. */
function idIn(answer: JsonObject, key: string): string | null {
  const id = numberOrNull(answer, key);
  return id === null ? textOrNull(answer, key) : String(id);
}

type Get = (path: string, query?: Readonly<Record<string, string>>) => Promise<JsonObject>;
type Post = (path: string, body: JsonObject, repeatable?: boolean) => Promise<JsonObject>;

function readFollower(answer: JsonObject): AccountFollower {
  const seconds = numberOrNull(answer, 'subscribe') === 1 ? numberOrNull(answer, 'subscribe_time') : null;
  const id = numberOrNull(answer, 'qr_scene') ?? 0;
  return {
    openid: textAt(answer, 'openid'),
    unionid: textOrNull(answer, 'unionid'),
    followedAt: seconds === null ? null : new Date(seconds * 1000),
    way: textOrNull(answer, 'subscribe_scene') ?? '',
    scene: textOrNull(answer, 'qr_scene_str') ?? (id === 0 ? '' : String(id)),
  };
}

function saidBy(part: AccountPart): JsonObject {
  if (part.kind === 'text') return { msgtype: 'text', text: { content: part.text } };
  const { title, text, picture, url } = part;
  return { msgtype: 'news', news: { articles: [{ title, description: text, url, picurl: picture }] } };
}

function noticeOf({ openid, templateId, data, opens }: AccountNotice): JsonObject {
  return {
    touser: openid,
    template_id: templateId,
    ...(opens === null ? {} : { miniprogram: { appid: opens.appid, pagepath: opens.page } }),
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
  };
}

/** The menu that was there is deleted with its personal ones: otherwise they would stay beside the new. */
async function putMenus(
  get: Get,
  post: Post,
  everybody: readonly MenuButton[],
  some: readonly { readonly tagId: number; readonly buttons: readonly MenuButton[] }[],
): Promise<void> {
  try {
    await get('menu/delete');
  } catch (error) {
    if (!(error instanceof WechatError) || error.errcode !== NO_MENU) throw error;
  }
  if (everybody.length === 0) return;
  await post('menu/create', { button: everybody.map(buttonOf) });
  for (const { tagId, buttons } of some)
    await post('menu/addconditional', { button: buttons.map(buttonOf), matchrule: { tag_id: String(tagId) } });
}

function buttonOf(button: MenuButton): JsonObject {
  if ('sub' in button) return { name: button.name, sub_button: button.sub.map(actOf) };
  return actOf(button);
}

function actOf(act: MenuAct): JsonObject {
  const { name } = act;
  switch (act.kind) {
    case 'click':
      return { type: 'click', name, key: act.key };
    case 'url':
      return { type: 'view', name, url: act.url };
    default:
      return { type: 'miniprogram', name, url: act.url, appid: act.appid, pagepath: act.page };
  }
}

async function tagId(get: Get, post: Post, name: string): Promise<number> {
  const known = async () => {
    const found = objectsAt(await get('tags/get'), 'tags').find((tag) => textOrNull(tag, 'name') === name);
    return found === undefined ? null : numberAt(found, 'id');
  };
  const before = await known();
  if (before !== null) return before;
  try {
    return numberAt(objectAt(await post('tags/create', { tag: { name } }, false), 'tag'), 'id');
  } catch (error) {
    const now = error instanceof WechatError && error.errcode === DUPLICATE_TAG ? await known() : null;
    // Somebody made it meanwhile.
    if (now === null) throw error;
    return now;
  }
}
