import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { massContract } from '@huoshui/contracts/mass';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { wecomOf } from '../corp/corp.ts';
import { scrmErrors } from '../errors.ts';
import { remind } from './follow.ts';
import { mustFind } from './mass.ts';

type Shape = (typeof massContract)['GET /api/admin/mass-sends/:id/tasks'];
type Row = Omit<RouteOut<Shape>['items'][number], 'confirmedAt'> & { readonly confirmedAt: Date | null };

/** The parts of a mass send, by who sends them. */
export async function listTasks(ctx: Ctx, id: string, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { no } = await mustFind(ctx, id);
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text', 'text']);
  const which = sql`t.mass_no = ${no} and strpos(lower(coalesce(s.name, '') || ' ' || t.userid), lower(${query.q?.trim() ?? ''})) > 0`;
  const from = sql`scrm.mass_task t left join scrm.staff s on s.userid = t.userid`;
  const { rows } = await sql<Row>`
    select t.id, t.userid, coalesce(s.name, t.userid) as staff, t.state, t.targets, t.sent, t.not_friend, t.over_limit as limit, t.unsent, t.failed,
      t.by_others, cardinality(t.reminded) as reminders, t.trouble,
      coalesce(t.confirmed_at, (select max(x.confirmed_at) from scrm.mass_sender x where x.task_id = t.id)) as confirmed_at
    from ${from} where ${which} ${after ? sql`and (t.userid, t.id) > (${after[0]}, ${after[1]})` : sql``}
    order by t.userid, t.id limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.userid, row.id],
    (row) => ({ ...row, confirmedAt: row.confirmedAt?.toISOString() ?? null }),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from ${from} where ${which}`)) };
}

/** Staff who have not sent theirs, at once; whom WeCom has reminded as often as it does is counted. */
export async function remindNow(
  ctx: Ctx,
  id: string,
): Promise<{ readonly reminded: number; readonly tooOften: number }> {
  const { no, state } = await mustFind(ctx, id);
  if (state !== 'running') throw scrmErrors.error('mass_not_running');
  const { rows } = await sql<{ id: string; msgid: string }>`
    select id, msgid from scrm.mass_task where mass_no = ${no} and state = 'offered' and msgid is not null order by id
  `.execute(ctx.db);
  const wecom = await wecomOf(ctx);
  let reminded = 0;
  for (const task of rows) if (await remind(ctx, wecom, task)) reminded += 1;
  return { reminded, tooOften: rows.length - reminded };
}
