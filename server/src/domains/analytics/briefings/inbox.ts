import type { BriefingContents, briefingContract } from '@huoshui/contracts/briefings';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { MOST_WORK, type Work } from '../../../platform/work.ts';
import { meOf } from '../dashboards/mine.ts';
import { analyticsErrors } from '../errors.ts';

type Shape = (typeof briefingContract)['GET /api/admin/briefing-inbox'];
type Shown = RouteOut<Shape>['items'][number];
type Row = Omit<Shown, 'madeAt' | 'readAt'> & { readonly madeAt: Date; readonly readAt: Date | null };

export async function listInbox(
  ctx: Ctx,
  { q, cursor, limit = 20, read: isRead }: RouteIn<Shape>['query'],
): Promise<RouteOut<Shape>> {
  const after = decodeCursor(cursor, ['text'])?.[0] ?? null;
  const which = sql`d.operator_id = ${meOf(ctx).id} and strpos(lower(i.name), lower(${q?.trim() ?? ''})) > 0
    and (${isRead ?? null}::text is null or (d.read_at is not null) = ${isRead === 'yes'})`;
  const rows = await read(
    ctx,
    sql`${which} and (${after}::text is null or d.id < ${after}) order by d.id desc limit ${limit + 1}`,
  );
  const page = toPage(rows, limit, (row) => [row.id], present);
  if (after !== null) return page;
  const counted = sql`select from analytics.briefing_delivery d join analytics.briefing_issue i on i.id = d.issue_id where ${which}`;
  return { ...page, ...(await countUpTo(ctx, 10_000, counted)) };
}

/** One of hers; another's is not there. @throws analytics.no_briefing */
export async function readIssue(ctx: Ctx, id: string): Promise<Shown & BriefingContents> {
  const rows = await read<Row & { readonly contents: BriefingContents }>(
    ctx,
    sql`d.id = ${id} and d.operator_id = ${meOf(ctx).id}`,
    sql`, i.contents`,
  );
  if (!rows[0]) throw analyticsErrors.error('no_briefing', { id });
  const { contents, ...row } = rows[0];
  return { ...present(row), ...contents };
}

async function read<R = Row>(
  ctx: Ctx,
  where: RawBuilder<unknown>,
  more: RawBuilder<unknown> = sql``,
): Promise<readonly R[]> {
  const { rows } = await sql<R>`
    select d.id, i.name, i.due_on::text as due_on, i.made_at, d.read_at${more}
    from analytics.briefing_delivery d join analytics.briefing_issue i on i.id = d.issue_id where ${where}
  `.execute(ctx.db);
  return rows;
}

function present({ madeAt, readAt, ...row }: Row): Shown {
  return { ...row, madeAt: madeAt.toISOString(), readAt: readAt?.toISOString() ?? null };
}

/** What came to her and was not read; and, for who may mend it, what did not leave. */
export async function briefingWork(ctx: Ctx): Promise<readonly Work[]> {
  const unread = sql`select from analytics.briefing_delivery where operator_id = ${meOf(ctx).id} and read_at is null`;
  return [
    {
      kind: 'analytics.briefings',
      words: words('没看的简报', 'Unread briefings'),
      count: (await countUpTo(ctx, MOST_WORK, unread)).total,
      to: '/briefing-inbox?read=no',
      needs: 'analytics.read',
    },
  ];
}
