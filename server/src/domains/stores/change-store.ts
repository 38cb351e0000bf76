import type { Draft } from '@huoshui/contracts/form';
import type { Store as View } from '@huoshui/contracts/stores';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { readForm } from '../../platform/form/read.ts';
import { isInHerStores } from '../../platform/her-stores.ts';
import { newId } from '../../platform/ids.ts';
import { storeErrors } from './errors.ts';
import { findStores, insertStore, type StoreRow, updateStore } from './queries.ts';
import type { StoreShelves } from './shelves.ts';
import { type StoreValues, storeForm } from './store-form.ts';

type StoreView = Omit<Static<typeof View>, 'revision'>;

export async function createStore(ctx: Ctx, shelves: StoreShelves, draft: Draft): Promise<StoreView> {
  const id = newId('sto');
  const values = await readForm(ctx, storeForm, draft);
  return inTransaction(ctx, async (ctx) => {
    await insertStore(ctx, id, values);
    await shelves.save(ctx, shelfOf(id, values));
    return readStore(ctx, id);
  });
}

/** Orders that wait there keep their store, whatever becomes of it. Throws `stores.not_found`. */
export async function changeStore(ctx: Ctx, shelves: StoreShelves, id: string, draft: Draft): Promise<StoreView> {
  const { values: stored } = await readStore(ctx, id);
  const values = await readForm(ctx, storeForm, draft, { stored });
  return inTransaction(ctx, async (ctx) => {
    await updateStore(ctx, id, values);
    await shelves.save(ctx, shelfOf(id, values));
    return readStore(ctx, id);
  });
}

function shelfOf(id: string, { name, state, pickup, ownStock }: StoreValues) {
  const keeps = pickup && ownStock === true;
  return { id, name, keeps, serves: keeps && state === 'open' };
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
