import type { RouteOut } from '@huoshui/contracts/contract';
import type { placementContract } from '@huoshui/contracts/placements';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import type { CouponTaker, QuizOpenFor } from './acts.ts';
import { asHers } from './as-hers.ts';
import { isCounted, mayShow, NOTHING_MET } from './frequency.ts';
import type { IsFor } from './is-for.ts';
import type { LiveNow } from './live.ts';
import { armsOf, type Her, meet, readMet } from './met.ts';
import { ofThisPage, type PageAsked } from './of-goods.ts';
import { frequencyOf, type PlacementRow, targetOf } from './placement.ts';

type Shown = RouteOut<(typeof placementContract)['GET /api/shop/placements']>['items'][number];

export type ShownPorts = {
  readonly live: LiveNow;
  readonly isFor: IsFor;
  readonly coupons: CouponTaker;
  readonly quizzes: QuizOpenFor;
};

/** Of one kind so many at once on a page. */
const MOST: Readonly<Record<PlacementRow['kind'], number>> = { popup: 1, banner: 5, floating: 1 };

/**
 * What a page shows her now. Of those that fit, the first goes first; where she was drawn not to see one, the next gets its place, as if there
 * were no such placement: so the arms differ in nothing else. Two small statements, one more for a condition that must be asked, and one where an experiment is about any of them.
 */
export async function findShown(ctx: Ctx, ports: ShownPorts, her: Her, asked: PageAsked): Promise<Shown[]> {
  const { rows, minutes, experiments } = await ports.live(ctx);
  const here = await ofThisPage(ctx, asked, rows);
  const { met, lastPopUp: last } = await readMet(ctx, her.personNo, here, minutes);
  const hers = await asHers(ctx, experiments, her, here);
  const today = shanghaiDay(ctx.now());
  const shown: Shown[] = [];
  const fresh: PlacementRow[] = [];
  let arms: Awaited<ReturnType<typeof armsOf>> | null = null;
  const isFor = onceEach(ctx, ports.isFor, her.personNo);
  const places = { ...MOST };
  for (const placement of here) {
    const row = met.get(placement.no);
    if (places[placement.kind] === 0 || row?.treated === false) continue;
    if (placement.kind === 'popup' && last !== null && last !== placement.no) continue;
    if (!mayShow(frequencyOf(placement.values), row ?? NOTHING_MET, today)) continue;
    const { placement: asShown, coupons } = hers(placement);
    if (!(await isForHer(ctx, { ...ports, isFor }, { placement: asShown, held: coupons }, her))) continue;
    if (row === undefined) {
      arms ??= await armsOf(ctx, her.personNo);
      fresh.push(placement);
      if (!arms.treated(placement)) continue;
    }
    places[placement.kind] -= 1;
    shown.push(present(asShown));
  }
  const drawn = arms;
  if (drawn !== null) await inTransaction(ctx, async (ctx) => meet(ctx, her, drawn, fresh));
  return shown;
}

/** Several placements for the same people ask for them once. */
function onceEach(ctx: Ctx, isFor: IsFor, personNo: number): (values: PlacementRow['values']) => Promise<boolean> {
  const asked = new Map<string, Promise<boolean>>();
  return async (values) => {
    const name = JSON.stringify([values.for, values.who]);
    const answer = asked.get(name) ?? isFor(ctx, values, personNo);
    asked.set(name, answer);
    return answer;
  };
}

/**
 * A coupon that she could not take is not held out to her, nor a quiz that she has finished. One whose condition cannot be asked (its segment is gone) is for nobody; the page
 * and the others are there all the same.
 */
async function isForHer(
  ctx: Ctx,
  {
    isFor,
    coupons,
    quizzes,
  }: Pick<ShownPorts, 'coupons' | 'quizzes'> & { readonly isFor: ReturnType<typeof onceEach> },
  { placement: { id, values }, held }: { readonly placement: PlacementRow; readonly held: readonly string[] },
  her: Her,
): Promise<boolean> {
  try {
    if (!(await isFor(values))) return false;
    if (values.quiz) return await quizzes(ctx, her, values.quiz);
    for (const coupon of held) if (!(await coupons.isOpenFor(ctx, her, coupon))) return false;
    return true;
  } catch (error) {
    ctx.log.warn({ err: error, placement: id }, 'whom a placement is for cannot be asked');
    return false;
  }
}

function present({ id, kind, values }: PlacementRow): Shown {
  return {
    id,
    kind,
    ...contentOf(values),
    ...targetOf(values),
    asks: isCounted(frequencyOf(values)),
  };
}

export function contentOf({ title, text, button, picture }: PlacementRow['values']) {
  return { title: title ?? '', text: text ?? '', button: button ?? '', picture };
}
