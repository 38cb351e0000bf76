import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { waveContract } from '@huoshui/contracts/leader-waves';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { pickedByForm } from '../../../platform/form/check.ts';
import { waveFigures } from './figures.ts';
import { findWave, WAVE, type WaveRow, waveStateOf } from './wave.ts';
import { waveForm } from './wave-form.ts';

type Shape = (typeof waveContract)['GET /api/admin/waves'];
type View = RouteOut<Shape>['items'][number];
const MOST_COUNTED = 10_000;

/** The latest first; words find a name. */
export async function listWaves(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { q, state, cursor, limit = 20 } = query;
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const shown = sql`case when w.state <> 'live' then w.state when w.opens_at > ${ctx.now()} then 'coming' when w.cuts_at > ${ctx.now()} then 'open'
    when w.pickup_from > ${ctx.now()} then 'cut' when w.pickup_to > ${ctx.now()} then 'handing' else 'over' end`;
  const which = sql`strpos(lower(w.name), lower(${q?.trim() ?? ''})) > 0 and (${state ?? null}::text is null or ${shown} = ${state ?? null})`;
  const { rows } = await sql<WaveRow>`
    select ${WAVE} from leaders.wave w where ${which} and (${after}::bigint is null or w.no < ${after}) order by w.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, ({ no }) => [no], await present(ctx, rows));
  if (after !== null) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from leaders.wave w where ${which}`)) };
}

/** Throws `leaders.no_such_wave`. */
export async function readWave(ctx: Ctx, id: string): Promise<View> {
  const row = await findWave(ctx, id);
  return (await present(ctx, [row]))(row);
}

async function present(ctx: Ctx, rows: readonly WaveRow[]): Promise<(row: WaveRow) => View> {
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedByForm(waveForm, values)),
  );
  const figuresOf = await waveFigures(ctx, rows);
  return (row) => {
    const { no, id, name, values, opensAt, cutsAt, pickupFrom, pickupTo, closedAt, because, createdAt } = row;
    return {
      ...{ id, name, values, because, state: waveStateOf(row, ctx.now()), final: closedAt !== null },
      ...{ opensAt: opensAt.toISOString(), cutsAt: cutsAt.toISOString() },
      ...{ pickupFrom: pickupFrom.toISOString(), pickupTo: pickupTo.toISOString(), createdAt: createdAt.toISOString() },
      sentence: waveForm.sentence(values, names),
      ...figuresOf(no),
    };
  };
}
