import type { Briefing, briefingContract } from '@huoshui/contracts/briefings';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { analyticsErrors } from '../errors.ts';
import { readMailServer } from './mail-server.ts';
import { mailContext, maskedMail } from './who.ts';

type Shape = (typeof briefingContract)['GET /api/admin/briefings'];
type Reader = { readonly operatorId: string | null; readonly mailSealed: string | null; readonly stopped: boolean };
type Row = Omit<Briefing, 'of' | 'staff' | 'mails' | 'nextAt' | 'lastAt' | 'createdAt' | 'revision'> & {
  readonly dashboardId: string | null;
  readonly questionId: string | null;
  readonly ofName: string;
  readonly readers: readonly Reader[];
  readonly nextAt: Date;
  readonly lastAt: Date | null;
  readonly createdAt: Date;
};

export async function listBriefings(
  ctx: Ctx,
  { q, cursor, limit = 20, ofId }: RouteIn<Shape>['query'],
): Promise<RouteOut<Shape>> {
  const after = decodeCursor(cursor, ['text'])?.[0] ?? null;
  const which = sql`(${q?.trim() || null}::text is null or strpos(lower(b.name), lower(${q?.trim() || null})) > 0)
    and (${ofId ?? null}::text is null or ${ofId ?? null} in (b.dashboard_id, b.question_id))`;
  const rows = await read(
    ctx,
    sql`${which} and (${after}::text is null or b.id < ${after}) order by b.id desc limit ${limit + 1}`,
  );
  const shown = await presented(ctx, rows);
  const page = toPage(
    rows,
    limit,
    (row) => [row.id],
    ({ id }) => shown(id),
  );
  const canMail = (await readMailServer(ctx)) !== null;
  if (after !== null) return { ...page, canMail };
  return { ...page, canMail, ...(await countUpTo(ctx, 10_000, sql`select from analytics.briefing b where ${which}`)) };
}

/** @throws analytics.no_briefing */
export async function readBriefing(ctx: Ctx, id: string): Promise<Briefing> {
  const rows = await read(ctx, sql`b.id = ${id}`);
  if (rows.length === 0) throw analyticsErrors.error('no_briefing', { id });
  return (await presented(ctx, rows))(id);
}

async function read(ctx: Ctx, where: RawBuilder<unknown>): Promise<readonly Row[]> {
  const last = sql`select i.id, i.made_at from analytics.briefing_issue i where i.briefing_id = b.id order by i.due_on desc limit 1`;
  const ended = (states: readonly string[]) => sql`(
    select count(*)::int from analytics.briefing_delivery d where d.issue_id = last.id and d.state = any(${[...states]}::text[])
  )`;
  const { rows } = await sql<Row>`
    select b.id, b.name, b.dashboard_id, b.question_id, coalesce(dash.name, q.name) as of_name, b.plan, b.weekday, b.month_day, b.minute,
      b.language, b.active, b.next_at, b.owner_name as owner, b.created_at, last.made_at as last_at, ${ended(['delivered'])} as delivered,
      ${ended(['failed', 'unknown'])} as failed,
      coalesce((select jsonb_agg(jsonb_build_object('operatorId', r.operator_id, 'mailSealed', r.mail_sealed, 'stopped', r.stopped_at is not null) order by r.who)
        from analytics.briefing_reader r where r.briefing_id = b.id), '[]') as readers
    from analytics.briefing b
      left join analytics.dashboard dash on dash.id = b.dashboard_id
      left join analytics.question q on q.id = b.question_id
      left join lateral (${last}) as last on true
    where ${where}
  `.execute(ctx.db);
  return rows;
}

/** Names of colleagues are asked once for all rows; who may only look sees the ends of addresses. */
async function presented(ctx: Ctx, rows: readonly Row[]): Promise<(id: string) => Briefing> {
  const staff = rows.flatMap(({ readers }) =>
    readers.flatMap(({ operatorId }) => (operatorId === null ? [] : [{ of: 'staff' as const, id: operatorId }])),
  );
  const names = await ctx.names(ctx, staff);
  const isViewer = ctx.actor.kind === 'operator' && ctx.actor.role === 'viewer';
  const shown = rows.map((row): Briefing => {
    const { dashboardId, questionId, ofName, readers, nextAt, lastAt, createdAt, ...plain } = row;
    return {
      ...plain,
      of: { kind: dashboardId === null ? 'question' : 'dashboard', id: dashboardId ?? questionId ?? '', name: ofName },
      staff: readers.flatMap(({ operatorId }) =>
        operatorId === null ? [] : [{ id: operatorId, name: names('staff', operatorId)?.zh ?? '' }],
      ),
      mails: readers.flatMap(({ mailSealed, stopped }) => {
        if (mailSealed === null) return [];
        const address = ctx.crypto.decrypt(mailSealed, mailContext(row.id));
        return [{ address: isViewer ? maskedMail(address) : address, stopped }];
      }),
      nextAt: nextAt.toISOString(),
      lastAt: lastAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    };
  });
  const byId = new Map(shown.map((one) => [one.id, one]));
  return (id) => {
    const found = byId.get(id);
    if (!found) throw analyticsErrors.error('no_briefing', { id });
    return found;
  };
}
