import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { saidText } from '../../platform/said.ts';
import type { BenefitItem, BenefitKind, Gift } from '../benefits/index.ts';
import { accounts } from '../members/index.ts';
import { findStocks, noteOf, type StockRow } from './stock.ts';
import { worthWords } from './stock-form.ts';

const stockOf = (item: BenefitItem): string => String(item.stockId ?? '');

/**
 * Coupons of WeChat Pay as a benefit: `wechat_pay_coupon:pcs_…`. Given is promised: the ledger has it and the stock counts it, and WeChat is
 * asked to send it once that is committed (`send`). What it costs at most is its worth. Who has no account in an app of ours cannot be sent one.
 */
export const payCouponKind: BenefitKind = {
  name: 'wechat_pay_coupon',

  itemOf: (stockId) => ({ kind: 'wechat_pay_coupon', stockId }),

  async names(ctx, ids) {
    return new Map(
      [...(await findStocks(ctx, ids))].map(([id, row]) => {
        const note = noteOf(row, ctx.now());
        return [id, { name: row.name, ended: note !== null, note }];
      }),
    );
  },

  async cost(ctx, items) {
    const stocks = await findStocks(ctx, items.map(stockOf));
    return items.map((item) => {
      const row = stocks.get(stockOf(item));
      if (row === undefined || noteOf(row, ctx.now()) !== null) return null;
      const { amount, minimum, name, total, given, perMember, id } = row;
      const { from, to } = windowOf(row, ctx.now());
      return {
        ...{ label: name, cost: amount, most: amount, left: total - given, validFrom: from, validTo: to },
        sentence: worthWords(amount, minimum).zh,
        once: perMember === 1 ? [{ id: `wechat_pay_coupon:${id}`, label: name }] : [],
      };
    });
  },

  async grant(ctx, gifts) {
    const apps = ctx.config.wechat.apps.map(({ appid }) => appid);
    const hers = await accounts.of(
      ctx,
      gifts.map(({ personNo }) => personNo),
      apps,
    );
    const stocks = await lockStocks(ctx, gifts);
    const held = await countHeld(ctx, gifts, stocks);
    const promised = gifts.flatMap((gift) => {
      const stock = stocks.get(stockOf(gift.item));
      const account = hers.get(gift.personNo)?.[0];
      if (stock === undefined || account === undefined || noteOf(stock, ctx.now()) !== null) return [];
      const key = `${stock.no}:${gift.personNo}`;
      const count = held.get(key) ?? 0;
      if (count >= stock.perMember) return [];
      held.set(key, count + 1);
      stocks.set(stock.id, { ...stock, given: stock.given + 1 });
      return [{ gift, stock, account }];
    });
    await insert(ctx, promised);
    return new Set(promised.map(({ gift }) => gift.grantId));
  },

  /** What WeChat was never asked for; what was sent, WeChat takes back from nobody. */
  async revoke(ctx, grantIds) {
    const { rows } = await sql<{ grantId: string }>`
      with back as (
        update paycoupons.coupon set state = 'withdrawn', due_at = null
        where grant_id = any(${[...grantIds]}::text[]) and state = 'sending' and handed_at is null returning stock_no, grant_id
      ), freed as (
        update paycoupons.stock s set given = s.given - n.count
        from (select stock_no, count(*)::int as count from back group by 1) n where s.no = n.stock_no
      )
      select grant_id from back
    `.execute(ctx.db);
    return new Set(rows.map(({ grantId }) => grantId));
  },
};

/** From when until when one that is given now is good, as it will be told once WeChat has sent it. */
export function windowOf({ beginAt, endAt, days }: StockRow, now: Date): { readonly from: Date; readonly to: Date } {
  const end = days === null ? endAt : new Date(Math.min(endAt.getTime(), now.getTime() + days * DAY_MS));
  return { from: beginAt > now ? beginAt : now, to: end };
}

/** Held until the commit, in id order: nobody gives past what there is meanwhile. */
async function lockStocks(ctx: Ctx, gifts: readonly Gift[]): Promise<Map<string, StockRow>> {
  const ids = [...new Set(gifts.map(({ item }) => stockOf(item)))];
  await sql`select from paycoupons.stock where id = any(${ids}::text[]) order by no for no key update`.execute(ctx.db);
  return new Map(await findStocks(ctx, ids));
}

/** How many each has of each, whoever gave them: by `stock no:person no`. */
async function countHeld(
  ctx: Ctx,
  gifts: readonly Gift[],
  stocks: ReadonlyMap<string, StockRow>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ stockNo: string; personNo: number; count: number }>`
    select stock_no, person_no, count(*)::int as count from paycoupons.coupon
    where stock_no = any(${[...stocks.values()].map(({ no }) => no)}::bigint[])
      and person_no = any(${gifts.map(({ personNo }) => personNo)}::int[]) and state not in ('failed', 'withdrawn')
    group by 1, 2
  `.execute(ctx.db);
  return new Map(rows.map(({ stockNo, personNo, count }) => [`${stockNo}:${personNo}`, count]));
}

type Promised = {
  readonly gift: Gift;
  readonly stock: StockRow;
  readonly account: { readonly app: string; readonly openid: string };
};

async function insert(ctx: Ctx, promised: readonly Promised[]): Promise<void> {
  if (promised.length === 0) return;
  const rows = promised.map(({ gift, stock, account }) => ({
    ...{ id: newId('pcc'), stock_no: stock.no, grant_id: gift.grantId, member_id: gift.memberId },
    ...{ person_no: gift.personNo, app: account.app, openid: account.openid },
    ...{
      because: saidText(gift.because.label),
      said: gift.because.said === undefined ? null : saidText(gift.because.said),
    },
  }));
  await sql`
    with made as (
      insert into paycoupons.coupon (id, stock_no, grant_id, member_id, person_no, app, openid, state, because, said, given_at, due_at)
      select id, stock_no, grant_id, member_id, person_no, app, openid, 'sending', because, said, ${ctx.now()}, ${ctx.now()}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id text, stock_no bigint, grant_id text, member_id text,
        person_no int, app text, openid text, because text, said text)
      returning stock_no
    )
    update paycoupons.stock s set given = s.given + n.count
    from (select stock_no, count(*)::int as count from made group by 1) n where s.no = n.stock_no
  `.execute(ctx.db);
}
