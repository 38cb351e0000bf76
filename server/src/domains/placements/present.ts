import type { Placement } from '@huoshui/contracts/placements';
import { type Words, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pickedByForm } from '../../platform/form/check.ts';
import type { FoundNames } from '../../platform/form/names.ts';
import { contentOf } from './find-shown.ts';
import { type PlacementRow, stateOf } from './placement.ts';
import type { PlacementForm } from './placement-form.ts';

export type PlacementView = Omit<Static<typeof Placement>, 'revision'>;
type Sums = { readonly shown: number; readonly tapped: number; readonly closed: number };

/** As the console shows them: names of what they open and their sums are looked up together. */
export async function presentPlacements(
  ctx: Ctx,
  form: PlacementForm,
  rows: readonly PlacementRow[],
): Promise<PlacementView[]> {
  const [names, sums] = await Promise.all([
    ctx.names(
      ctx,
      rows.flatMap(({ values }) => pickedByForm(form, values)),
    ),
    sumsOf(ctx, rows),
  ]);
  return rows.map((row) => {
    const { no, id, name, kind, pages, priority, values, createdAt } = row;
    return {
      ...{ id, name, kind, priority, values },
      pages: [...pages],
      state: stateOf(row, ctx.now()),
      ...contentOf(values),
      sentence: form.sentence(values, names),
      trouble: troubleOf(values, names),
      ...(sums.get(no) ?? { shown: 0, tapped: 0, closed: 0 }),
      createdAt: createdAt.toISOString(),
    };
  });
}

/** A coupon that is over is held out to nobody; of other things that are gone the page says so when she comes there. */
function troubleOf(
  { coupon, product, category, store, quiz }: PlacementRow['values'],
  names: FoundNames,
): Words | null {
  const [of, id] =
    coupon !== null
      ? (['coupon', coupon] as const)
      : product !== null
        ? (['product', product] as const)
        : category !== null
          ? (['category', category] as const)
          : quiz !== null
            ? (['quiz', quiz] as const)
            : (['store', store] as const);
  if (id === null || (names(of, id) !== null && !names.ended(of, id))) return null;
  const name = names(of, id) ?? words('', '');
  return of === 'coupon'
    ? words(
        `优惠券「${name.zh}」已经结束，现在没有人会看到它`,
        `The coupon “${name.en}” is over: nobody is shown this any more`,
      )
    : of === 'quiz'
      ? words(
          `趣味测试「${name.zh}」已经停用，现在没有人会看到它`,
          `The quiz “${name.en}” is archived: nobody is shown this any more`,
        )
      : words(`「${name.zh}」已经下架或停用，点了打不开`, `“${name.en}” is gone: a tap leads to nothing`);
}

async function sumsOf(ctx: Ctx, rows: readonly PlacementRow[]): Promise<ReadonlyMap<number, Sums>> {
  const { rows: sums } = await sql<Sums & { placementNo: number }>`
    select placement_no, sum(shown)::int as shown, sum(tapped)::int as tapped, sum(closed)::int as closed
    from placements.tally where placement_no = any(${rows.map(({ no }) => no)}::int[]) group by placement_no
  `.execute(ctx.db);
  return new Map(sums.map(({ placementNo, ...sum }) => [placementNo, sum]));
}
