import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { isLater, type ServiceCard, WechatError } from '../../../wechat/index.ts';
import type { OrderPorts } from '../ports.ts';
import { operatorsOnly, tellEvents } from '../tell-events.ts';

/** Calls to WeChat at the same time; not measured. */
const AT_ONCE = 20;
/** A minute apart at first, as WeChat asks, then doubling: within the day in which a card may be begun. */
const MOST_TRIES = 10;
/** 85437: it does not know the payment yet. 85431: it is busy. */
const LATER = [85437, 85431];

type Due = {
  readonly orderId: string;
  readonly wanted: number;
  readonly told: number | null;
  readonly tries: number;
  readonly number: string;
  readonly app: string;
  readonly openid: string;
  readonly transactionId: string;
  /** By WeChat's word: it holds both against what it knows, the time to the second. */
  readonly paid: number;
  readonly paidAt: Date;
  readonly quantity: number;
  readonly lines: readonly {
    readonly image: string | null;
    readonly name: string;
    readonly productId: string | null;
    readonly count: number;
    readonly price: number;
  }[];
};

/** Tell WeChat what the cards are to show. A card begins with what is to be shipped, then shows how far it came. */
export function tellCards({ wechat }: OrderPorts): Sweep {
  return sweep({
    name: 'orders.tell-cards',
    due: sql`(select min(due_at) from orders.card where due_at is not null)`,
    run: async (ctx) => {
      const due = await claimDue(ctx);
      await Promise.all(due.map(async (card) => tellOne(ctx, wechat, card)));
      return due.length;
    },
  });
}

async function claimDue(ctx: Ctx): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with due as (
      select order_id from orders.card where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for update skip locked
    )
    update orders.card c set tries = c.tries + 1,
      due_at = ${ctx.now()}::timestamptz + make_interval(mins => least(power(2, c.tries)::int, 240))
    from due, orders.placed o, orders.payment p
    where c.order_id = due.order_id and o.id = c.order_id and p.transaction_id = o.transaction_id
    returning c.order_id, c.wanted, c.told, c.tries, o.number, o.app, o.openid, o.transaction_id, p.amount as paid, p.paid_at, o.quantity,
      (select jsonb_agg(jsonb_build_object('image', l.image, 'name', l.name, 'productId', l.product_id, 'count', l.quantity,
          'price', l.unit_price) order by l.position) from orders.line l where l.order_id = o.id and l.gift is null) as lines
  `.execute(ctx.db);
  return rows;
}

async function tellOne(ctx: Ctx, wechat: OrderPorts['wechat'], due: Due): Promise<void> {
  const app = wechat.app(due.app);
  if (!app) return end(ctx, due, words('支付这笔订单的小程序已不在配置里', 'Its app is no longer configured'));
  const card = cardOf(ctx, due);
  if (card === null) return end(ctx, due, words('商品没有图片', 'None of its goods has a picture'));
  try {
    await app.setServiceCard(card);
    await noteTold(ctx, due, card);
  } catch (error) {
    const code = error instanceof WechatError ? error.errcode : null;
    const later = isLater(error) || (code !== null && LATER.includes(code));
    ctx.log.warn({ err: error, order: due.orderId, tries: due.tries }, 'service card not told to WeChat');
    if (later && due.tries < MOST_TRIES) return;
    await end(ctx, due, plainWords(error instanceof Error ? error.message : String(error)));
  }
}

/** The last one that is allowed is one step from what it showed last; null when there is nothing to show of it. */
function cardOf({ config }: Ctx, due: Due): ServiceCard | null {
  const status = due.told === null ? 2 : due.wanted === 3 ? 3 : 4;
  const goods = due.lines.flatMap(({ image, name, productId, count, price }) =>
    image === null
      ? []
      : [
          {
            image: image.startsWith('/') ? `${config.publicUrl}${image}` : image,
            name,
            page: productId === null ? pageOf(due) : `catalog/pages/product?id=${productId}`,
            count,
            price,
          },
        ],
  );
  if (goods.length === 0) return null;
  const { openid, transactionId, quantity, paid, paidAt } = due;
  return {
    openid,
    transactionId,
    status,
    page: pageOf(due),
    count: quantity,
    goods,
    ...(due.told === null ? { activate: { paidAmount: paid, paidAt } } : {}),
  };
}

function pageOf({ number }: Due): string {
  return `orders/pages/order?number=${number}`;
}

/** What it was to show may have changed while it was told: then it is due again. */
async function noteTold(ctx: Ctx, { orderId }: Due, { status }: ServiceCard): Promise<void> {
  await sql`
    update orders.card set told = ${status}, tries = 0, activated_at = coalesce(activated_at, ${ctx.now()}),
      due_at = case when wanted > ${status}::int then ${ctx.now()}::timestamptz end
    where order_id = ${orderId} and failure is null
  `.execute(ctx.db);
}

async function end(ctx: Ctx, { orderId }: Due, failure: Words): Promise<void> {
  await endCard(ctx, orderId, failure);
}

/** No more is told of it; the house reads why, once. */
export async function endCard(ctx: Ctx, orderId: string, failure: Words): Promise<void> {
  const { numAffectedRows } = await sql`
    update orders.card set due_at = null, failure = ${JSON.stringify(failure)}::jsonb
    where order_id = ${orderId} and failure is null
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) return;
  const title = words('微信服务卡片没有送达', 'The service card did not reach her');
  await tellEvents(ctx, [{ orderId, kind: operatorsOnly, title, detail: failure }]);
}
