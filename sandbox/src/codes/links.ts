import { randomBytes } from 'node:crypto';
import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { day, type Quota, quota } from '../mp/quota.ts';
import { mainApp } from '../world/apps.ts';
import type { App } from '../world/credentials.ts';
import { type Json, textOf } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { isPublished } from './published-pages.ts';

/** A link that was made: which page it opens, and until when. */
type WxaLink = {
  readonly ticket: string;
  readonly page: string;
  readonly query: string;
  readonly appid?: string;
  readonly endsAt: string;
  /** Absent in links from before it was asked for. */
  readonly madeAt?: string;
};

const wxaLinks: TableShape<WxaLink> = { name: 'wxalinks' };
const longestDays = 30;

/** Schemes and URL links together 500 000 a day, short links as many. */
export function linkEndpoints(): readonly MpEndpoint[] {
  const perDay = quota(500_000, day);
  return [
    urlLinkEndpoint(perDay),
    schemeEndpoint(perDay),
    shortLinkEndpoint(quota(500_000, day)),
    queryLink('/wxa/query_urllink', '查询 URL Link', 'url_link', 'url_link_info'),
    queryLink('/wxa/queryscheme', '查询 URL Scheme', 'scheme', 'scheme_info'),
  ];
}

/** POST /wxa/generate_urllink: https://wxaurl.cn/… for outside of WeChat; here an address of the sandbox that opens a phone. */
function urlLinkEndpoint(perDay: Quota): MpEndpoint {
  return {
    method: 'POST',
    path: '/wxa/generate_urllink',
    title: '生成 URL Link',
    token: true,
    answer: (world, { body, app }) => {
      const page = readPage(app, body.path ?? 'home/pages/home');
      const made = keep(world, perDay, app, { page, query: readQuery(body.query), endsAt: readEnd(world, body) });
      return { ...ok, url_link: made };
    },
  };
}

/** POST /wxa/generatescheme: weixin://dl/business/?t=…; the link behind it is told besides, since no browser knows weixin://. */
function schemeEndpoint(perDay: Quota): MpEndpoint {
  return {
    method: 'POST',
    path: '/wxa/generatescheme',
    title: '生成 URL Scheme',
    token: true,
    answer: (world, { body, app }) => {
      const jump = typeof body.jump_wxa === 'object' && body.jump_wxa !== null ? { ...body.jump_wxa } : {};
      const page = readPage(app, Reflect.get(jump, 'path') ?? 'home/pages/home');
      const endsAt = readEnd(world, body);
      const link = keep(world, perDay, app, { page, query: readQuery(Reflect.get(jump, 'query')), endsAt });
      return { ...ok, openlink: `weixin://dl/business/?t=${link.split('/').at(-1)}` };
    },
  };
}

/** POST /wxa/genwxashortlink: for chats of WeChat; here an address of the sandbox as well. */
function shortLinkEndpoint(perDay: Quota): MpEndpoint {
  return {
    method: 'POST',
    path: '/wxa/genwxashortlink',
    title: '生成 Short Link',
    token: true,
    answer: (world, { body, app }) => {
      const url = textOf(body, 'page_url') ?? '';
      if (url === '' || url.length > 1024) throw new MpError(40066, 'invalid url');
      const [path = '', query = ''] = url.split('?');
      const page = readPage(app, path);
      if (body.is_permanent !== undefined && typeof body.is_permanent !== 'boolean')
        throw new MpError(47001, 'data format error');
      if (!perDay.take(app.appid, world.clock.now())) throw new MpError(45009, 'reach max api daily quota limit');
      const endsAt = new Date(world.clock.now().getTime() + longestDays * day).toISOString();
      return { ...ok, link: remember(world, app, { page, query: readQuery(query), endsAt }) };
    },
  };
}

/** POST /wxa/query_urllink and /wxa/queryscheme: which page a link of the app opens, and until when. 85404: it made no such link. */
function queryLink(path: string, title: string, asked: string, answered: string): MpEndpoint {
  return {
    method: 'POST',
    path,
    title,
    token: true,
    answer: (world, { body, app }) => {
      const ticket = (textOf(body, asked) ?? '').split(/[/=]/).at(-1) ?? '';
      const link = world.store.of(wxaLinks).get(ticket);
      if (link === undefined || (link.appid ?? mainApp(world).appid) !== app.appid)
        throw new MpError(85404, 'link not found');
      const seconds = (iso: string) => Math.floor(Date.parse(iso) / 1000);
      return {
        ...ok,
        [answered]: {
          appid: app.appid,
          path: link.page,
          query: link.query,
          ...{ create_time: seconds(link.madeAt ?? link.endsAt), expire_time: seconds(link.endsAt) },
          env_version: 'release',
        },
        quota_info: { remain_visit_quota: 3_000_000 },
      };
    },
  };
}

type NewLink = Pick<WxaLink, 'page' | 'query' | 'endsAt'>;

function keep(world: World, perDay: Quota, app: App, link: NewLink): string {
  if (!perDay.take(app.appid, world.clock.now())) throw new MpError(85403, 'reach max frequency limit');
  return remember(world, app, link);
}

function remember(world: World, app: App, link: NewLink): string {
  const ticket = randomBytes(9).toString('base64url');
  const { appid } = app;
  world.store.of(wxaLinks).put(ticket, {
    ...link,
    ticket,
    madeAt: world.clock.now().toISOString(),
    ...(app === mainApp(world) ? {} : { appid }),
  });
  return `${world.serverUrl}/sandbox/l/${ticket}`;
}

function readPage(app: App, value: unknown): string {
  if (app.kind !== 'mini_program') throw new MpError(48001, 'api unauthorized');
  if (typeof value !== 'string' || value.includes('?') || !isPublished(value))
    throw new MpError(40165, 'invalid weapp pagepath');
  return value.replace(/^\//, '');
}

function readQuery(value: unknown): string {
  const query = value ?? '';
  if (typeof query !== 'string' || !/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]{0,1024}$/.test(query))
    throw new MpError(85402, 'invalid query');
  return query;
}

/** A moment (type 0) or days (type 1), at most thirty from now: no link lives for ever. */
function readEnd(world: World, body: Json): string {
  const now = world.clock.now().getTime();
  const type = body.expire_type ?? 0;
  if (type === 1) {
    const days = body.expire_interval;
    if (typeof days !== 'number' || !Number.isInteger(days) || days < 1)
      throw new MpError(85401, 'invalid expire_interval');
    if (days > longestDays) throw new MpError(85401, 'expire_interval too large');
    return new Date(now + days * day).toISOString();
  }
  const at = body.expire_time;
  if (type !== 0 || typeof at !== 'number') throw new MpError(85401, 'invalid expire_time');
  if (at * 1000 <= now || at * 1000 > now + longestDays * day) throw new MpError(85401, 'invalid expire_time');
  return new Date(at * 1000).toISOString();
}

/** The page that a link opens now; null for one that nobody made, or that has ended. */
export function openLink(
  world: World,
  ticket: string,
): { readonly path: string; readonly appid: string | null } | null {
  const link = world.store.of(wxaLinks).get(ticket);
  if (link === undefined || Date.parse(link.endsAt) <= world.clock.now().getTime()) return null;
  return { path: link.query === '' ? link.page : `${link.page}?${link.query}`, appid: link.appid ?? null };
}
