import type { BriefingDelivery, briefingContract } from '@huoshui/contracts/briefings';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Static } from '@sinclair/typebox';
import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { analyticsErrors } from '../errors.ts';
import { mailContext, maskedMail } from './who.ts';

type Shape = (typeof briefingContract)['GET /api/admin/briefing-deliveries'];
type Shown = Static<typeof BriefingDelivery>;
type Row = Omit<Shown, 'reader' | 'by' | 'nextAt' | 'settledAt'> & {
  readonly operatorId: string | null;
  readonly mailSealed: string | null;
  readonly nextAt: Date | null;
  readonly settledAt: Date | null;
};

export async function listDeliveries(
  ctx: Ctx,
  { q, cursor, limit = 20, briefingId, state }: RouteIn<Shape>['query'],
): Promise<RouteOut<Shape>> {
  const after = decodeCursor(cursor, ['text'])?.[0] ?? null;
  const which = sql`strpos(lower(i.name), lower(${q?.trim() ?? ''})) > 0
    and (${briefingId ?? null}::text is null or d.briefing_id = ${briefingId ?? null}) and (${state ?? null}::text is null or d.state = ${state ?? null})`;
  const rows = await read(
    ctx,
    sql`${which} and (${after}::text is null or d.id < ${after}) order by d.id desc limit ${limit + 1}`,
  );
  const shown = await presented(ctx, rows);
  const page = toPage(rows, limit, (row) => [row.id], shown);
  if (after !== null) return page;
  const counted = sql`select from analytics.briefing_delivery d join analytics.briefing_issue i on i.id = d.issue_id where ${which}`;
  return { ...page, ...(await countUpTo(ctx, 10_000, counted)) };
}

/** @throws analytics.no_delivery */
export async function readDelivery(ctx: Ctx, id: string): Promise<Shown> {
  const [row] = await read(ctx, sql`d.id = ${id}`);
  if (!row) throw analyticsErrors.error('no_delivery', { id });
  return (await presented(ctx, [row]))(row);
}

async function read(ctx: Ctx, where: RawBuilder<unknown>): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select d.id, d.briefing_id, i.name, i.due_on::text as due_on, d.operator_id, d.mail_sealed, d.state, d.attempts, d.fault, d.next_at, d.settled_at
    from analytics.briefing_delivery d join analytics.briefing_issue i on i.id = d.issue_id where ${where}
  `.execute(ctx.db);
  return rows;
}

async function presented(ctx: Ctx, rows: readonly Row[]): Promise<(row: Row) => Shown> {
  const staff = rows.flatMap(({ operatorId }) =>
    operatorId === null ? [] : [{ of: 'staff' as const, id: operatorId }],
  );
  const names = await ctx.names(ctx, staff);
  return ({ operatorId, mailSealed, nextAt, settledAt, ...row }) => ({
    ...row,
    by: operatorId === null ? 'mail' : 'inbox',
    reader:
      operatorId !== null
        ? (names('staff', operatorId)?.zh ?? '')
        : maskedMail(ctx.crypto.decrypt(mailSealed ?? '', mailContext(row.briefingId))),
    nextAt: nextAt?.toISOString() ?? null,
    settledAt: settledAt?.toISOString() ?? null,
  });
}
