import { type RawBuilder, sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { drawFrom } from '../../platform/draw.ts';
import { findByPersonNo } from '../members/index.ts';
import { placementMet } from './events.ts';
import type { Met } from './frequency.ts';
import type { PlacementRow } from './placement.ts';

export type Her = { readonly memberId: string; readonly personNo: number };

/** Her row of a placement: the arm that is hers for good, and what she has met of it. */
export type MetRow = Met & { readonly placementNo: number; readonly treated: boolean; readonly tester: boolean };

const COLUMNS = sql.raw(
  'placement_no, treated, tester, shown, tapped, closed, day::text as day, on_day, closed_on::text as closed_on',
);

export async function readMet(
  ctx: Ctx,
  personNo: number,
  placements: readonly Pick<PlacementRow, 'no'>[],
): Promise<ReadonlyMap<number, MetRow>> {
  if (placements.length === 0) return new Map();
  const { rows } = await sql<MetRow>`
    select ${COLUMNS} from placements.met
    where person_no = ${personNo} and placement_no = any(${placements.map(({ no }) => no)}::int[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.placementNo, row]));
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

/** Into the sums of today; what is counted here was written for the first time in this very transaction. */
export async function count(
  ctx: Ctx,
  { placementNo, tester }: Pick<MetRow, 'placementNo' | 'tester'>,
  personNo: number,
  what: readonly Counted[],
): Promise<void> {
  if (tester || what.length === 0) return;
  const one = (name: Counted): RawBuilder<number> => sql`${what.includes(name) ? 1 : 0}::int`;
  await sql`
    insert into placements.tally as t (placement_no, day, part, shown, people, tapped, tappers, closed)
    values (${placementNo}, ${shanghaiDay(ctx.now())}::date, ${personNo % PARTS}, ${one('shown')}, ${one('people')},
      ${one('tapped')}, ${one('tappers')}, ${one('closed')})
    on conflict (placement_no, day, part) do update set shown = t.shown + excluded.shown, people = t.people + excluded.people,
      tapped = t.tapped + excluded.tapped, tappers = t.tappers + excluded.tappers, closed = t.closed + excluded.closed
  `.execute(ctx.db);
}
