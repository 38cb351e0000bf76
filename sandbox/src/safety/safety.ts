import { lastLoginOf } from '../login/last-login.ts';
import { type MpCall, type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { pushEvent } from '../mp/push.ts';
import { day, minute, quota } from '../mp/quota.ts';
import { type Shopper, shopperByOpenid } from '../phone/shopper.ts';
import type { Json } from '../world/json.ts';
import { textOf } from '../world/json.ts';
import type { Duty } from '../world/schedule.ts';
import { hex, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/** She must have been in the app within this: else 61010. Source: security.msgSecCheck */
const recentMs = 2 * 60 * minute;
const longestText = 2500;
/** Half an hour at most in truth. */
const lookMs = 5000;

/** What the platform's models find, plainly: words that stand for each of their labels. */
const labels: readonly (readonly [pattern: RegExp, label: number])[] = [
  [/加(微信|V|薇)|vx[:：]?|代理招募|刷单/i, 10001],
  [/色情|约炮/, 20002],
  [/傻[逼叉]|去死|滚蛋/, 20003],
  [/赌博|枪支|毒品/, 20006],
  [/中奖.*点击|转账.*返/, 20008],
];

type Verdict = { readonly suggest: 'pass' | 'review' | 'risky'; readonly label: number; readonly keyword?: string };

function verdictOf(text: string): Verdict {
  for (const [pattern, label] of labels) {
    const found = pattern.exec(text);
    if (found !== null) return { suggest: label === 10001 ? 'review' : 'risky', label, keyword: found[0] };
  }
  return { suggest: 'pass', label: 100 };
}

type Look = {
  readonly traceId: string;
  readonly appid: string;
  readonly openid: string;
  readonly url: string;
  readonly dueAt: string;
};
const looks: TableShape<Look> = { name: 'media-checks' };

export function safetyEndpoints(): readonly MpEndpoint[] {
  return [textEndpoint(), mediaEndpoint(), rankEndpoint];
}

/** POST /wxa/msg_sec_check, version 2. 4 000 a minute, 2 000 000 a day. */
function textEndpoint(): MpEndpoint {
  const [perMinute, perDay] = [quota(4000, minute), quota(2_000_000, day)];
  return {
    method: 'POST',
    path: '/wxa/msg_sec_check',
    title: '文本内容安全',
    token: true,
    answer: (world, call) => {
      readWho(world, call);
      const content = textOf(call.body, 'content') ?? '';
      if (content === '') throw new MpError(44002, 'empty post data');
      if ([...content].length > longestText) throw new MpError(45002, 'content size out of limit');
      const now = world.clock.now();
      if (!perMinute.take(call.app.appid, now) || !perDay.take(call.app.appid, now))
        throw new MpError(45009, 'reach max api quota limit');
      const { suggest, label, keyword } = verdictOf(
        ['title', 'nickname', 'signature'].map((name) => textOf(call.body, name) ?? '').join(' ') + content,
      );
      const model = { strategy: 'content_model', errcode: 0, suggest, label, prob: suggest === 'pass' ? 90 : 95 };
      const words =
        keyword === undefined ? [] : [{ strategy: 'keyword', errcode: 0, suggest, label, level: 20, keyword }];
      return { ...ok, result: { suggest, label }, detail: [model, ...words], trace_id: traceId(world) };
    },
  };
}

/** Pictures that are found to be something, by any part of their address: said at the desk, for nobody draws such here. */
const riskyPictures: TableShape<{ readonly part: string }> = { name: 'risky-pictures' };

export function putRiskyPicture(world: World, part: string): void {
  world.store.of(riskyPictures).put(part, { part });
}

/** POST /wxa/media_check_async: its word comes as an event. Here the name of the file says what is in it (`…risky…`), or the desk does. */
function mediaEndpoint(): MpEndpoint {
  const perMinute = quota(2000, minute);
  return {
    method: 'POST',
    path: '/wxa/media_check_async',
    title: '图片音频内容安全',
    token: true,
    answer: (world, call) => {
      const { shopper, openid } = readWho(world, call);
      const url = textOf(call.body, 'media_url') ?? '';
      const type = call.body.media_type;
      if (type !== 1 && type !== 2) throw new MpError(47001, 'data format error');
      if (!/^https?:\/\//.test(url)) throw new MpError(40004, 'invalid media type');
      if (!perMinute.take(call.app.appid, world.clock.now())) throw new MpError(45009, 'reach max api quota limit');
      const id = traceId(world);
      const dueAt = new Date(world.clock.now().getTime() + lookMs).toISOString();
      world.store.of(looks).put(id, { traceId: id, appid: call.app.appid, openid, url, dueAt });
      world.schedule.wake();
      world.bus.tell({ topic: 'chats', id: shopper.id });
      return { ...ok, trace_id: id };
    },
  };
}

/** POST /wxa/getuserriskrank: 0 to 4; the platform's own spelling of `unoin_id`. Here the number of a phone says it: …0000 is 4. */
const rankEndpoint: MpEndpoint = {
  method: 'POST',
  path: '/wxa/getuserriskrank',
  title: '用户安全等级',
  token: true,
  answer: (world, { body, app }) => {
    if (textOf(body, 'appid') !== app.appid) throw new MpError(40013, 'invalid appid');
    if (body.scene !== 0 && body.scene !== 1) throw new MpError(40129, 'invalid scene');
    if ((textOf(body, 'client_ip') ?? '') === '') throw new MpError(47001, 'client_ip is needed');
    const { shopper } = recentShopper(world, app.appid, textOf(body, 'openid') ?? '');
    const risky = shopper.phoneNumber.endsWith('0000') || (textOf(body, 'mobile_no') ?? '').endsWith('0000');
    return { ...ok, unoin_id: Number(world.store.next('risk-rank')), risk_rank: risky ? 4 : 0 };
  },
};

function readWho(world: World, { body, app }: MpCall) {
  if (body.version !== 2) throw new MpError(40003, 'version 1 is no longer served');
  const scene = body.scene;
  if (typeof scene !== 'number' || ![1, 2, 3, 4].includes(scene)) throw new MpError(40129, 'invalid scene');
  return recentShopper(world, app.appid, textOf(body, 'openid') ?? '');
}

function recentShopper(
  world: World,
  appid: string,
  openid: string,
): { readonly shopper: Shopper; readonly openid: string } {
  const app = world.credentials.apps.find((one) => one.appid === appid);
  const shopper = app && shopperByOpenid(world, app, openid);
  if (!shopper) throw new MpError(40003, 'invalid openid');
  const last = lastLoginOf(world, appid, shopper.id);
  if (last === undefined || world.clock.now().getTime() - Date.parse(last.at) > recentMs)
    throw new MpError(61010, 'code is expired');
  return { shopper, openid };
}

function traceId(world: World): string {
  const noise = seeded(world.seed, 'trace', world.store.next('trace'), 32, hex);
  return `${noise.slice(0, 8)}-${noise.slice(8, 16)}-${noise.slice(16, 24)}`;
}

/** Says what was found in pictures, when its time has come. */
export function mediaLooks(world: World): Duty {
  const table = world.store.of(looks);
  return {
    next: () => {
      const first = [...table.all()].map(({ dueAt }) => dueAt).sort()[0];
      return first === undefined ? null : new Date(first);
    },
    run: async (now) => {
      for (const look of [...table.all()].filter(({ dueAt }) => Date.parse(dueAt) <= now.getTime())) {
        table.drop(look.traceId);
        const said = [...world.store.of(riskyPictures).all()].some(({ part }) => look.url.includes(part));
        const result: Json =
          said || look.url.includes('risky') ? { suggest: 'risky', label: 20002 } : { suggest: 'pass', label: 100 };
        const detail = [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }];
        const told = {
          appid: look.appid,
          trace_id: look.traceId,
          version: 2,
          detail,
          errcode: 0,
          errmsg: 'ok',
          result,
        };
        pushEvent(world, look.appid, look.openid, 'wxa_media_check', told);
      }
    },
  };
}
