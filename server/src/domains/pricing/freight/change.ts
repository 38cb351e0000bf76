import type { Draft } from '@huoshui/contracts/form';
import type { FreightTemplate as View } from '@huoshui/contracts/freight';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { shelf } from '../../catalog/index.ts';
import { pricingErrors } from '../errors.ts';
import {
  type FreightRow,
  findTemplate,
  holdTemplate,
  insertTemplate,
  listTemplateRows,
  removeTemplate,
  updateTemplate,
} from './queries.ts';
import { freightForm } from './template.ts';

type TemplateView = Static<typeof View>;

export async function createTemplate(ctx: Ctx, draft: Draft): Promise<TemplateView> {
  const id = newId('frt');
  await insertTemplate(ctx, id, await readForm(ctx, freightForm, draft));
  return readTemplate(ctx, id);
}

/** Orders placed keep what they were charged. Throws `pricing.freight_not_found`. */
export async function changeTemplate(ctx: Ctx, id: string, draft: Draft): Promise<TemplateView> {
  const { values } = await findOne(ctx, id);
  await updateTemplate(ctx, id, await readForm(ctx, freightForm, draft, { stored: values }));
  return readTemplate(ctx, id);
}

/** Not while products are sent by it: `pricing.freight_in_use`. */
export async function deleteTemplate(ctx: Ctx, id: string): Promise<void> {
  await holdTemplate(ctx, id);
  const before = await readTemplate(ctx, id);
  if (before.products > 0) throw pricingErrors.error('freight_in_use', { products: before.products });
  await removeTemplate(ctx, id);
}

export async function readTemplate(ctx: Ctx, id: string): Promise<TemplateView> {
  const [view] = await present(ctx, [await findOne(ctx, id)]);
  if (view === undefined) throw pricingErrors.error('freight_not_found', { id });
  return view;
}

export async function listTemplates(ctx: Ctx, page: Parameters<typeof listTemplateRows>[1]): Promise<TemplateView[]> {
  return present(ctx, await listTemplateRows(ctx, page));
}

async function findOne(ctx: Ctx, id: string): Promise<FreightRow> {
  const row = await findTemplate(ctx, id);
  if (row === undefined) throw pricingErrors.error('freight_not_found', { id });
  return row;
}

async function present(ctx: Ctx, rows: readonly FreightRow[]): Promise<TemplateView[]> {
  const products = await shelf.countByFreight(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, name, values, createdAt }) => ({
    id,
    name,
    values,
    sentence: freightForm.sentence(values, () => null),
    products: products.get(id) ?? 0,
    createdAt: createdAt.toISOString(),
  }));
}
