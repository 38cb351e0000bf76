import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { running } from '../experiments/index.ts';
import type { CouponTaker } from './acts.ts';
import { placementErrors } from './errors.ts';
import type { PlacementForm, PlacementValues } from './placement-form.ts';
import { type PlacementView, presentPlacements } from './present.ts';
import { findPlacements, insertPlacement, setState, updatePlacement } from './queries.ts';

export type Editing = { readonly form: PlacementForm; readonly coupons: CouponTaker };

/** Nobody sees it before it is live. Throws `platform.bad_form`, `placements.name_taken`. */
export async function createPlacement(ctx: Ctx, { form, coupons }: Editing, draft: Draft): Promise<PlacementView> {
  const values = await readForm(ctx, form, draft);
  await refuseCoupon(ctx, coupons, values);
  const id = newId('plc');
  if (!(await insertPlacement(ctx, id, values))) throw placementErrors.error('name_taken');
  return readPlacement(ctx, { form }, id);
}

/** From the next page on, for whoever has met it too. Throws `placements.not_found`, `name_taken`, `platform.bad_form`. */
export async function changePlacement(
  ctx: Ctx,
  { form, coupons }: Editing,
  id: string,
  draft: Draft,
): Promise<PlacementView> {
  const stored = (await findPlacements(ctx, [id])).get(id);
  if (stored === undefined) throw placementErrors.error('not_found', { id });
  const values = await readForm(ctx, form, draft, { stored: stored.values });
  if (values.kind !== stored.kind)
    throw badForm([{ at: 'kind', words: words('建好以后不能换样式', 'Its kind stays what it was made as') }]);
  await refuseCoupon(ctx, coupons, values);
  await refuseInExperiment(ctx, id, stored.values, values);
  if (!(await updatePlacement(ctx, id, values))) throw placementErrors.error('name_taken');
  return readPlacement(ctx, { form }, id);
}

/** Throws `placements.not_found`, `ended`. */
export async function moveTo(
  ctx: Ctx,
  { form }: Pick<Editing, 'form'>,
  id: string,
  state: 'live' | 'paused' | 'ended',
): Promise<PlacementView> {
  const before = await readPlacement(ctx, { form }, id);
  if (!(await setState(ctx, id, state)) && before.state !== state) throw placementErrors.error('ended');
  return readPlacement(ctx, { form }, id);
}

/** Throws `placements.not_found`. */
export async function readPlacement(ctx: Ctx, { form }: Pick<Editing, 'form'>, id: string): Promise<PlacementView> {
  const row = (await findPlacements(ctx, [id])).get(id);
  const [view] = row === undefined ? [] : await presentPlacements(ctx, form, [row]);
  if (view === undefined) throw placementErrors.error('not_found', { id });
  return view;
}

/** What arms are compared with stays as it is until the experiment ends. */
async function refuseInExperiment(
  ctx: Ctx,
  id: string,
  before: PlacementValues,
  after: PlacementValues,
): Promise<void> {
  const changed = (['title', 'text', 'button', 'coupon'] as const).find((field) => before[field] !== after[field]);
  if (changed === undefined || !(await running.all(ctx, 'placement')).has(id)) return;
  const told = words('正在做实验，先结束实验再改', 'An experiment is running on it: end that first');
  throw badForm([{ at: changed, words: told }]);
}

/** A tap takes what the shop offers to all: what operators and journeys give can be taken by nobody. */
async function refuseCoupon(ctx: Ctx, coupons: CouponTaker, { coupon }: PlacementValues): Promise<void> {
  if (coupon === null || (await coupons.isForTaking(ctx, coupon))) return;
  const told = words(
    '这张券是定向发放的，请选顾客自领的券',
    'This coupon is only granted: choose one that is taken in the shop',
  );
  throw badForm([{ at: 'coupon', words: told }]);
}
