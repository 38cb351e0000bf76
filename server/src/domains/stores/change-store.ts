import type { Draft } from '@huoshui/contracts/form';
import type { Store as View } from '@huoshui/contracts/stores';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { isInHerStores } from '../../platform/her-stores.ts';
import { newId } from '../../platform/ids.ts';
import { storeErrors } from './errors.ts';
import { findStores, insertStore, type StoreRow, updateStore } from './queries.ts';
import { storeForm } from './store-form.ts';

type StoreView = Omit<Static<typeof View>, 'revision'>;

export async function createStore(ctx: Ctx, draft: Draft): Promise<StoreView> {
  const id = newId('sto');
  await insertStore(ctx, id, await readForm(ctx, storeForm, draft));
  return readStore(ctx, id);
}

/** Orders that wait there keep their store, whatever becomes of it. Throws `stores.not_found`. */
export async function changeStore(ctx: Ctx, id: string, draft: Draft): Promise<StoreView> {
  const { values } = await readStore(ctx, id);
  await updateStore(ctx, id, await readForm(ctx, storeForm, draft, { stored: values }));
  return readStore(ctx, id);
}

export async function readStore(ctx: Ctx, id: string): Promise<StoreView> {
  const row = (await findStores(ctx, [id])).get(id);
  if (row === undefined || !isInHerStores(ctx, id)) throw storeErrors.error('not_found');
  return present(row);
}

export function present({ id, name, state, pickup, address, phone, values, createdAt }: StoreRow): StoreView {
  const sentence = storeForm.sentence(values, () => null);
  return { id, name, state, pickup, address, phone, values, sentence, createdAt: createdAt.toISOString() };
}
