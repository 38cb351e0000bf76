import type { RouteOut } from '@huoshui/contracts/contract';
import type { flashSaleContract } from '@huoshui/contracts/flash-sales';
import type { Joining } from '@huoshui/contracts/words/activities';
import type { Taking } from '@huoshui/contracts/words/flash-sales';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { findProductSkus, findSkus, sellsFor } from '../../catalog/index.ts';
import { type ActivityRow, stateOf } from '../activity.ts';
import { leftToday } from '../capacity/capacity.ts';
import type { IsFor } from '../is-for.ts';
import type { LiveNow } from '../live.ts';
import { type Her, meet } from '../met.ts';
import type { FlashTerms } from '../play.ts';
import { decideTakes } from './decide.ts';
import {
  flashStateOf,
  flashTermsOf,
  SESSION,
  type SessionRow,
  stockOfSessions,
  type TakeRow,
  takesOfPersons,
} from './session.ts';

type Offer = NonNullable<RouteOut<(typeof flashSaleContract)['GET /api/shop/products/:id/flash-sale']>['offer']>;
type Session = Offer['session'];
type Goods = Session['goods'][number];

/** What its page shows her: sessions of the day that is on, or of the next one; null where it is no flash sale. */
export async function showFlashSale(ctx: Ctx, her: Her, activity: ActivityRow, joining: Joining) {
  const terms = flashTermsOf(activity, activity.own);
  if (terms === null) return null;
  const sessions = await presentSessions(
    ctx,
    her,
    { activity, terms, forHer: joining !== 'not_for_her' },
    await dayOf(ctx, activity),
  );
  const { perOrder, perMember, payMinutes } = terms;
  return { perOrder, perMember, payMinutes, sessions };
}

/** Of the day of the first session that is not over; when all are, of the last day. */
async function dayOf(ctx: Ctx, { no }: ActivityRow): Promise<readonly SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select ${SESSION} from activities.flash_session s where s.activity_no = ${no} and s.ends_at > s.starts_at order by s.starts_at
  `.execute(ctx.db);
  const first = rows.find((one) => flashStateOf(one, ctx.now()) !== 'over') ?? rows.at(-1);
  return first === undefined
    ? []
    : rows.filter(({ startsAt }) => shanghaiDay(startsAt) === shanghaiDay(first.startsAt));
}

/** Of each of these activities that is a flash sale the session that is on, or the next one. */
export async function turnsOf(ctx: Ctx, activities: readonly ActivityRow[]) {
  const nos = activities.filter((one) => flashTermsOf(one, one.own) !== null).map(({ no }) => no);
  if (nos.length === 0) return new Map<number, ReturnType<typeof presentTurn>>();
  const { rows } = await sql<SessionRow>`
    select distinct on (s.activity_no) ${SESSION} from activities.flash_session s
    where s.activity_no = any(${nos}::int[]) and s.closed_at is null and s.ends_at > ${ctx.now()} and s.ends_at > s.starts_at
    order by s.activity_no, s.starts_at
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.activityNo, presentTurn(ctx, row)]));
}

function presentTurn(ctx: Ctx, session: SessionRow) {
  const { startsAt, endsAt } = session;
  return {
    state: flashStateOf(session, ctx.now()),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  };
}

type Of = { readonly activity: ActivityRow; readonly terms: FlashTerms; readonly forHer: boolean };

