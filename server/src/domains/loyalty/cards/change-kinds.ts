import type { Draft } from '@huoshui/contracts/form';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Names } from '../../../platform/form/form.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { loyaltyErrors } from '../errors.ts';
import type { CardKindRow } from './card.ts';
import { cardKindForm, namesOfCoupons, termsOfValues, valuesOfKind } from './card-form.ts';
import { countHolders, endKind, findKind, readKinds, writeKind } from './kinds.ts';

export async function createKind(ctx: Ctx, draft: Draft) {
  const values = await readForm(ctx, cardKindForm, draft);
  const id = newId('ckd');
  await writeKind(ctx, { id, price: values.price, ...termsOfValues(values) });
  return showKind(ctx, id);
}

/** Whoever has one keeps what she bought. */
export async function changeKind(ctx: Ctx, id: string, draft: Draft) {
  const stored = valuesOfKind(await findKind(ctx, id));
  const values = await readForm(ctx, cardKindForm, draft, { stored });
  await writeKind(ctx, { id, price: values.price, ...termsOfValues(values) });
  return showKind(ctx, id);
}

export async function setKindEnded(ctx: Ctx, id: string, ended: boolean) {
  await findKind(ctx, id);
  await endKind(ctx, id, ended);
  return showKind(ctx, id);
}

export async function showKinds(ctx: Ctx) {
  const [kinds, holders] = [await readKinds(ctx), await countHolders(ctx)];
  const names = await namesOfCoupons(ctx, kinds);
  return kinds.map((kind) => present(kind, holders.get(kind.id) ?? 0, names));
}

async function showKind(ctx: Ctx, id: string) {
  const found = (await showKinds(ctx)).find((kind) => kind.id === id);
  if (found === undefined) throw loyaltyErrors.error('card_kind_not_found', { id });
  return found;
}

function present(kind: CardKindRow, holders: number, names: Names) {
  const { id, name, price, months, ended, createdAt } = kind;
  const values = valuesOfKind(kind);
  return {
    id,
    name,
    price,
    months,
    state: ended ? ('ended' as const) : ('offered' as const),
    values,
    sentence: cardKindForm.sentence(values, names),
    holders,
    createdAt: createdAt.toISOString(),
  };
}
