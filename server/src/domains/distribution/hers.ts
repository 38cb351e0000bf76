import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { distributionContract } from '@huoshui/contracts/distribution';
import { sql } from 'kysely';
import { dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { maskName } from '../../platform/mask-name.ts';
import { findProducts } from '../catalog/index.ts';
import { findByPersonNo } from '../members/index.ts';
import { missingOf } from './apply.ts';
import { type DistributorRow, distributorsOf, type Her } from './distributor.ts';
import { figuresOf } from './figures.ts';
import { COMMISSION, type CommissionRow, levelOf, SHOWN } from './list-commissions.ts';
import { ratesFor } from './plan.ts';
import { plansOf } from './plans.ts';
import { type Rules, readRules, rulesWords } from './rules.ts';

type Contract = typeof distributionContract;
type Hers = RouteOut<Contract['GET /api/shop/distribution']>;
type OfCommissions = Contract['GET /api/shop/distribution/commissions'];
type OfTeam = Contract['GET /api/shop/distribution/team'];

/** How she stands as a distributor, whether she is one or not. */
export async function showHers(ctx: Ctx, her: Her): Promise<Hers> {
  const rules = await readRules(ctx);
  const hers = (await distributorsOf(ctx, [her.personNo])).get(her.personNo);
  const figures = hers === undefined ? undefined : (await figuresOf(ctx, [hers.no])).get(hers.no);
  const sums = await sumsOf(ctx, hers?.no ?? 0);
  return {
    on: rules.on,
    state: hers?.state ?? null,
    because: hers?.because ?? '',
    code: hers?.state === 'active' ? hers.code : '',
    frozen: hers?.frozen ?? 0,
    balance: hers?.balance ?? 0,
    paid: figures?.paid ?? 0,
    ...sums,
    withdrawal: limitsOf(rules, hers),
    customers: figures?.customers ?? 0,
    team: figures?.team ?? 0,
    rules: rules.on ? rulesWords(rules) : [],
    missing: await missingOf(ctx, rules, her),
  };
}

/** What she may withdraw now, fen; null where she may not. */
function limitsOf(rules: Rules, hers: DistributorRow | undefined): Hers['withdrawal'] {
  const may = rules.withdraw && (hers?.state === 'active' || hers?.state === 'ended');
  return may ? { least: rules.withdrawLeast ?? 0, most: rules.withdrawMost ?? 0 } : null;
}

/** What orders brought her, less what came back, by when that was. */
async function sumsOf(ctx: Ctx, no: number): Promise<Pick<Hers, 'orders' | 'today' | 'month' | 'earned'>> {
  const day = shanghaiDay(ctx.now());
  const [today, month] = [dayStart(day), dayStart(`${day.slice(0, 7)}-01`)];
  const { rows } = await sql<Pick<Hers, 'orders' | 'today' | 'month' | 'earned'>>`
    select coalesce(sum(frozen + balance), 0)::int as earned,
      coalesce(sum(frozen + balance) filter (where at >= ${today}), 0)::int as today,
      coalesce(sum(frozen + balance) filter (where at >= ${month}), 0)::int as month,
      (select count(distinct order_id)::int from distribution.commission where distributor_no = ${no}) as orders
    from distribution.entry where distributor_no = ${no} and kind in ('earned', 'released', 'reversed', 'refused')
  `.execute(ctx.db);
  return rows[0] ?? { orders: 0, today: 0, month: 0, earned: 0 };
}

export async function listHerCommissions(
  ctx: Ctx,
  her: Her,
  { cursor, limit = 20, state }: RouteIn<OfCommissions>['query'],
): Promise<RouteOut<OfCommissions>> {
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const no = (await distributorsOf(ctx, [her.personNo])).get(her.personNo)?.no ?? 0;
  const { rows } = await sql<CommissionRow>`
    select ${COMMISSION} from distribution.commission c
    where c.distributor_no = ${no} and (${state ?? null}::text is null or ${SHOWN} = ${state ?? null})
      and (${after}::bigint is null or c.no < ${after}) order by c.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const people = await findByPersonNo(
    ctx,
    rows.map(({ buyerNo }) => buyerNo),
  );
  return toPage(
    rows,
    limit,
    (row) => [row.no],
    (row) => {
      const { id, earnedFor, product, units, backUnits, base, rate, amount, reversed } = row;
      return {
        ...{ id, earnedFor, product, units, backUnits, base, rate, amount },
        state: row.shown,
        level: levelOf(row),
        left: amount - reversed,
        buyer: maskName(people.get(row.buyerNo)?.nickname ?? '') ?? '',
        paidAt: row.paidAt.toISOString(),
        releaseAt: row.releaseAt?.toISOString() ?? null,
      };
    },
  );
}

type Known = { readonly no: number; readonly personNo: number; readonly since: Date; readonly until: Date | null };

/** Her customers, or whom she brought in, the latest first. */
export async function listHerPeople(
  ctx: Ctx,
  her: Her,
  { of, cursor, limit = 20 }: RouteIn<OfTeam>['query'],
): Promise<RouteOut<OfTeam>> {
  const after = decodeCursor(cursor, ['instant', 'int']);
  const no = (await distributorsOf(ctx, [her.personNo])).get(her.personNo)?.no ?? 0;
  const people =
    of === 'customers'
      ? sql`select l.person_no, l.locked_at as since, l.until from distribution.lock l
          join distribution.distributor d on d.no = l.distributor_no where coalesce(d.behind_no, d.no) = ${no} and l.until > ${ctx.now()}`
      : sql`select t.person_no, t.decided_at as since, null::timestamptz as until from distribution.distributor t
          join distribution.distributor d on d.no = t.parent_no
          where coalesce(d.behind_no, d.no) = ${no} and t.state = 'active' and t.behind_no is null`;
  const { rows } = await sql<Known>`
    select * from (${people}) as hers
    where ${after === null} or (since, person_no) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::int)
    order by since desc, person_no desc limit ${limit + 1}
  `.execute(ctx.db);
  const names = await findByPersonNo(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  return toPage(
    rows,
    limit,
    ({ since, personNo }) => [since.toISOString(), personNo],
    ({ personNo, since, until }) => ({
      name: maskName(names.get(personNo)?.nickname ?? '') ?? '',
      since: since.toISOString(),
      until: until?.toISOString() ?? null,
    }),
  );
}

/** What her link to a product carries, and what it earns her; a code of nothing where she is no distributor now. */
export async function shareOf(ctx: Ctx, her: Her, productId: string): Promise<{ code: string; rate: number }> {
  const { on } = await readRules(ctx);
  const hers = on ? (await distributorsOf(ctx, [her.personNo])).get(her.personNo) : undefined;
  if (hers?.state !== 'active') return { code: '', rate: 0 };
  const product = (await findProducts(ctx, [productId])).get(productId);
  const asked = { productId, categoryIds: product?.categoryIds ?? [] };
  return { code: hers.code, rate: ratesFor(await plansOf(ctx), asked, shanghaiDay(ctx.now()))?.first ?? 0 };
}
