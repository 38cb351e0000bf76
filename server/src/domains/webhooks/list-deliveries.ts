import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { webhookContract } from '@huoshui/contracts/webhooks';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { findMembers, membersShown } from '../members/index.ts';
import { webhookErrors } from './errors.ts';

type Shape = (typeof webhookContract)['GET /api/admin/webhook-deliveries'];
type Shown = RouteOut<Shape>['items'][number];
type Row = Omit<Shown, 'memberName' | 'createdAt' | 'nextAt' | 'answeredAt'> & {
  readonly no: number;
  readonly createdAt: Date;
  readonly nextAt: Date | null;
  readonly answeredAt: Date | null;
};

const MOST_COUNTED = 10_000;
const FROM = sql.raw('from webhooks.delivery d join webhooks.webhook w on w.id = d.webhook_id');
const COLUMNS = sql.raw(
  `d.no, d.id, d.webhook_id, w.name as webhook_name, d.event, d.member_id, d.because, d.state, d.attempts, d.status, d.fault,
   d.created_at, d.next_at, d.answered_at`,
);

/** The log of what was told, newest first. */
export async function listDeliveries(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, ['bigint']);
  const q = query.q?.trim() || null;
  const meant = await membersShown.meant(ctx, query.q);
  const conditions = [
    sql`true`,
    query.state === undefined ? null : sql`d.state = ${query.state}`,
    query.webhookId === undefined ? null : sql`d.webhook_id = ${query.webhookId}`,
    query.causeId === undefined ? null : sql`d.cause_id = ${query.causeId}`,
    q === null ? null : sql`(d.id = ${q} or d.event = ${q} or d.member_id = any(${[...(meant ?? [])]}::text[]))`,
  ].flatMap((condition) => condition ?? []);
  const which = sql.join(conditions, sql` and `);
  const after = cursor ? sql`and d.no < ${cursor[0]}` : sql``;
  const { rows } = await sql<Row>`
    select ${COLUMNS} ${FROM} where ${which} ${after} order by d.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const members = await findMembers(
    ctx,
    rows.map(({ memberId }) => memberId),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.no],
    (row) => present(row, members),
  );
  return cursor ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select ${FROM} where ${which}`)) };
}

/** One of them; throws `webhooks.delivery_not_found`. */
export async function readDelivery(ctx: Ctx, id: string): Promise<Shown> {
  const { rows } = await sql<Row>`select ${COLUMNS} ${FROM} where d.id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw webhookErrors.error('delivery_not_found');
  return present(row, await findMembers(ctx, [row.memberId]));
}

function present(
  { no: _, createdAt, nextAt, answeredAt, ...row }: Row,
  members: ReadonlyMap<string, { readonly nickname: string }>,
): Shown {
  return {
    ...row,
    memberName: members.get(row.memberId)?.nickname ?? '',
    createdAt: createdAt.toISOString(),
    nextAt: nextAt?.toISOString() ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
  };
}
