import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { postNotice } from '../messages/notice.ts';
import { minute, quota } from '../mp/quota.ts';
import { readBody, readParam } from '../phone/read.ts';
import { shoppers } from '../phone/shopper.ts';
import { BadInput } from '../world/bad-input.ts';
import { isRecord, type Json, textOf } from '../world/json.ts';
import { lettersAndDigits, seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { staffOf } from './corp.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { externalOf, friendsOf } from './friends.ts';
import { groupOf, sayInGroup } from './groups.ts';

type Ticket = { readonly ticket: string; readonly expiresAt: string };
type Code = { readonly userid: string; readonly createdAt: string; readonly used: boolean; readonly ticket: string };

const tickets: TableShape<Ticket> = { name: 'wecom-js-tickets' };
const codes: TableShape<Code> = { name: 'wecom-oauth-codes' };
const ticketMs = 7200_000;
const codeMs = 5 * minute;
const userTicketMs = 30 * minute;
/** Of a corp, and of an app, in an hour. Source: document/path/90454 */
const [mostOfCorp, mostOfApp] = [400, 100];

export function sidebarEndpoints(): readonly WecomEndpoint[] {
  const [ofCorp, ofApp] = [quota(mostOfCorp, 60 * minute), quota(mostOfApp, 60 * minute)];
  const issue = (world: World, kind: 'corp' | 'agent') => {
    const now = world.clock.now();
    if (!(kind === 'corp' ? ofCorp : ofApp).take(kind, now)) throw new WecomError(45009, 'api freq out of limit');
    const { ticket, expiresAt } = ticketOf(world, kind);
    return { ...done, ticket, expires_in: Math.floor((Date.parse(expiresAt) - now.getTime()) / 1000) };
  };
  return [
    {
      method: 'GET',
      path: '/cgi-bin/get_jsapi_ticket',
      title: '企业 jsapi_ticket',
      answer: (world) => issue(world, 'corp'),
    },
    {
      method: 'GET',
      path: '/cgi-bin/ticket/get',
      title: '应用 jsapi_ticket',
      answer: (world, { query }) => {
        if (query.type !== 'agent_config') throw badParameter('type');
        return issue(world, 'agent');
      },
    },
    {
      method: 'GET',
      path: '/cgi-bin/auth/getuserinfo',
      title: '网页授权的成员身份',
      answer: (world, { query }) => {
        const known = world.store.of(codes).get(query.code ?? '');
        if (!known || known.used || aged(world, known.createdAt, codeMs)) throw new WecomError(40029, 'invalid code');
        world.store.of(codes).put(query.code ?? '', { ...known, used: true });
        return { ...done, userid: known.userid, user_ticket: known.ticket };
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/auth/getuserdetail',
      title: '成员敏感信息',
      answer: (world, { body }) => {
        const given = textOf(body, 'user_ticket');
        const known = [...world.store.of(codes).all()].find((one) => one.used && one.ticket === given);
        if (!known || aged(world, known.createdAt, userTicketMs)) throw badParameter('user_ticket');
        return { ...done, userid: known.userid, gender: '0', avatar: '', qr_code: '', mobile: '', email: '' };
      },
    },
  ];
}

function aged(world: World, at: string, most: number): boolean {
  return world.clock.now().getTime() - Date.parse(at) > most;
}

/** The one that is good now, or a new one. */
function ticketOf(world: World, kind: 'corp' | 'agent'): Ticket {
  const now = world.clock.now();
  const kept = world.store.of(tickets).get(kind);
  if (kept && Date.parse(kept.expiresAt) > now.getTime()) return kept;
  const made: Ticket = {
    ticket: seeded(world.seed, `js-${kind}`, world.store.next('wecom-js-ticket'), 86, urlSafe),
    expiresAt: new Date(now.getTime() + ticketMs).toISOString(),
  };
  world.store.of(tickets).put(kind, made);
  return made;
}

/**
 * What the JS-SDK asks of the WeCom of a member of staff, below `/sandbox/api`: who she is, whether a page's signature is good, and what
 * is sent into the chat beside which the page stands.
 */
export function mountSidebar(app: FastifyInstance, world: World): void {
  const memberOf = (userid: string) => {
    const member = staffOf(world, userid);
    if (!member) throw new BadInput('企业里没有这位成员', 404);
    return member;
  };
  const friendIn = (userid: string, shopperId: string) => {
    const friend = friendsOf(world, shopperId).find((one) => one.userid === userid);
    if (!friend) throw new BadInput('对方已不是好友', 409);
    return friend;
  };
  app.post('/staff/:userid/oauth-code', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    const number = world.store.next('wecom-oauth-code');
    const code = seeded(world.seed, 'wecom-oauth-code', number, 43, urlSafe);
    const ticket = seeded(world.seed, 'wecom-user-ticket', number, 64, lettersAndDigits);
    world.store.of(codes).put(code, { userid, createdAt: world.clock.now().toISOString(), used: false, ticket });
    return { code };
  });
  app.post('/staff/:userid/js-config', async (request) => {
    memberOf(readParam(request, 'userid'));
    const body = readBody(request);
    return { config: checked(world, 'corp', body), agentConfig: checked(world, 'agent', body) };
  });
  app.post('/staff/:userid/customers/:shopper/sends', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    const { shopperId } = friendIn(userid, readParam(request, 'shopper'));
    const wrong = sendInto(world, readBody(request), (what) =>
      postNotice(world, { shopperId, chat: 'wecom', from: userid, ...what }),
    );
    return { errMsg: wrong === null ? 'sendChatMessage:ok' : `sendChatMessage:fail ${wrong}` };
  });
  // As beside the chat of a group of hers.
  app.post('/staff/:userid/groups/:chat/sends', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    const group = groupOf(world, readParam(request, 'chat'));
    if (group?.owner !== userid) throw new BadInput('不在这个群里', 409);
    const wrong = sendInto(world, readBody(request), (what) => sayInGroup(world, group.chatId, what));
    return { errMsg: wrong === null ? 'sendChatMessage:ok' : `sendChatMessage:fail ${wrong}` };
  });
  app.get('/staff/:userid/customers/:shopper/external', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    friendIn(userid, readParam(request, 'shopper'));
    const shopper = world.store.of(shoppers).get(readParam(request, 'shopper'));
    return { userId: shopper ? externalOf(world, shopper) : '' };
  });
}

