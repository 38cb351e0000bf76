import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { payCouponContract } from '@huoshui/contracts/paycoupons';
import { type Words, words } from '@huoshui/contracts/words';
import type { ProductState } from '@huoshui/contracts/words/paycoupons';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { formatYuan } from '../../../platform/money.ts';
import { payCouponErrors } from '../errors.ts';
import type { TemplateOf, TemplateTerms } from './port.ts';
import { productForm } from './product-form.ts';

type List = (typeof payCouponContract)['GET /api/admin/product-coupons'];
type View = RouteOut<List>['items'][number];
type Off = { readonly amount: number } | { readonly percent: number };

export type ProductRow = {
  readonly no: number;
  readonly id: string;
  readonly templateId: string;
  readonly name: string;
  readonly description: string;
  readonly picture: string;
  readonly off: Off;
  readonly threshold: number;
  readonly days: number | null;
  readonly beginAt: Date;
  readonly endAt: Date;
  readonly app: string;
  readonly state: 'making' | 'auditing' | 'running' | 'stopped' | 'refused';
  readonly pictureUrl: string | null;
  readonly productId: string | null;
  readonly stockId: string | null;
  readonly trouble: Words | null;
  readonly tries: number;
  readonly wechatSent: number | null;
  readonly oursThen: number | null;
  readonly createdAt: Date;
};

/** The columns of `paycoupons.product p`. */
export const PRODUCT =
  sql.raw(`p.no, p.id, p.template_id, p.name, p.description, p.picture, p.off, p.threshold, p.days, p.begin_at,
  p.end_at, p.app, p.state, p.picture_url, p.product_id, p.stock_id, p.trouble, p.tries, p.wechat_sent, p.ours_then, p.created_at`);

/** WeChat takes a batch for so long. */
const MOST_DAYS = 365;

/** A template begins to lie in WeChat too: what is issued from now on. Throws `platform.bad_form`, `no_brand`. */
export async function createProduct(ctx: Ctx, templateOf: TemplateOf, draft: Draft): Promise<string> {
  const { coupon, name, picture, description } = await readForm(ctx, productForm, draft);
  const app = ctx.config.wechat.apps.find(({ kind }) => kind === 'mini_program');
  if (ctx.config.wechat.brand === null || app === undefined) throw payCouponErrors.error('no_brand');
  const terms = await templateOf(ctx, coupon);
  const why = terms === undefined ? words('没有这张券', 'There is no such coupon') : whyNot(terms, ctx.now());
  if (terms === undefined || why !== null) throw badForm([{ at: 'coupon', words: why ?? words('', '') }]);
  const { beginAt, endAt, days } = windowOf(terms, ctx.now());
  const id = newId('ppc');
  const { numAffectedRows } = await sql`
    insert into paycoupons.product (id, template_id, name, description, picture, off, threshold, days, begin_at, end_at, app, state,
      due_at, created_at)
    values (${id}, ${coupon}, ${name}, ${description}, ${picture}, ${JSON.stringify(offOf(terms))}::jsonb, ${terms.threshold},
      ${days}, ${beginAt}, ${endAt}, ${app.appid}, 'making', ${ctx.now()}, ${ctx.now()})
    on conflict (template_id) do nothing
  `.execute(ctx.db);
  if (Number(numAffectedRows) !== 1)
    throw badForm([{ at: 'coupon', words: words('这张券已经在微信卡包里了', 'This coupon lies in WeChat already') }]);
  return id;
}

/** What WeChat's 全场单券 cannot say. */
function whyNot({ state, discount, scope, hours, validity }: TemplateTerms, now: Date): Words | null {
  if (state !== 'active') return words('这张券没有在发放', 'This coupon is not being given');
  if (discount.kind !== 'amount' && discount.kind !== 'percent')
    return words('只有满减券和折扣券能放进微信卡包', 'Only an amount or a percentage off can lie in WeChat');
  if (discount.kind === 'percent' && discount.cap !== null)
    return words('微信的折扣券没有最高减免', 'A percentage at WeChat has no upper bound');
  if (scope.kind !== 'all')
    return words('只有全场可用的券能放进微信卡包', 'Only a coupon for all goods can lie in WeChat');
  if (hours !== null)
    return words('限时段使用的券还不能放进微信卡包', 'A coupon of some hours cannot lie in WeChat yet');
  if (validity.kind !== 'between') return null;
  const [from, to] = [Date.parse(validity.from), Date.parse(validity.to)];
  if (to <= now.getTime()) return words('这张券已经过期', 'This coupon is out of date');
  return to - from > MOST_DAYS * DAY_MS ? words('有效期超过 365 天', 'It is good for more than 365 days') : null;
}

