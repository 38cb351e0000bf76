import type { Ctx } from '../../../platform/ctx.ts';
import type { LotRow } from './find-lots.ts';
import { lotForm } from './lot-form.ts';

export function presentLot(ctx: Ctx, row: LotRow) {
  const { productStatus: _, recalledAt, recallReason, createdAt, ...lot } = row;
  return {
    ...lot,
    address: `${ctx.config.publicUrl}/t/${row.code}`,
    recall: recallOf({ recalledAt, recallReason }),
    sentence: lotForm.sentence(row.values, () => null),
    createdAt: createdAt.toISOString(),
  };
}

export function recallOf({ recalledAt, recallReason }: Pick<LotRow, 'recalledAt' | 'recallReason'>) {
  return recalledAt === null ? null : { at: recalledAt.toISOString(), reason: recallReason ?? '' };
}
