import { randomInt } from 'node:crypto';
import type { Draft } from '@huoshui/contracts/form';
import type { Lot as Shape } from '@huoshui/contracts/lots';
import { checkDigit, LOT_CODE_LENGTH } from '@huoshui/contracts/pickup-code';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { catalogErrors } from '../errors.ts';
import { findLots } from './find-lots.ts';
import { type LotValues, lotForm } from './lot-form.ts';
import { presentLot } from './present-lot.ts';

type View = Static<typeof Shape>;

/** Throws `catalog.lot_number_taken`. */
export async function createLot(ctx: Ctx, draft: Draft): Promise<View> {
  const values = await readValues(ctx, draft);
  return readLot(ctx, await insertLot(ctx, values));
}

/** Codes are few among ten million million: another is drawn where one is taken. */
async function insertLot(ctx: Ctx, values: LotValues): Promise<string> {
  const { product, number, madeOn, shelfDays } = values;
  const half = (LOT_CODE_LENGTH - 1) >> 1;
  const digits = [half, LOT_CODE_LENGTH - 1 - half].map((n) => String(randomInt(10 ** n)).padStart(n, '0')).join('');
  const { rows } = await sql<{ id: string }>`
    insert into catalog.lot (id, code, product_id, number, made_on, shelf_days, values, created_at)
    values (${newId('lot')}, ${digits + checkDigit(digits)}, ${product}, ${number}, ${madeOn}, ${shelfDays},
      ${JSON.stringify(values)}::jsonb, ${ctx.now()})
    on conflict do nothing returning id
  `.execute(ctx.db);
  if (rows[0]) return rows[0].id;
  await refuseTaken(ctx, values, '');
  return insertLot(ctx, values);
}

/** Its product and its code stay: they are printed. Throws `catalog.lot_not_found`, `lot_product_stays`, `lot_number_taken`. */
export async function changeLot(ctx: Ctx, id: string, draft: Draft): Promise<View> {
  const before = await readLot(ctx, id);
  const values = await readValues(ctx, draft, before.values);
  if (values.product !== before.productId) throw catalogErrors.error('lot_product_stays');
  await refuseTaken(ctx, values, id);
  await sql`
    update catalog.lot set number = ${values.number}, made_on = ${values.madeOn}, shelf_days = ${values.shelfDays},
      values = ${JSON.stringify(values)}::jsonb
    where id = ${id}
  `
    .execute(ctx.db)
    .catch((error: unknown) => {
      // Taken between the look and the save: the database says so.
      const taken = error instanceof Error && 'constraint' in error && error.constraint === 'lot_number_once';
      throw taken ? catalogErrors.error('lot_number_taken', { number: values.number }) : error;
    });
  return readLot(ctx, id);
}

/** From now on its page says so. Throws `catalog.lot_not_found`, `lot_recalled_before`. */
export async function recallLot(ctx: Ctx, id: string, reason: string): Promise<View> {
  const { numAffectedRows } = await sql`
    update catalog.lot set recalled_at = ${ctx.now()}, recall_reason = ${reason} where id = ${id} and recalled_at is null
  `.execute(ctx.db);
  const lot = await readLot(ctx, id);
  if (Number(numAffectedRows) === 0) throw catalogErrors.error('lot_recalled_before');
  return lot;
}

/** Throws `catalog.lot_not_found`, `lot_not_recalled`. */
export async function takeRecallBack(ctx: Ctx, id: string): Promise<View> {
  const { numAffectedRows } = await sql`
    update catalog.lot set recalled_at = null, recall_reason = null where id = ${id} and recalled_at is not null
  `.execute(ctx.db);
  const lot = await readLot(ctx, id);
  if (Number(numAffectedRows) === 0) throw catalogErrors.error('lot_not_recalled');
  return lot;
}

export async function readLot(ctx: Ctx, id: string): Promise<View> {
  const row = (await findLots(ctx, [id])).get(id);
  if (!row) throw catalogErrors.error('lot_not_found');
  return presentLot(ctx, row);
}

async function readValues(ctx: Ctx, draft: Draft, stored: Draft = {}): Promise<LotValues> {
  const values = await readForm(ctx, lotForm, draft, { stored });
  if (values.madeOn > shanghaiDay(ctx.now()))
    throw badForm([{ at: 'madeOn', words: words('这一天还没有到', 'This day has not come yet') }]);
  return values;
}

async function refuseTaken(ctx: Ctx, { product, number }: LotValues, but: string): Promise<void> {
  const { rows } = await sql`
    select from catalog.lot where product_id = ${product} and number = ${number} and id <> ${but}
  `.execute(ctx.db);
  if (rows.length > 0) throw catalogErrors.error('lot_number_taken', { number });
}
