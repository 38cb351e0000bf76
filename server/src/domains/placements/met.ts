import { type RawBuilder, sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { drawFrom } from '../../platform/draw.ts';
import { findByPersonNo } from '../members/index.ts';
import { placementMet } from './events.ts';
import type { Met } from './frequency.ts';
import { distanceBefore } from './pace.ts';
import type { PlacementRow } from './placement.ts';

export type Her = { readonly memberId: string; readonly personNo: number };

/** Her row of a placement: the arm that is hers for good, and what she has met of it. */
export type MetRow = Met & { readonly placementNo: number; readonly treated: boolean; readonly tester: boolean };

const COLUMNS = sql.raw(
  'placement_no, treated, tester, shown, tapped, closed, day::text as day, on_day, closed_on::text as closed_on',
);

/** What she has met of these, and which pop-up came last; one statement. */
export async function readMet(
  ctx: Ctx,
  personNo: number,
  placements: readonly Pick<PlacementRow, 'no'>[],
  minutes: number,
): Promise<{ readonly met: ReadonlyMap<number, MetRow>; readonly lastPopUp: number | null }> {
  if (placements.length === 0) return { met: new Map(), lastPopUp: null };
  const { rows } = await sql<(MetRow | { readonly placementNo: null }) & { readonly lastPopUp: number | null }>`
    select m.*, last.placement_no as last_pop_up
    from (select ${personNo}::int as no) as she
    left join placements.person last on last.person_no = she.no and last.popup_at > ${distanceBefore(ctx, minutes)}
    left join lateral (
      select ${COLUMNS} from placements.met
      where person_no = she.no and placement_no = any(${placements.map(({ no }) => no)}::int[])
    ) as m on true
  `.execute(ctx.db);
  return {
    met: new Map(rows.flatMap((row) => (row.placementNo === null ? [] : [[row.placementNo, row] as const]))),
    lastPopUp: rows[0]?.lastPopUp ?? null,
  };
}

/** Her row, held until the end of the transaction: of two phones at one moment the second sees what the first has done. */
export async function holdMet(ctx: Ctx, personNo: number, placementNo: number): Promise<MetRow | undefined> {
  const { rows } = await sql<MetRow>`
    select ${COLUMNS} from placements.met where placement_no = ${placementNo} and person_no = ${personNo} for no key update
  `.execute(ctx.db);
  return rows[0];
}

/** In which arm she would be, should she come to one for the first time: drawn by the placement and her number, so it is the same however often it is asked. */
export async function armsOf(
  ctx: Ctx,
  personNo: number,
): Promise<{ readonly tester: boolean; treated(placement: PlacementRow): boolean }> {
  const tester = (await findByPersonNo(ctx, [personNo])).get(personNo)?.tester ?? false;
  // Testers are held out of nothing and counted in no result.
  return { tester, treated: ({ id, values }) => tester || drawFrom(id, personNo) >= values.holdout };
}

/** She comes to where these would be shown to her, for the first time: kept for good and told once, so that both arms begin at the same kind of moment. */
export async function meet(
  ctx: Ctx,
  { memberId, personNo }: Her,
  { tester, treated }: Awaited<ReturnType<typeof armsOf>>,
  placements: readonly PlacementRow[],
): Promise<void> {
  const { rows } = await sql<{ placementNo: number }>`
    insert into placements.met (placement_no, person_no, version, treated, tester, met_at)
    select no, ${personNo}, version, treated, ${tester}, ${ctx.now()}
    from unnest(${placements.map(({ no }) => no)}::int[], ${placements.map(({ version }) => version)}::int[],
      ${placements.map((one) => treated(one))}::boolean[]) as m (no, version, treated)
    on conflict do nothing returning placement_no
  `.execute(ctx.db);
  if (tester) return;
  for (const placement of placements)
    if (rows.some(({ placementNo }) => placementNo === placement.no))
      ctx.emit(placementMet, {
        personNo,
        payload: {
          memberId,
          placementId: placement.id,
          arm: treated(placement) ? 'treated' : 'holdout',
          version: placement.version,
        },
      });
}

type Counted = 'shown' | 'people' | 'tapped' | 'tappers' | 'closed';
/** Everybody's taps count into the same few rows: side by side they do not wait for one another. */
const PARTS = 16;

/** A statement into the sums of today, for each row of what is named: it was written for the first time just now. Testers are in no sum. */
export function counting(
  ctx: Ctx,
  { placementNo, tester }: Pick<MetRow, 'placementNo' | 'tester'>,
  personNo: number,
  what: readonly Counted[],
  each: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const one = (name: Counted): RawBuilder<number> => sql`${what.includes(name) ? 1 : 0}::int`;
  return sql`
    insert into placements.tally as t (placement_no, day, part, shown, people, tapped, tappers, closed)
    select ${placementNo}::int, ${shanghaiDay(ctx.now())}::date, ${personNo % PARTS}::int, ${one('shown')}, ${one('people')},
      ${one('tapped')}, ${one('tappers')}, ${one('closed')} from ${each} where not ${tester}::boolean
    on conflict (placement_no, day, part) do update set shown = t.shown + excluded.shown, people = t.people + excluded.people,
      tapped = t.tapped + excluded.tapped, tappers = t.tappers + excluded.tappers, closed = t.closed + excluded.closed
  `;
}