function offOf({ discount }: TemplateTerms): Off {
  if (discount.kind === 'amount') return { amount: discount.amount };
  if (discount.kind === 'percent') return { percent: discount.percentOff };
  throw new Error('what cannot lie in WeChat was refused before');
}

/**
 * Days of ours end with a business day, WeChat's with the hour: one more there, so that it never ends before ours does. Then it is taken
 * away as ours is over.
 */
function windowOf({ validity }: TemplateTerms, now: Date) {
  if (validity.kind === 'between')
    return { beginAt: new Date(validity.from), endAt: new Date(validity.to), days: null };
  const endAt = new Date(now.getTime() + MOST_DAYS * DAY_MS - 1000);
  return { beginAt: now, endAt, days: Math.min(MOST_DAYS, validity.days + 1) };
}

/** Throws `product_not_found`. */
export async function findProduct(ctx: Ctx, id: string): Promise<View> {
  const { rows } = await sql<ShownRow>`${shown} where p.id = ${id}`.execute(ctx.db);
  const row = rows[0];
  if (row === undefined) throw payCouponErrors.error('product_not_found', { id });
  return presentProduct(row, ctx.now());
}

type ShownRow = ProductRow & Record<'coupons' | 'sent' | 'used' | 'waiting', number>;

const shown = sql`
  select ${PRODUCT}, n.coupons, n.sent, n.used, n.waiting from paycoupons.product p cross join lateral (
    select count(*)::int as coupons, (count(*) filter (where c.theirs <> 'none' and c.valid_to is not null))::int as sent,
      (count(*) filter (where c.theirs = 'used'))::int as used, (count(*) filter (where c.trouble is not null))::int as waiting
    from paycoupons.product_coupon c where c.product_no = p.no
  ) n`;

export async function listProducts(ctx: Ctx, query: RouteIn<List>['query']): Promise<RouteOut<List>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['bigint'])?.[0] ?? null;
  const state = sql`case when p.state not in ('refused', 'stopped') and p.end_at <= ${ctx.now()} then 'ended' else p.state end`;
  const which = sql`strpos(lower(p.name), lower(${query.q?.trim() ?? ''})) > 0
    and (${query.state ?? null}::text is null or ${state} = ${query.state ?? null})`;
  const { rows } = await sql<ShownRow>`
    ${shown} where ${which} and (${after}::bigint is null or p.no < ${after}) order by p.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    ({ no }) => [no],
    (row) => presentProduct(row, ctx.now()),
  );
  if (after !== null) return page;
  return { ...page, ...(await countUpTo(ctx, 10_000, sql`select from paycoupons.product p where ${which}`)) };
}

function presentProduct(row: ShownRow, now: Date): View {
  const { id, templateId, name, description, picture, off, threshold, days, stockId, trouble } = row;
  return {
    ...{ id, templateId, name, description, picture, days, stockId, trouble },
    state: stateOf(row, now),
    sentence: offWords(off, threshold),
    ...{ coupons: row.coupons, sent: row.sent, used: row.used, waiting: row.waiting },
    wechatSent: row.wechatSent === null ? null : { theirs: row.wechatSent, ours: row.oursThen ?? 0 },
    from: row.beginAt.toISOString(),
    until: row.endAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}

export function stateOf({ state, endAt }: Pick<ProductRow, 'state' | 'endAt'>, now: Date): ProductState {
  return state !== 'refused' && state !== 'stopped' && now >= endAt ? 'ended' : state;
}

function offWords(off: Off, threshold: number): Words {
  const from = formatYuan(threshold, true);
  const { zh, en } = threshold === 0 ? words('无门槛', ', no minimum') : words(`满 ${from} `, ` from ¥${from}`);
  if ('percent' in off) return words(`${zh}打 ${(100 - off.percent) / 10} 折`, `${off.percent}% off${en}`);
  const amount = formatYuan(off.amount, true);
  return words(`${zh}减 ${amount} 元`, `¥${amount} off${en}`);
}
