import type { FastifyInstance } from 'fastify';
import { postNotice } from '../messages/notice.ts';
import { readBody, readParam, readQuery } from '../phone/read.ts';
import { openidOf, type Shopper, shoppers } from '../phone/shopper.ts';
import { BadInput } from '../world/bad-input.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import { isRecord, type Json, textOf } from '../world/json.ts';
import { digits, seeded } from '../world/seed.ts';
import type { World } from '../world/world.ts';
import { accountOf, capabilitiesOf } from './account.ts';
import { codeByKey, keyOfTicket } from './codes.ts';
import { followerOf, followersOf, isFollowing, newFollower, putFollower } from './follower.ts';
import { menuFor } from './menus.ts';
import { type AccountPush, tellAccount } from './push.ts';
import { closeWindows, openWindow } from './window.ts';

const longestText = 600;

/** Official accounts on the phones of shoppers. Below `/sandbox/api`. */
export function mountAccountPhones(app: FastifyInstance, world: World, push: AccountPush): void {
  const shopperOf = (id: string): Shopper => {
    const shopper = world.store.of(shoppers).get(id);
    if (!shopper) throw new BadInput('没有这位模拟顾客', 404);
    return shopper;
  };
  const named = (appid: string): OfficialAccount => {
    const account = accountOf(world, appid);
    if (!account) throw new BadInput('没有这个公众号', 404);
    return account;
  };
  const followed = (shopper: Shopper, account: OfficialAccount): void => {
    if (!isFollowing(world, account, shopper.id)) throw new BadInput('还没有关注这个公众号', 409);
  };

  app.get('/accounts', async () => ({
    accounts: world.credentials.accounts.map((account) => ({
      ...{ appid: account.appid, name: account.name, type: account.type, verified: account.verified },
      capabilities: capabilitiesOf(account),
      followers: followersOf(world, account).length,
    })),
  }));
  app.get('/shoppers/:id/accounts', async (request) => {
    const shopper = shopperOf(readParam(request, 'id'));
    return {
      accounts: world.credentials.accounts.map((account) => ({
        ...{ appid: account.appid, name: account.name, type: account.type, verified: account.verified },
        openid: openidOf(world, shopper, account),
        followed: isFollowing(world, account, shopper.id),
        menu: menuFor(world, account, shopper.id),
      })),
    };
  });

  app.post('/shoppers/:id/accounts/:appid/follow', async (request) => {
    const [shopper, account] = [shopperOf(readParam(request, 'id')), named(readParam(request, 'appid'))];
    await follow(world, push, account, shopper, { scene: 'ADD_SCENE_SEARCH', sceneId: 0, sceneStr: '', ticket: '' });
    return { ok: true };
  });
  app.delete('/shoppers/:id/accounts/:appid/follow', async (request) => {
    const [shopper, account] = [shopperOf(readParam(request, 'id')), named(readParam(request, 'appid'))];
    const follower = followerOf(world, account, shopper.id);
    if (!follower?.subscribed) throw new BadInput('还没有关注这个公众号', 409);
    putFollower(world, { ...follower, subscribed: false, remark: '', tags: [] });
    closeWindows(world, account, shopper.id);
    await tellAccount(world, push, account, shopper, { MsgType: 'event', Event: 'unsubscribe', EventKey: '' });
    return { ok: true };
  });

  // What a camera reads of 带参数的二维码, and the tap on 关注公众号 below it.
  app.get('/shoppers/:id/account-codes/:key', async (request) => {
    const shopper = shopperOf(readParam(request, 'id'));
    const code = codeByKey(world, readParam(request, 'key'));
    const account = accountOf(world, code?.appid);
    if (!account) return { outcome: 'unknown' };
    return {
      outcome: 'shown',
      appid: account.appid,
      name: account.name,
      followed: isFollowing(world, account, shopper.id),
    };
  });
  // A picture at showqrcode that she presses.
  app.get('/account-tickets', async (request) => {
    const key = keyOfTicket(world, readQuery(request).ticket ?? '');
    if (key === undefined) throw new BadInput('这不是公众号的二维码', 404);
    return { key };
  });
  app.post('/shoppers/:id/account-codes/:key', async (request) => {
    const shopper = shopperOf(readParam(request, 'id'));
    const code = codeByKey(world, readParam(request, 'key'));
    if (!code) throw new BadInput('二维码已失效', 404);
    const account = named(code.appid);
    await follow(world, push, account, shopper, { scene: 'ADD_SCENE_QR_CODE', ...code });
    return { appid: account.appid };
  });

  app.post('/shoppers/:id/accounts/:appid/messages', async (request) => {
    const [shopper, account] = [shopperOf(readParam(request, 'id')), named(readParam(request, 'appid'))];
    followed(shopper, account);
    const title = (textOf(readBody(request), 'text') ?? '').trim();
    if (title === '' || [...title].length > longestText) throw new BadInput(`消息应为 1 到 ${longestText} 个字`);
    postNotice(world, { shopperId: shopper.id, chat: 'account', from: account.appid, title, mine: true });
    openWindow(world, account, shopper.id, 'message');
    const MsgId = Number(
      seeded(world.seed, 'oa-message', world.store.next('oa-message'), 15, '123456789'.concat(digits)),
    );
    await tellAccount(world, push, account, shopper, { MsgType: 'text', Content: title, MsgId });
    return { ok: true };
  });

  /** `{name}` of a button that she taps: what the phone has to open, if anything. */
  app.post('/shoppers/:id/accounts/:appid/menu', async (request): Promise<Json> => {
    const [shopper, account] = [shopperOf(readParam(request, 'id')), named(readParam(request, 'appid'))];
    followed(shopper, account);
    const name = textOf(readBody(request), 'name') ?? '';
    const buttons = menuFor(world, account, shopper.id).flatMap((one) => [
      one,
      ...(Array.isArray(one.sub_button) ? one.sub_button.filter(isRecord) : []),
    ]);
    const button = buttons.find((one) => one.name === name && one.type !== undefined);
    if (!button) throw new BadInput('菜单里没有这一项', 404);
    const key = textOf(button, 'key');
    if (key !== undefined) {
      openWindow(world, account, shopper.id, 'menu');
      await tellAccount(world, push, account, shopper, { MsgType: 'event', Event: 'CLICK', EventKey: key });
      return { opens: null };
    }
    const [url, page, appid] = [textOf(button, 'url') ?? '', textOf(button, 'pagepath'), textOf(button, 'appid')];
    const Event = page === undefined ? 'VIEW' : 'view_miniprogram';
    await tellAccount(world, push, account, shopper, { MsgType: 'event', Event, EventKey: page ?? url, MenuId: 1 });
    return { opens: page === undefined ? { url } : { page, appid } };
  });
}

type Way = { readonly scene: string; readonly sceneId: number; readonly sceneStr: string; readonly ticket: string };

/** Who follows already and scans tells so by SCAN, without `qrscene_`; by a search she just finds it again. */
async function follow(
  world: World,
  push: AccountPush,
  account: OfficialAccount,
  shopper: Shopper,
  way: Way,
): Promise<void> {
  const { scene, sceneId, sceneStr, ticket } = way;
  const value = sceneStr || String(sceneId);
  const known = isFollowing(world, account, shopper.id);
  if (known && ticket === '') return;
  if (!known) newFollower(world, account, shopper, { scene, qrScene: sceneId, qrSceneStr: sceneStr });
  openWindow(world, account, shopper.id, known ? 'scan' : 'follow');
  const by: Readonly<Record<string, string>> =
    ticket === '' ? { EventKey: '' } : { EventKey: known ? value : `qrscene_${value}`, Ticket: ticket };
  await tellAccount(world, push, account, shopper, { MsgType: 'event', Event: known ? 'SCAN' : 'subscribe', ...by });
}
