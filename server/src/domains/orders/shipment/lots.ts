import type { Ctx } from '../../../platform/ctx.ts';
import { shelf } from '../../catalog/index.ts';
import { orderErrors } from '../errors.ts';
import type { OrderLine } from '../order.ts';

/** What is recalled or past its date leaves the house no more, and goods are of a lot of their own product. */
export async function refuseUnfitLots(
  ctx: Ctx,
  units: readonly { readonly line: OrderLine; readonly lot?: string | undefined }[],
): Promise<void> {
  const lots = await shelf.lots(
    ctx,
    units.flatMap(({ lot }) => lot ?? []),
  );
  for (const { line, lot: id } of units) {
    if (id === undefined) continue;
    const lot = lots.get(id);
    const { name } = line;
    if (lot === undefined || lot.productId !== line.productId) throw orderErrors.error('lot_not_found', { name });
    if (lot.state === 'recalled') throw orderErrors.error('lot_recalled', { name, number: lot.number });
    if (lot.state === 'expired') throw orderErrors.error('lot_expired', { name, number: lot.number });
  }
}

type Packed = { readonly lines: readonly { readonly lot?: string }[] };

/** The lots that these parcels name, as the order says them. */
export async function lotsIn(ctx: Ctx, parcels: readonly Packed[]) {
  const found = await shelf.lots(
    ctx,
    parcels.flatMap(({ lines }) => lines.flatMap(({ lot }) => lot ?? [])),
  );
  return new Map([...found].map(([id, { number, code }]) => [id, { id, number, code }]));
}
