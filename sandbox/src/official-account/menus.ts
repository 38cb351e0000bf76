import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import { isRecord, type Json, recordOf, textOf } from '../world/json.ts';
import { digits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { allowed } from './account.ts';
import { followerOf, namedFollower } from './follower.ts';

type Button = Json & { readonly name: string };
type Personal = { readonly menuid: string; readonly button: readonly Json[]; readonly matchrule: Json };
type Menu = { readonly menuid: string; readonly button: readonly Json[]; readonly conditional: readonly Personal[] };

const menus: TableShape<Menu> = { name: 'oa-menus' };
const mostFirst = 3;
const mostSecond = 5;

export const menuEndpoints: readonly MpEndpoint[] = [
  {
    method: 'POST',
    path: '/cgi-bin/menu/create',
    title: '公众号：创建菜单',
    token: true,
    answer: (world, { body, app }) => {
      const { appid } = allowed(world, app, 'menu');
      const button = readButtons(body.button);
      const conditional = world.store.of(menus).get(appid)?.conditional ?? [];
      world.store.of(menus).put(appid, { menuid: nextId(world), button, conditional });
      world.bus.tell({ topic: 'chats' });
      return ok;
    },
  },
  {
    method: 'GET',
    path: '/cgi-bin/menu/get',
    title: '公众号：查询菜单',
    token: true,
    answer: (world, { app }) => {
      const menu = mustHave(world, allowed(world, app, 'menu'));
      const personal = menu.conditional.map(({ menuid, button, matchrule }) => ({ button, matchrule, menuid }));
      return {
        menu: { button: menu.button, menuid: menu.menuid },
        ...(personal.length === 0 ? {} : { conditionalmenu: personal }),
      };
    },
  },
  {
    method: 'GET',
    path: '/cgi-bin/menu/delete',
    title: '公众号：删除菜单',
    token: true,
    answer: (world, { app }) => {
      world.store.of(menus).drop(allowed(world, app, 'menu').appid);
      world.bus.tell({ topic: 'chats' });
      return ok;
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/menu/addconditional',
    title: '公众号：创建个性化菜单',
    token: true,
    answer: (world, { body, app }) => {
      const account = allowed(world, app, 'menu');
      // Personal menus are there for certified accounts alone.
      if (!account.verified) throw new MpError(48001, 'api unauthorized');
      const menu = world.store.of(menus).get(account.appid);
      if (!menu) throw new MpError(65303, 'default menu not exist');
      const matchrule = recordOf(body, 'matchrule') ?? {};
      if (Object.values(matchrule).every((value) => value === '' || value === undefined))
        throw new MpError(65305, 'empty matchrule');
      const made = { menuid: nextId(world), button: readButtons(body.button), matchrule };
      world.store.of(menus).put(account.appid, { ...menu, conditional: [...menu.conditional, made] });
      world.bus.tell({ topic: 'chats' });
      return { menuid: made.menuid };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/menu/delconditional',
    title: '公众号：删除个性化菜单',
    token: true,
    answer: (world, { body, app }) => {
      const { appid } = allowed(world, app, 'menu');
      const menu = world.store.of(menus).get(appid);
      const left = menu?.conditional.filter(({ menuid }) => menuid !== String(body.menuid)) ?? [];
      if (!menu || left.length === menu.conditional.length) throw new MpError(65301, 'menuid not exist');
      world.store.of(menus).put(appid, { ...menu, conditional: left });
      return ok;
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/menu/trymatch',
    title: '公众号：测试个性化菜单',
    token: true,
    answer: (world, { body, app }) => {
      const account = allowed(world, app, 'menu');
      mustHave(world, account);
      const { shopper } = namedFollower(world, account, textOf(body, 'user_id'));
      return { button: menuFor(world, account, shopper.id) };
    },
  },
];

/** What she sees: the newest personal menu whose rule she meets, else everybody's. */
export function menuFor(world: World, account: OfficialAccount, shopperId: string): readonly Json[] {
  const menu = world.store.of(menus).get(account.appid);
  const tags = followerOf(world, account, shopperId)?.tags ?? [];
  const met = menu?.conditional.findLast(({ matchrule }) => {
    const asked = matchrule.tag_id ?? matchrule.group_id;
    return asked === undefined || asked === '' || tags.includes(Number(asked));
  });
  return met?.button ?? menu?.button ?? [];
}

function mustHave(world: World, { appid }: OfficialAccount): Menu {
  const menu = world.store.of(menus).get(appid);
  if (!menu) throw new MpError(46003, 'menu no exist');
  return menu;
}

const nextId = (world: World) => `4${seeded(world.seed, 'oa-menu', world.store.next('oa-menu'), 8, digits)}`;

function readButtons(given: unknown): readonly Json[] {
  const buttons = Array.isArray(given) ? given.filter(isRecord) : [];
  if (buttons.length === 0 || buttons.length > mostFirst) throw new MpError(40017, 'invalid button size');
  return buttons.map((button) => {
    const sub = Array.isArray(button.sub_button) ? button.sub_button.filter(isRecord) : [];
    const name = readName(button, 16);
    if (sub.length === 0) return { ...readAct(button), name, sub_button: [] };
    if (sub.length > mostSecond) throw new MpError(40023, 'invalid sub button size');
    return { name, sub_button: sub.map((one) => ({ ...readAct(one), name: readName(one, 60), sub_button: [] })) };
  });
}

function readName(button: Json, mostBytes: number): string {
  const name = textOf(button, 'name') ?? '';
  if (name === '' || Buffer.byteLength(name) > mostBytes) throw new MpError(40018, 'invalid button name size');
  return name;
}

function readAct(button: Json): Button {
  const type = textOf(button, 'type') ?? '';
  const text = (key: string, most: number, code: number, what: string) => {
    const value = textOf(button, key) ?? '';
    if (value === '' || Buffer.byteLength(value) > most) throw new MpError(code, what);
    return value;
  };
  const name = textOf(button, 'name') ?? '';
  if (
    [
      'click',
      'scancode_push',
      'scancode_waitmsg',
      'pic_sysphoto',
      'pic_photo_or_album',
      'pic_weixin',
      'location_select',
    ].includes(type)
  )
    return { type, name, key: text('key', 128, 40019, 'invalid button key size') };
  const url = () => {
    const value = text('url', 1024, 40020, 'invalid button url size');
    if (!/^https?:\/\//.test(value)) throw new MpError(40054, 'invalid sub button url domain');
    return value;
  };
  if (type === 'view') return { type, name, url: url() };
  if (type === 'miniprogram')
    return {
      type,
      name,
      url: url(),
      appid: text('appid', 64, 40119, 'invalid use button type'),
      pagepath: text('pagepath', 1024, 40119, 'invalid use button type'),
    };
  if (type === 'media_id' || type === 'article_id')
    return { type, name, [type]: text(type, 128, 40007, 'invalid media_id') };
  throw new MpError(40016, 'invalid button type');
}
