import type { DeliveryArea as View } from '@huoshui/contracts/delivery-areas';
import type { Draft } from '@huoshui/contracts/form';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { storeErrors } from '../errors.ts';
import { areaForm } from './area-form.ts';
import { type AreaRow, countAreas, findArea, insertArea, MOST_AREAS, updateArea } from './queries.ts';

type AreaView = Omit<Static<typeof View>, 'revision'>;

/** Throws `stores.areas_full`. */
export async function createArea(ctx: Ctx, draft: Draft): Promise<AreaView> {
  const values = await readForm(ctx, areaForm, draft);
  const { total } = await countAreas(ctx, null);
  if (total >= MOST_AREAS) throw storeErrors.error('areas_full', { most: MOST_AREAS });
  const id = newId('are');
  await insertArea(ctx, id, values);
  return readArea(ctx, id);
}

/** Orders that were placed keep their slot. Throws `stores.area_not_found`. */
export async function changeArea(ctx: Ctx, id: string, draft: Draft): Promise<AreaView> {
  const { values } = await readArea(ctx, id);
  await updateArea(ctx, id, await readForm(ctx, areaForm, draft, { stored: values }));
  return readArea(ctx, id);
}

export async function readArea(ctx: Ctx, id: string): Promise<AreaView> {
  const row = await findArea(ctx, id);
  if (row === undefined) throw storeErrors.error('area_not_found');
  return presentArea(row);
}

export function presentArea({ id, name, open, values, createdAt }: AreaRow): AreaView {
  return {
    id,
    name,
    open,
    values,
    sentence: areaForm.sentence(values, () => null),
    createdAt: createdAt.toISOString(),
  };
}
