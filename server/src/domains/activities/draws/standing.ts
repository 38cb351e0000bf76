import type { Drawing } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import { dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type ActivityRow, countsAt } from '../activity.ts';
import type { EntryRow } from '../entries.ts';
import { activityErrors } from '../errors.ts';
import type { Chance } from '../play.ts';
import { playOf } from '../plays.ts';
import { sumsOf } from '../progress.ts';
import { findTerms } from '../queries.ts';
import { chancesOf, mayDraw, type Standing } from './decide.ts';

export type Drawn = {
  readonly n: number;
  readonly nonce: string;
  readonly roll: number;
  readonly rolled: number | null;
  readonly prize: number | null;
  readonly sure: boolean;
  readonly at: Date;
};

const COLUMNS = sql.raw('d.n, d.nonce, d.roll, d.rolled, d.prize, d.sure, d.at');

export const freeKey = (day: string) => `free:${day}`;

/** The latest first. */
export async function drawsOf(ctx: Ctx, { no }: EntryRow, most: number): Promise<readonly Drawn[]> {
  const { rows } = await sql<Drawn>`
    select ${COLUMNS} from activities.draw d where d.entry_no = ${no} order by d.n desc limit ${most}
  `.execute(ctx.db);
  return rows;
}

/** Draws that were asked for by these words before, by `<entry> <word>`. */
export async function drawnBefore(
  ctx: Ctx,
  asked: readonly { readonly entryNo: number; readonly nonce: string }[],
): Promise<Map<string, Drawn>> {
  const { rows } = await sql<Drawn & { readonly entryNo: number }>`
    select d.entry_no, ${COLUMNS} from activities.draw d
    join unnest(${asked.map(({ entryNo }) => entryNo)}::bigint[], ${asked.map(({ nonce }) => nonce)}::text[]) as asked (entry_no, nonce)
      using (entry_no, nonce)
  `.execute(ctx.db);
  return new Map(rows.map(({ entryNo, ...one }) => [`${entryNo} ${one.nonce}`, one]));
}

/** How these entries stand, by their numbers. */
export async function standingsOf(ctx: Ctx, entryNos: readonly number[]): Promise<Map<number, Standing>> {
  const nos = [...new Set(entryNos)];
  const day = shanghaiDay(ctx.now());
  const { rows } = await sql<Omit<Standing, 'sum'> & { readonly entryNo: number }>`
    select e.no as entry_no, d.drawn, d.today, d.won, d.vain, (
      select count(*)::int from activities.progress p where p.entry_no = e.no and starts_with(p.key, ${`${freeKey(day)}:`})
    ) as free_used
    from unnest(${nos}::bigint[]) as e (no) cross join lateral (
      select count(*)::int as drawn, count(*) filter (where d.at >= ${dayStart(day)})::int as today,
        count(*) filter (where r.state in ('due', 'held', 'given', 'refused'))::int as won,
        (count(*) - coalesce(max(d.n) filter (where d.prize is not null), 0))::int as vain
      from activities.draw d left join activities.reward r on r.entry_no = d.entry_no and r.tier = d.n - 1
      where d.entry_no = e.no
    ) d
  `.execute(ctx.db);
  const sums = await sumsOf(ctx, nos);
  return new Map(rows.map(({ entryNo, ...one }) => [entryNo, { ...one, sum: sums.get(entryNo) ?? 0 }]));
}

/** Whether she may draw now and how many chances she has, by the terms that she takes part under. Throws `activities.no_draws`. */
export async function drawingOf(
  ctx: Ctx,
  activity: ActivityRow,
  entry: EntryRow,
): Promise<{ readonly drawing: Drawing; readonly chances: number }> {
  const { own } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  const chance = chanceOf(activity, own);
  const standing = (await standingsOf(ctx, [entry.no])).get(entry.no);
  if (chance === undefined || standing === undefined) throw activityErrors.error('no_draws');
  const { earned, free } = chancesOf(chance, standing);
  const drawing = countsAt(activity, ctx.now()) ? mayDraw(chance, standing) : 'closed';
  return { drawing, chances: earned + free };
}

export const chanceOf = ({ play }: Pick<ActivityRow, 'play'>, own: ActivityRow['own']): Chance | undefined =>
  playOf(play).draws?.(own);