/** As `wx.config` and `wx.agentConfig` answer; both ask for the very address of the page, without what is behind `#`. */
function checked(world: World, kind: 'corp' | 'agent', body: Json): string {
  const name = kind === 'corp' ? 'config' : 'agentConfig';
  const { corpid, agentid } = world.credentials.corp;
  const [given, url] = [body[kind], textOf(body, 'url') ?? ''];
  if (!isRecord(given)) return `${name}:fail invalid arguments`;
  if (textOf(body, 'corpid') !== corpid) return `${name}:fail invalid corpid`;
  if (kind === 'agent' && textOf(body, 'agentid') !== agentid) return `${name}:fail invalid agentid`;
  const { ticket } = ticketOf(world, kind);
  const signed = `jsapi_ticket=${ticket}&noncestr=${textOf(given, 'nonceStr')}&timestamp=${String(given.timestamp)}&url=${url.split('#')[0]}`;
  const right = createHash('sha1').update(signed).digest('hex') === textOf(given, 'signature');
  return right ? `${name}:ok` : `${name}:fail 40093:invalid signature`;
}

type Sent = { readonly title: string; readonly page?: string; readonly image?: string; readonly appid?: string };

/** What is wrong with a message, in the platform's words; null: it is in the chat. Source: document/path/94348 */
function sendInto(world: World, body: Json, post: (what: Sent) => void): string | null {
  const kind = textOf(body, 'msgtype') ?? '';
  const part = body[kind];
  if (!isRecord(part)) return 'invalid msgtype';
  const say = (what: Sent) => {
    post(what);
    return null;
  };
  if (kind === 'text') {
    const content = (textOf(part, 'content') ?? '').trim();
    return content === '' ? 'invalid content' : say({ title: content });
  }
  if (kind === 'news') {
    const title = textOf(part, 'title') ?? '';
    return isAddress(textOf(part, 'link')) ? say({ title }) : 'invalid link';
  }
  if (kind !== 'miniprogram') return 'not supported';
  const [appid, title, image] = [
    textOf(part, 'appid') ?? '',
    textOf(part, 'title') ?? '',
    textOf(part, 'imgUrl') ?? '',
  ];
  const [path = '', query] = (textOf(part, 'page') ?? '').split('?');
  if (!world.credentials.apps.some((one) => one.appid === appid)) return 'invalid appid';
  if (title === '') return 'invalid title';
  if (!isAddress(image)) return 'invalid imgUrl';
  // Without it the card opens nothing in WeChat.
  if (!path.endsWith('.html')) return 'invalid page';
  const page = `${path.slice(0, -'.html'.length)}${query === undefined ? '' : `?${query}`}`;
  return say({ title, page, image, appid });
}

const isAddress = (text: string | undefined): boolean => /^https?:\/\//.test(text ?? '');
