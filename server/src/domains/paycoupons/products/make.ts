import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type Brand, isLater, PayError, type Wechat } from '../../../wechat/index.ts';
import { payCouponErrors } from '../errors.ts';
import { PRODUCT, type ProductRow } from './product.ts';

/** Minutes between tries; the last goes on. */
const LADDER = [1, 2, 5, 15, 60] as const;
/** WeChat looks at a product before it sends any of it. */
const AUDIT_MINUTES = 5;
/** As many as WeChat counts: the shop's own limits are the narrower ones, and may be widened. */
const MOST = { count: 100_000_000, perUser: 100 } as const;
const MORNING_MS = 9.5 * 3_600_000;
const SQUARE = 1080;
const USED_AT = 'index';

/** Products that WeChat has not answered for or still looks at; each morning, how many it says it sent. Under one number each is made once. */
export function makeProducts({ brand }: Wechat): Sweep {
  return sweep({
    name: 'paycoupons.make-products',
    due: sql`(select min(due_at) from paycoupons.product where due_at is not null)`,
    run: async (ctx) => {
      if (brand === null) return 0;
      const due = await claim(ctx, sql`due_at <= ${ctx.now()}`);
      for (const one of due) await look(ctx, brand, one);
      return due.length;
    },
  });
}

/** At once, for whoever waits on the page. */
export async function makeProductNow(ctx: Ctx, { brand }: Wechat, id: string): Promise<void> {
  if (brand === null) return;
  for (const one of await claim(ctx, sql`id = ${id} and due_at is not null`)) await look(ctx, brand, one);
}

async function claim(ctx: Ctx, which: ReturnType<typeof sql>): Promise<readonly ProductRow[]> {
  const { rows } = await sql<ProductRow>`
    with due as (
      select no from paycoupons.product where ${which} order by due_at limit 10 for no key update skip locked
    )
    update paycoupons.product p set tries = p.tries + 1,
      due_at = ${ctx.now()}::timestamptz + make_interval(mins => (${[...LADDER]}::int[])[least(p.tries + 1, ${LADDER.length})])
    from due where p.no = due.no returning ${PRODUCT}
  `.execute(ctx.db);
  return rows;
}

async function look(ctx: Ctx, brand: Brand, one: ProductRow): Promise<void> {
  try {
    if (one.state === 'making') await make(ctx, brand, one);
    else await follow(ctx, brand, one);
  } catch (error) {
    ctx.log.warn({ err: error, product: one.id, tries: one.tries }, 'product coupon not made');
    const passing = isLater(error) || !(error instanceof PayError) || one.state !== 'making';
    const trouble: Words = passing ? later : plainWords(error.message);
    await sql`
      update paycoupons.product set trouble = ${JSON.stringify(trouble)}::jsonb,
        state = case when ${passing} then state else 'refused' end, due_at = case when ${passing} then due_at end
      where no = ${one.no} and state = ${one.state}
    `.execute(ctx.db);
  }
}

const later = words('微信支付暂时没有应答，会自动再试', 'WeChat Pay did not answer; it is tried again');

async function make(ctx: Ctx, brand: Brand, one: ProductRow): Promise<void> {
  // First of all: nobody can use one of which we are never told.
  await brand.setNotices(`${ctx.config.publicUrl}/pay/product-coupons/notify`);
  const pictureUrl = one.pictureUrl ?? (await uploaded(ctx, brand, one));
  const { name, description, off, threshold, beginAt, endAt, days } = one;
  const { productId, stockId } = await brand.createProduct({
    ...{ name, description, off, threshold, beginAt, endAt, days, picture: pictureUrl, background: null },
    app: { appid: one.app, path: USED_AT },
    ...{ mostCount: MOST.count, mostPerUser: MOST.perUser, outRequestNo: one.id },
  });
  await sql`
    update paycoupons.product set state = 'auditing', product_id = ${productId}, stock_id = ${stockId}, trouble = null, tries = 0,
      due_at = ${ctx.now()}
    where no = ${one.no} and state = 'making'
  `.execute(ctx.db);
}

/** Kept before the product is made: it is asked for again with the same picture. */
async function uploaded(ctx: Ctx, brand: Brand, one: ProductRow): Promise<string> {
  const file = /^\/files\/([0-9a-f]{2}\/[0-9a-f]{32}\.\w+)$/.exec(one.picture)?.[1];
  if (file === undefined) throw new Error('the picture does not lie with us');
  const { default: sharp } = await import('sharp');
  const bytes = await sharp(await readFile(path.join(ctx.files.folder, file)))
    .resize({ width: SQUARE, height: SQUARE, fit: 'cover' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 85 })
    .toBuffer();
  const url = await brand.uploadPicture({ name: `${one.id}.jpg`, bytes });
  await sql`update paycoupons.product set picture_url = ${url} where no = ${one.no}`.execute(ctx.db);
  return url;
}

const states = {
  AUDITING: 'auditing',
  SENDING: 'running',
  PAUSED: 'auditing',
  STOPPED: 'running',
  DEACTIVATED: 'stopped',
} as const;

async function follow(ctx: Ctx, brand: Brand, one: ProductRow): Promise<void> {
  const now = await brand.queryStock({ productId: one.productId ?? '', stockId: one.stockId ?? '' });
  if (now === null) throw new Error('WeChat does not know its own batch');
  const state = states[now.state];
  const soon = new Date(ctx.now().getTime() + AUDIT_MINUTES * 60_000);
  const due =
    state === 'auditing' ? soon : ctx.now() < one.endAt && state === 'running' ? nextMorning(ctx.now()) : null;
  await sql`
    update paycoupons.product p set state = ${state}, trouble = null, tries = 0, due_at = ${due}, wechat_sent = ${now.sent},
      ours_then = (select count(*)::int from paycoupons.product_coupon c where c.product_no = p.no and c.valid_to is not null)
    where no = ${one.no} and state in ('auditing', 'running')
  `.execute(ctx.db);
}

function nextMorning(now: Date): Date {
  const today = new Date(dayStart(shanghaiDay(now)).getTime() + MORNING_MS);
  return today > now ? today : new Date(dayStart(addDays(shanghaiDay(now), 1)).getTime() + MORNING_MS);
}

/** Nothing more of it goes to WeChat; what lies there is looked after to its end. Doing it again changes nothing. Throws `refused`. */
export async function stopProduct(ctx: Ctx, { brand }: Wechat, id: string): Promise<void> {
  const { rows } = await sql<ProductRow>`select ${PRODUCT} from paycoupons.product p where p.id = ${id}`.execute(
    ctx.db,
  );
  const one = rows[0];
  if (one === undefined) throw payCouponErrors.error('product_not_found', { id });
  if (one.state === 'stopped' || one.state === 'refused') return;
  if (brand === null) throw payCouponErrors.error('no_brand');
  if (one.stockId === null || one.productId === null) throw payCouponErrors.error('not_from_here', { id });
  try {
    await brand.stopStock({ productId: one.productId, stockId: one.stockId }, `${one.id}-stop`, '商家停止发放');
  } catch (error) {
    if (!(error instanceof PayError) || isLater(error)) throw error;
    throw payCouponErrors.error('refused', { id, because: error.message });
  }
  await sql`update paycoupons.product set state = 'stopped', due_at = null, trouble = null where no = ${one.no}`.execute(
    ctx.db,
  );
}
