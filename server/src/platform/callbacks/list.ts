import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { shopContract } from '@huoshui/contracts/shop';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../count.ts';
import type { Ctx } from '../ctx.ts';
import { decodeCursor, toPage } from '../cursor.ts';
import { platformErrors } from '../platform-errors.ts';
import { MOST_WORK, type Work } from '../work.ts';

type Shape = (typeof shopContract)['GET /api/admin/callbacks'];
type Shown = RouteOut<Shape>['items'][number];
type Row = Omit<Shown, 'happenedAt' | 'receivedAt' | 'nextAt' | 'doneAt'> & {
  readonly no: number;
  readonly happenedAt: Date;
  readonly receivedAt: Date;
  readonly nextAt: Date | null;
  readonly doneAt: Date | null;
};

const MOST_COUNTED = 10_000;
const COLUMNS = sql.raw(
  'no, id, source, kind, person, body, happened_at, received_at, deliveries, state, attempts, next_at, error, done_at',
);

/** What was pushed, newest first. */
export async function listCallbacks(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['bigint']);
  const q = query.q?.trim() || null;
  const which = sql`(${query.state ?? null}::text is null or state = ${query.state ?? null})
    and (${query.source ?? null}::text is null or source = ${query.source ?? null})
    and (${q}::text is null or id = ${q} or kind = ${q} or person = ${q})`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from platform.callback where ${which} ${after ? sql`and no < ${after[0]}` : sql``}
    order by no desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, (row) => [row.no], shown);
  return after
    ? page
    : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from platform.callback where ${which}`)) };
}

/** Work it off (again) now. One that was done does again what it does, each thing once; its tries begin anew. */
export async function replayCallback(ctx: Ctx, id: string): Promise<Shown> {
  const { rows } = await sql<Row>`
    update platform.callback set state = 'waiting', attempts = 0, next_at = ${ctx.now()}, error = null, done_at = null
    where id = ${id} and state <> 'working' returning ${COLUMNS}
  `.execute(ctx.db);
  const [row] = rows;
  if (!row) throw platformErrors.error('not_found');
  return shown(row);
}

export async function callbackWork(ctx: Ctx): Promise<readonly Work[]> {
  const failed = sql`select from platform.callback where state = 'failed'`;
  const { total } = await countUpTo(ctx, MOST_WORK, failed);
  return [
    {
      kind: 'platform.callbacks',
      words: words('没能处理的回调', 'Callbacks that could not be handled'),
      count: total,
      to: '/settings/callbacks?state=failed',
      needs: 'settings.read',
    },
  ];
}

function shown({ no: _, happenedAt, receivedAt, nextAt, doneAt, ...row }: Row): Shown {
  return {
    ...row,
    happenedAt: happenedAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    nextAt: nextAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
  };
}
