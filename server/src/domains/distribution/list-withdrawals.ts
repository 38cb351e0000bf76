import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { distributionContract } from '@huoshui/contracts/distribution';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { findByPersonNo, membersShown } from '../members/index.ts';
import { distributorsBy, distributorsOf, her } from './distributor.ts';
import { distributionErrors } from './errors.ts';
import { findWithdrawal, WITHDRAWAL, type WithdrawalRow } from './withdrawal.ts';

type Contract = typeof distributionContract;
type Shape = Contract['GET /api/admin/withdrawals'];
type View = RouteOut<Shape>['items'][number];
type OfHers = Contract['GET /api/shop/distribution/withdrawals'];
type HerView = RouteOut<OfHers>['items'][number];
const MOST_COUNTED = 10_000;

export async function listWithdrawals(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { q, cursor, limit = 20, state, distributor } = query;
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const text = q?.trim() || null;
  const meant = text === null ? [] : await membersShown.meant(ctx, text);
  const from = sql`distribution.withdrawal w join distribution.distributor d on d.no = w.distributor_no`;
  const which = sql`(${state ?? null}::text is null or w.state = ${state ?? null}) and (${distributor ?? null}::text is null or d.id = ${distributor ?? null})
    and (${text}::text is null or w.id = ${text} or w.transfer_bill_no = ${text} or d.member_id = any(${[...meant]}::text[]))`;
  const { rows } = await sql<WithdrawalRow>`
    select ${WITHDRAWAL} from ${from} where ${which} and (${after}::bigint is null or w.no < ${after}) order by w.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, ({ no }) => [no], await showing(ctx, rows));
  if (after !== null) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from ${from} where ${which}`)) };
}

/** Throws `distribution.no_such_withdrawal`. */
export async function readWithdrawal(ctx: Ctx, id: string): Promise<View> {
  const row = await findWithdrawal(ctx, id);
  return (await showing(ctx, [row]))(row);
}

async function showing(ctx: Ctx, rows: readonly WithdrawalRow[]): Promise<(row: WithdrawalRow) => View> {
  const distributors = await distributorsBy(
    ctx,
    rows.map(({ distributorNo }) => distributorNo),
  );
  const people = await findByPersonNo(
    ctx,
    [...distributors.values()].map(({ personNo }) => personNo),
  );
  return ({
    id,
    distributorNo,
    amount,
    state,
    held,
    decidedBy,
    because,
    trouble,
    transferBillNo,
    askedAt,
    endedAt,
  }) => {
    const distributor = distributors.get(distributorNo);
    return {
      ...{ id, amount, state, held, decidedBy, because, trouble, transferBillNo },
      distributor: {
        id: distributor?.id ?? '',
        memberId: distributor?.memberId ?? '',
        nickname: people.get(distributor?.personNo ?? 0)?.nickname ?? '',
      },
      askedAt: askedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    };
  };
}

/** Hers, the latest first. */
export async function listHerWithdrawals(
  ctx: Ctx,
  { cursor, limit = 20 }: RouteIn<OfHers>['query'],
): Promise<RouteOut<OfHers>> {
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const no = await herNo(ctx);
  const { rows } = await sql<WithdrawalRow>`
    select ${WITHDRAWAL} from distribution.withdrawal w where w.distributor_no = ${no} and (${after}::bigint is null or w.no < ${after})
    order by w.no desc limit ${limit + 1}
  `.execute(ctx.db);
  return toPage(
    rows,
    limit,
    (row) => [row.no],
    (row) => hersOf(ctx, row),
  );
}

/** One of hers; another’s is not there. */
export async function readHers(ctx: Ctx, id: string): Promise<HerView> {
  const row = await findWithdrawal(ctx, id);
  if (row.distributorNo !== (await herNo(ctx))) throw distributionErrors.error('no_such_withdrawal', { id });
  return hersOf(ctx, row);
}

async function herNo(ctx: Ctx): Promise<number> {
  const { personNo } = her(ctx);
  return (await distributorsOf(ctx, [personNo])).get(personNo)?.no ?? 0;
}

/** The sheet opens for the account that asked, in its app, and for no other. */
function hersOf({ actor, config }: Ctx, row: WithdrawalRow): HerView {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  const { id, amount, state, trouble, because, askedAt } = row;
  const here = actor.account.app === row.app && actor.account.openid === row.openid;
  const opens = state === 'confirm' && row.package !== null && here;
  return {
    ...{ id, amount, state, trouble, because },
    confirm: opens ? { mchId: config.wechat.merchant.mchid, appId: row.app, package: row.package ?? '' } : null,
    cancellable: state === 'review' || state === 'confirm' || (state === 'due' && row.handedAt === null),
    askedAt: askedAt.toISOString(),
  };
}
