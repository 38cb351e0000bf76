import type { staffSendKind } from '@huoshui/contracts/words/scrm';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { staffSent } from '../events.ts';
import { titleOfScript } from '../scripts/scripts.ts';
import { customerOf, me } from './hers.ts';
import type { HerPorts } from './ports.ts';
import type { In, Out } from './shapes.ts';

type Goods = Out<'GET /api/staff/goods'>;
export type Sendable = Goods['items'][number]['send'];

const MOST_GOODS = 30;
const MOST_CARDS = 50;
/** Where goods and coupons are in the mini program. */
const PRODUCT = 'catalog/pages/product';
const WALLET = 'coupons/pages/wallet';

/** A card of the mini program: WeCom wants `.html` behind the path. Source: document/path/94348 */
export function cardOf(
  ctx: Ctx,
  {
    title,
    page,
    query = {},
    image,
  }: { title: string; page: string; query?: Record<string, string>; image: string | null },
): NonNullable<Sendable['card']> {
  const [app] = ctx.config.wechat.apps;
  const search = new URLSearchParams(query).toString();
  return {
    appid: app.appid,
    title: [...title].slice(0, 60).join(''),
    image: new URL(image ?? '/console/coupon-card.png', ctx.config.publicUrl).toString(),
    page: `${page}.html${search === '' ? '' : `?${search}`}`,
  };
}

export function productCard(ctx: Ctx, { id, name, image }: { id: string; name: string; image: string | null }) {
  return cardOf(ctx, { title: name, page: PRODUCT, query: { id, from: 'staff' }, image });
}

/** Of each of these products; one that is not on sale any more is absent. */
export async function productCards(
  ctx: Ctx,
  her: HerPorts,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<Sendable['card']>>> {
  const asked = [...new Set(ids)].slice(0, MOST_CARDS);
  if (asked.length === 0) return new Map();
  const { items } = await her.goods(ctx, { ids: asked.join(','), sort: 'sold', limit: MOST_CARDS });
  return new Map(items.map((one) => [one.id, productCard(ctx, one)]));
}

export function walletCard(ctx: Ctx, title: string) {
  return cardOf(ctx, { title, page: WALLET, image: null });
}

export async function listGoods(ctx: Ctx, her: HerPorts, q: string): Promise<Goods> {
  const asked = q.trim() === '' ? {} : { q: q.trim() };
  const { items } = await her.goods(ctx, { ...asked, sort: 'sold', limit: MOST_GOODS });
  return {
    items: items.map(({ id, name, image, price, soldOut }) => ({
      ...{ id, name, image, price, soldOut },
      send: { text: null, card: productCard(ctx, { id, name, image }) },
    })),
  };
}

/** Told once it has gone into the chat; figures of scripts and of staff are read from it. */
export async function noteSent(
  ctx: Ctx,
  externalUserid: string,
  { kind, of }: In<'POST /api/staff/customers/:id/sends'>['body'],
  label: string,
): Promise<{ id: string }> {
  const { memberId, personNo } = await customerOf(ctx, externalUserid);
  const { id: userid, name: staff } = me(ctx);
  ctx.emit(staffSent, {
    personNo,
    payload: { memberId: memberId ?? '', externalUserid, userid, staff, kind, of, label },
  });
  return { id: newId('snt') };
}

/** What it is called that was sent. */
export async function labelOf(ctx: Ctx, kind: keyof typeof staffSendKind, of: string): Promise<string> {
  if (kind === 'script') return (await titleOfScript(ctx, of)) ?? '';
  if (kind !== 'product' && kind !== 'coupon') return '';
  return (await ctx.names(ctx, [{ of: kind, id: of }]))(kind, of)?.zh ?? '';
}