async function presentSessions(ctx: Ctx, her: Her, of: Of, sessions: readonly SessionRow[]): Promise<Session[]> {
  const nos = sessions.map(({ no }) => no);
  const [stock, had, skus, reminded, pending, today] = [
    await stockOfSessions(ctx, nos),
    await takesOfPersons(ctx, [her.personNo], [of.activity.no]),
    await findSkus(
      ctx,
      of.terms.goods.map(({ sku }) => sku),
    ),
    await remindersOf(ctx, her, nos),
    await pendingOf(ctx, nos),
    await leftToday(ctx, of.activity),
  ];
  const mayTake = (session: SessionRow, skuId: string): Taking => {
    if (!of.forHer) return 'not_for_her';
    const state = flashStateOf(session, ctx.now());
    if (state !== 'running') return state === 'before' ? 'early' : 'over';
    const [verdict = 'no_goods'] = decideTakes([{ personNo: her.personNo, skuId, quantity: 1 }], {
      left: new Map(stock.filter(({ sessionNo }) => sessionNo === session.no).map((one) => [one.skuId, one.unsold])),
      had: had.map((one) => ({ ...one, kept: one.state === 'kept' && one.keepUntil > ctx.now() })),
      ...{ perOrder: of.terms.perOrder, perMember: of.terms.perMember, today },
    });
    return verdict;
  };
  return sessions.map((session) => ({
    id: session.id,
    startsAt: session.startsAt.toISOString(),
    endsAt: session.endsAt.toISOString(),
    state: flashStateOf(session, ctx.now()),
    reminded: reminded.has(session.no),
    goods: of.terms.goods.flatMap(({ sku, price }): Goods[] => {
      const [facts, row] = [skus.get(sku), stock.find((one) => one.sessionNo === session.no && one.skuId === sku)];
      if (facts === undefined || row === undefined) return [];
      const { productId, name, values, image } = facts;
      return [
        {
          ...{ skuId: sku, productId, name, values: [...values], image, price, alone: sellsFor(facts) },
          ...{ total: row.total, left: row.unsold, mayReturn: row.unsold === 0 && pending.has(`${session.no} ${sku}`) },
          taking: mayTake(session, sku),
        },
      ];
    }),
    takes: had.filter((one) => one.sessionNo === session.no && isPending(ctx, one)).map(presentTake),
  }));
}

/** Hers to order or to pay. */
const isPending = (ctx: Ctx, { state, keepUntil }: TakeRow): boolean =>
  state === 'ordered' || (state === 'kept' && keepUntil > ctx.now());

export function presentTake({ id, skuId, units, state, keepUntil, orderId }: TakeRow) {
  return { id, skuId, units, state, keepUntil: keepUntil.toISOString(), orderId };
}

async function remindersOf(ctx: Ctx, { personNo }: Her, nos: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ sessionNo: number }>`
    select session_no from activities.flash_reminder where person_no = ${personNo} and session_no = any(${[...nos]}::int[])
  `.execute(ctx.db);
  return new Set(rows.map(({ sessionNo }) => sessionNo));
}

/** Goods of which some are not paid yet. */
async function pendingOf(ctx: Ctx, nos: readonly number[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select distinct session_no || ' ' || sku_id as key from activities.flash_take
    where session_no = any(${[...nos]}::int[]) and state in ('kept', 'ordered')
  `.execute(ctx.db);
  return new Set(rows.map(({ key }) => key));
}

type Ports = { readonly live: LiveNow; readonly isFor: IsFor };

/** What the page of a product says: the session that has it now, or the next one; she is drawn into an arm, since here it would be shown. */
export async function flashOfProduct(
  ctx: Ctx,
  { live, isFor }: Ports,
  her: Her,
  productId: string,
): Promise<Offer | null> {
  const skus = new Set((await findProductSkus(ctx, [productId])).get(productId)?.map(({ id }) => id));
  for (const activity of await live(ctx)) {
    const terms = flashTermsOf(activity, activity.own);
    if (terms === null || !terms.goods.some(({ sku }) => skus.has(sku))) continue;
    if (!['warm_up', 'running'].includes(stateOf(activity, ctx.now()))) continue;
    if (!(await isFor(ctx, activity, her.personNo))) continue;
    const armOf = await inTransaction(ctx, async (ctx) => meet(ctx, [{ ...her, activity }]));
    if (!armOf(her.personNo, activity.no).treated) continue;
    const next = (await dayOf(ctx, activity)).find((one) => flashStateOf(one, ctx.now()) !== 'over');
    if (next === undefined) continue;
    const [session] = await presentSessions(ctx, her, { activity, terms, forHer: true }, [next]);
    if (session === undefined) continue;
    const goods = session.goods.filter(({ skuId }) => skus.has(skuId));
    return { activityId: activity.id, name: activity.name, perOrder: terms.perOrder, session: { ...session, goods } };
  }
  return null;
}
