import { randomUUID } from 'node:crypto';
import type { Shop } from './shop.ts';
import type { Shopper } from './shopper.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the page of OAuth would lead a member of staff back with. */
export async function codeOf({ sandbox }: Pick<Shop, 'sandbox'>, userid: string): Promise<string> {
  return String(Object(await sandbox(`POST /staff/${userid}/oauth-code`, {})).code);
}

/** A token of hers. */
export async function staffSignsIn(shop: Pick<Shop, 'sandbox' | 'api'>, userid: string): Promise<string> {
  return (await shop.api('POST /api/staff/session', { body: { code: await codeOf(shop, userid) } })).token;
}

/** The shopper adds this member of staff; answers who she is to the corp. */
export async function befriend(shop: Shop, shopper: Shopper, userid: string): Promise<string> {
  const { api, app, sandbox, owner } = shop;
  const way = await api('POST /api/admin/contact-ways', {
    cookie: owner.cookie,
    body: {
      values: {
        name: `活码 ${randomUUID().slice(0, 8)}`,
        staff: [{ who: userid, weight: 1, perDay: null }],
        ...{ days: null, from: null, until: null, perDay: null, inAll: null, fallback: null },
        ...{ welcome: '你好', welcomeBought: null, coupon: null, couponFor: 'everyone', remark: null, tags: null },
      },
    },
  });
  await app.settle();
  const { picture } = await api('POST /api/shop/contact-ways/:id/visits', {
    token: shopper.token,
    params: { id: way.id },
  });
  const key = await shop.keyOf(picture);
  await sandbox(`POST /shoppers/${shopper.wechatId}/contact-ways/${key}`, { userid });
  await app.settle();
  return String(Object(await sandbox(`GET /staff/${userid}/customers/${shopper.wechatId}/external`)).userId);
}

/** What a member of staff wrote to her, as her phone shows it. */
export async function chatOf({ sandbox }: Pick<Shop, 'sandbox'>, { wechatId }: Shopper): Promise<Json[]> {
  const { chats }: { chats: { id: string; notices: Json[] }[] } = Object(
    await sandbox(`GET /shoppers/${wechatId}/chats`),
  );
  const found = chats.find(({ id }) => id.startsWith('wecom:'));
  return (found?.notices ?? []).map(({ title, page }) => ({ title, page }));
}
